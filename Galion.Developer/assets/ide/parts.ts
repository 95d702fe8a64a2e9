/** Where focus goes in each part of the page that has not had it yet; the first that is there and visible. */
const first: [part: string, targets: string[]][] = [
  [".ide-bar", [".ide-run-button"]],
  [".ide-side", [".ide-part:not([hidden]) [role=treeitem][tabindex='0']", ".ide-part:not([hidden]) input:not(.visually-hidden)", "[aria-selected=true]"]],
  [".ide-group", [".ide-editor:not([hidden]) .cm-content", "[role=tab]"]],
  [".ide-panel", [".ide-stdin:not([hidden]) input", ".ide-part:not([hidden]) :is([tabindex='0'], textarea, button)", "[aria-selected=true]"]],
  [".ide-places", ["[aria-current]"]],
];

/** Goes from part to part with one key, as the code itself keeps the Tab key. */
export class Parts {
  readonly #last = new WeakMap<Element, HTMLElement>();

  constructor(readonly host: HTMLElement) {
    host.addEventListener("focusin", (event) => {
      const target = event.target as HTMLElement;
      const part = this.#all().find(({ element }) => element.contains(target));
      // Who pressed a button did so in passing.
      if (part && !target.matches("button:not([role])")) {
        this.#last.set(part.element, target);
      }
    });
  }

  step(by: number): void {
    const parts = this.#all();
    const at = parts.findIndex(({ element }) => element.contains(document.activeElement));
    for (let tried = 1; tried <= parts.length; tried++) {
      const part = parts[(at + by * tried + parts.length * (tried + 1)) % parts.length]!;
      const targets = [this.#last.get(part.element), ...part.targets.map((selector) => part.element.querySelector<HTMLElement>(selector))];
      const target = targets.find((candidate) => candidate?.isConnected && candidate.checkVisibility());
      if (target) {
        target.focus();
        return;
      }
    }
  }

  #all(): { element: Element; targets: string[] }[] {
    return first.flatMap(([selector, targets]) => [...this.host.querySelectorAll(selector)].filter((element) => element.checkVisibility()).map((element) => ({ element, targets })));
  }
}
