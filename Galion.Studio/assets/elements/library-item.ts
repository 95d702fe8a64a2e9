/** `<library-item>`: the arrow keys go to the work before and after, unless something is being written or a menu is open. */
class LibraryItem extends HTMLElement {
  readonly #onKey = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || target.closest("input, textarea, select, details[open]")) {
      return;
    }
    const rel = event.key === "ArrowLeft" ? "prev" : event.key === "ArrowRight" ? "next" : undefined;
    const link = rel && this.querySelector<HTMLAnchorElement>(`a[rel=${rel}]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  };

  connectedCallback(): void {
    document.addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#onKey);
  }
}

customElements.define("library-item", LibraryItem);
