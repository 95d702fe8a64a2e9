const MAX_TEXT = 3600;

interface Stroke {
  radius: number;
  points: [number, number][];
}

/**
 * `<mask-painter data-width data-height>` lets a brush mark what a picture is to be filled in. Strokes go into the form as text, in pixels of the
 * picture; the rectangle of the number fields is shown beside them.
 */
class MaskPainter extends HTMLElement {
  readonly #strokes: Stroke[] = [];
  #current: Stroke | undefined;

  connectedCallback(): void {
    const canvas = this.#find<HTMLCanvasElement>("[data-mask]");
    const paint = this.#find<HTMLButtonElement>("[data-paint]");
    if (!canvas || !paint) {
      return;
    }
    canvas.width = Number(this.dataset.width);
    canvas.height = Number(this.dataset.height);
    canvas.hidden = false;
    this.#find("[data-brush-tools]")!.hidden = false;
    paint.addEventListener("click", () => {
      const on = paint.getAttribute("aria-pressed") !== "true";
      paint.setAttribute("aria-pressed", String(on));
      canvas.classList.toggle("paints", on);
      if (on) {
        canvas.scrollIntoView({ block: "nearest" });
      }
    });
    this.#find("[data-undo]")!.addEventListener("click", () => {
      this.#strokes.pop();
      this.#show();
    });
    this.addEventListener("input", (event) => {
      if ((event.target as HTMLElement).dataset.rect) {
        this.#show();
      }
    });
    canvas.addEventListener("pointerdown", (event) => this.#begin(canvas, event));
    canvas.addEventListener("pointermove", (event) => this.#go(canvas, event));
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => (this.#current = undefined));
    }
  }

  #find<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.querySelector<T>(selector);
  }

  #begin(canvas: HTMLCanvasElement, event: PointerEvent): void {
    if (event.button !== 0 || this.#text().length > MAX_TEXT) {
      return;
    }
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const brush = Number(this.#find<HTMLInputElement>("[data-brush]")!.value);
    // The brush keeps its size on the screen, whatever the size of the picture.
    const radius = Math.min(512, Math.max(1, Math.round((brush / 2) * this.#scale(canvas))));
    this.#current = { radius, points: [this.#place(canvas, event)] };
    this.#strokes.push(this.#current);
    this.#show();
  }

  #go(canvas: HTMLCanvasElement, event: PointerEvent): void {
    if (!this.#current) {
      return;
    }
    const [x, y] = this.#place(canvas, event);
    const [lastX, lastY] = this.#current.points.at(-1)!;
    if (Math.hypot(x - lastX, y - lastY) >= Math.max(2, this.#current.radius / 3) && this.#text().length < MAX_TEXT) {
      this.#current.points.push([x, y]);
      this.#show();
    }
  }

  #scale(canvas: HTMLCanvasElement): number {
    return canvas.width / Math.max(1, canvas.getBoundingClientRect().width);
  }

  #place(canvas: HTMLCanvasElement, event: PointerEvent): [number, number] {
    const box = canvas.getBoundingClientRect();
    const scale = this.#scale(canvas);
    const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value * scale)));
    return [within(event.clientX - box.left, canvas.width), within(event.clientY - box.top, canvas.height)];
  }

  #text(): string {
    return this.#strokes.map(({ radius, points }) => `${radius}@${points.map((point) => point.join(",")).join(" ")}`).join(";");
  }

  #rectangle(): [number, number, number, number] {
    const side = (name: string) => Math.max(0, Number(this.#find<HTMLInputElement>(`[data-rect=${name}]`)?.value) || 0);
    return [side("x"), side("y"), side("width"), side("height")];
  }

  #show(): void {
    this.#find<HTMLInputElement>("[data-area]")!.value = this.#text();
    this.#find<HTMLButtonElement>("[data-undo]")!.disabled = this.#strokes.length === 0;
    this.#find("[data-mask-status]")!.textContent =
      this.#text().length > MAX_TEXT ? "There is no room for more marks." : `${this.#strokes.length} ${this.#strokes.length === 1 ? "mark" : "marks"}`;
    const canvas = this.#find<HTMLCanvasElement>("[data-mask]")!;
    const context = canvas.getContext("2d")!;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    for (const { radius, points } of this.#strokes) {
      context.lineWidth = radius * 2;
      context.beginPath();
      context.moveTo(...points[0]!);
      for (const point of points.length > 1 ? points : [points[0]!]) {
        context.lineTo(...point);
      }
      context.stroke();
    }
    context.fillRect(...this.#rectangle());
  }
}

customElements.define("mask-painter", MaskPainter);
