const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `<relative-time>` around a `<time datetime>`: shows it in the reader's own zone and says how long ago it was. */
class RelativeTime extends HTMLElement {
  connectedCallback(): void {
    const time = this.querySelector("time");
    const at = time ? new Date(time.dateTime) : undefined;
    if (!time || !at || Number.isNaN(at.getTime())) {
      return;
    }
    const seconds = (at.getTime() - Date.now()) / 1000;
    const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
    const language = document.documentElement.lang;
    time.title = at.toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
    time.textContent =
      unit === "second"
        ? "just now"
        : Math.abs(seconds) > 6 * 86_400
          ? at.toLocaleDateString(language, { dateStyle: "medium" })
          : new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
  }
}

customElements.define("relative-time", RelativeTime);
