/** `<theme-switch>` around the theme form: changes the theme in place and lets the server keep it. */
class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      if (!(event.submitter instanceof HTMLButtonElement)) {
        return;
      }
      event.preventDefault();
      const theme = event.submitter.value;
      document.documentElement.dataset.theme = theme;
      for (const button of form.querySelectorAll<HTMLButtonElement>("button[name=theme]")) {
        button.setAttribute("aria-pressed", String(button.value === theme));
      }
      // Should the server not answer, the theme holds for this page and nothing else is lost.
      void fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" }).catch(() => undefined);
    });
  }
}

customElements.define("theme-switch", ThemeSwitch);
