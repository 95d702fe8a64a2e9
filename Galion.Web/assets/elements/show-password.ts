/** `<show-password>` adds a button to the label of the password field inside it. */
class ShowPassword extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector("input");
    const label = this.querySelector("label");
    if (!input || !label || this.querySelector("button")) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.setAttribute("aria-controls", input.id);
    const show = (shown: boolean): void => {
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
      button.textContent = shown ? "Hide password" : "Show password";
    };
    show(false);
    button.addEventListener("click", () => show(input.type === "password"));
    // Password managers and the browser's own history must never see a text field sent.
    input.form?.addEventListener("submit", () => show(false));
    input.insertAdjacentElement("afterend", button);
  }
}

customElements.define("show-password", ShowPassword);
