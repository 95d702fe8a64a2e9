/** `<create-form data-price>` keeps shape, size and the price on the button in step while the form is being filled in. */
class CreateForm extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", (event) => this.#onChange(event.target));
    this.addEventListener("input", (event) => {
      if (event.target === this.#number("Width") || event.target === this.#number("Height")) {
        this.#chooseShapeOfSize();
      }
    });
    this.querySelector("[data-swap]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.#swap();
    });
    const dice = this.querySelector<HTMLButtonElement>("[data-dice]");
    if (dice) {
      dice.hidden = false;
      dice.addEventListener("click", () => {
        this.#number("Seed").value = String(crypto.getRandomValues(new Uint32Array(1))[0]);
      });
    }
  }

  #number(name: string): HTMLInputElement {
    return this.querySelector<HTMLInputElement>(`input[name="Form.${name}"]`)!;
  }

  #onChange(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement)) {
      return;
    }
    if (target.name === "Form.Count") {
      this.#showPrice(Number(target.value));
    }
    if (target.name === "Form.Ratio" && target.dataset.width && target.dataset.height) {
      this.#number("Width").value = target.dataset.width;
      this.#number("Height").value = target.dataset.height;
    }
  }

  #chooseShapeOfSize(): void {
    const width = this.#number("Width").value;
    const height = this.#number("Height").value;
    const shapes = [...this.querySelectorAll<HTMLInputElement>('input[name="Form.Ratio"]')];
    const shape = shapes.find((input) => input.dataset.width === width && input.dataset.height === height) ?? shapes.find((input) => input.value === "custom");
    if (shape) {
      shape.checked = true;
    }
  }

  #swap(): void {
    const width = this.#number("Width");
    const height = this.#number("Height");
    [width.value, height.value] = [height.value, width.value];
    this.#chooseShapeOfSize();
  }

  #showPrice(count: number): void {
    const price = this.querySelector("[data-price]");
    if (price) {
      price.textContent = String(Number(this.dataset.price) * count);
    }
  }
}

customElements.define("create-form", CreateForm);
