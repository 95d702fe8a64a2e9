const visibleMs = 15_000;

/** `<toast-message>` goes away by itself, but never while the pointer or the focus is in it. Escape closes it. */
class ToastMessage extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const pause = () => clearTimeout(this.#timer);
    const resume = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.remove(), visibleMs);
    };
    this.addEventListener("pointerenter", pause);
    this.addEventListener("focusin", pause);
    this.addEventListener("pointerleave", resume);
    this.addEventListener("focusout", resume);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.remove();
        document.querySelector<HTMLElement>("main")?.focus();
      }
    });
    resume();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }
}

customElements.define("toast-message", ToastMessage);
