import { h } from "./dom";

/** A bar between two parts that is dragged, or moved with the arrow keys; it writes a size into a custom property of the host. */
export function resizer(host: HTMLElement, label: string, options: {
  vertical: boolean; property: string; value: number; min: number; max: () => number; invert?: boolean; done: (value: number) => void;
}): HTMLElement {
  let value = options.value;
  const bar = h("div", {
    class: "ide-resizer", role: "separator", tabIndex: 0, "aria-label": label, "aria-orientation": options.vertical ? "vertical" : "horizontal",
    "aria-valuemin": options.min, "data-vertical": options.vertical ? "" : undefined,
  });
  const set = (next: number): void => {
    value = Math.round(Math.max(options.min, Math.min(next, options.max())));
    host.style.setProperty(options.property, `${value}px`);
    bar.setAttribute("aria-valuenow", String(value));
    bar.setAttribute("aria-valuemax", String(Math.round(options.max())));
  };
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const start = options.vertical ? event.clientX : event.clientY;
    const before = value;
    const move = (moved: PointerEvent): void => {
      const by = (options.vertical ? moved.clientX : moved.clientY) - start;
      set(before + (options.invert ? -by : by));
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", () => {
      bar.removeEventListener("pointermove", move);
      options.done(value);
    }, { once: true });
  });
  bar.addEventListener("keydown", (event) => {
    const grow = options.invert ? ["ArrowUp", "ArrowLeft"] : ["ArrowDown", "ArrowRight"];
    const shrink = options.invert ? ["ArrowDown", "ArrowRight"] : ["ArrowUp", "ArrowLeft"];
    const by = grow.includes(event.key) ? 24 : shrink.includes(event.key) ? -24 : 0;
    if (by) {
      event.preventDefault();
      set(value + by);
      options.done(value);
    }
  });
  set(value);
  return bar;
}
