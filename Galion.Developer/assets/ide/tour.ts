import { h } from "./dom";
import { change } from "./settings";

const allSteps: [target: string, title: string, text: string][] = [
  [".ide-side, [data-place=files]", "Your files", "Make, upload, rename and delete files here, or drag them where they belong. What is deleted stays in the trash for 30 days."],
  [".ide-groups", "Write", "Mistakes are marked as you type, Ctrl+Space completes, hovering explains, F2 renames everywhere. Everything is saved as you write."],
  ["[data-command=run]", "Run", "Ctrl or ⌘ with Enter runs the file. The price stands on the button; a program that cannot start costs nothing."],
  [".ide-panel, [data-place=output]", "See", "Output arrives as it is printed. Sounds, pictures and plots of a run appear beside it."],
  ["[data-command=palette]", "Everything else", "F1 lists every command: history, checkpoints, sharing, personality, settings."],
];

const gap = 12;

/** A few words about each part of the page, beside that part; it is left with Escape at any time. */
export function showTour(host: HTMLElement): void {
  const steps = allSteps.filter(([, title]) => title !== "Your files" || host.querySelector(".ide-tree"));
  let index = 0;
  const title = h("h2", null);
  const text = h("p", null);
  const count = h("span", { class: "small muted" });
  const next = h("button", { type: "button", class: "button button-primary button-small" });
  const back = h("button", { type: "button", class: "button button-small" }, "Back");
  const ring = h("div", { class: "ide-tour-ring", "aria-hidden": "true" });
  const card = h("div", { class: "ide-tour-card" }, title, text,
    h("div", { class: "row row-between" }, count, h("div", { class: "row" },
      h("button", { type: "button", class: "button button-small button-quiet", onclick: () => dialog.close() }, "Skip"), back, next)));
  const dialog = h("dialog", { class: "ide-tour", "aria-label": "Tour" }, ring, card);
  const place = (): void => {
    const target = [...host.querySelectorAll(steps[index]![0])].find((candidate) => candidate.checkVisibility());
    const shown = target !== undefined;
    const box = shown ? target.getBoundingClientRect() : new DOMRect(innerWidth / 2, innerHeight / 2, 0, 0);
    ring.hidden = !shown;
    dialog.toggleAttribute("data-whole", !shown);
    Object.assign(ring.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = box.bottom + gap;
    const above = box.top - gap - height;
    const beside = box.right + gap;
    const [left, top] = !shown ? [(innerWidth - width) / 2, (innerHeight - height) / 2]
      : below + height < innerHeight ? [box.left + (box.width - width) / 2, below]
        : above > gap ? [box.left + (box.width - width) / 2, above]
          : beside + width < innerWidth ? [beside, box.top + 48]
            : [box.left + (box.width - width) / 2, box.bottom - height - gap];
    card.style.left = `${Math.max(gap, Math.min(left, innerWidth - width - gap))}px`;
    card.style.top = `${Math.max(gap, Math.min(top, innerHeight - height - gap))}px`;
  };
  const show = (): void => {
    const [, heading, words] = steps[index]!;
    title.textContent = heading;
    text.textContent = words;
    count.textContent = `${index + 1} of ${steps.length}`;
    next.textContent = index === steps.length - 1 ? "Begin" : "Next";
    back.disabled = index === 0;
    place();
  };
  next.addEventListener("click", () => {
    if (++index === steps.length) {
      dialog.close();
    } else {
      show();
    }
  });
  back.addEventListener("click", () => {
    index--;
    show();
    next.focus();
  });
  addEventListener("resize", place);
  dialog.addEventListener("close", () => {
    removeEventListener("resize", place);
    dialog.remove();
    change("tourSeen", true);
    host.querySelector<HTMLElement>(".cm-content")?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  show();
  next.focus();
}
