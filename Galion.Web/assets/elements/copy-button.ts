/** `<copy-button for="id">` copies the text of another element; without script it stays hidden, as there is nothing to press. */
class CopyButton extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const source = document.getElementById(this.getAttribute("for") ?? "");
    if (!button || !source || !navigator.clipboard) {
      return;
    }
    const label = button.textContent ?? "";
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : (source.textContent ?? "");
      try {
        await navigator.clipboard.writeText(text.trim());
        button.textContent = this.dataset.done ?? "Copied";
      } catch {
        button.textContent = this.dataset.failed ?? "Press Ctrl+C to copy";
        getSelection()?.selectAllChildren(source);
      }
      setTimeout(() => (button.textContent = label), 2500);
    });
  }
}

customElements.define("copy-button", CopyButton);
