/** Other programs, and the code itself, which takes any text that falls on it, know nothing of this kind. */
const kind = "application/x-galion-tab";

export interface TabTarget<Group> {
  group: Group;
  /** Before which tab; their number when behind all. */
  index: number;
  /** Over the right half of the only column: a second one is to be made for it. */
  beside: boolean;
}

/** Dragging tabs along their strip, to the other column, and to the side where a second column begins. */
export class TabDrag<Tab extends { button: HTMLElement }, Group extends { strip: HTMLElement; body: HTMLElement; tabs: readonly Tab[] }> {
  #dragged: { tab: Tab; group: Group } | null = null;

  constructor(readonly actions: { columns: () => readonly Group[]; drop: (tab: Tab, from: Group, to: TabTarget<Group>) => void }) {}

  /** Makes a column one from which and to which tabs are dragged. */
  watch(group: Group): void {
    group.strip.addEventListener("dragstart", (event) => this.#start(event, group));
    group.strip.addEventListener("dragend", () => this.#end());
    for (const place of [group.strip, group.body]) {
      // Before the code does: it would mark where a text is to go.
      place.addEventListener("dragover", (event) => this.#over(event, group, place === group.strip), true);
      place.addEventListener("drop", (event) => this.#drop(event, group, place === group.strip), true);
      place.addEventListener("dragleave", (event) => {
        if (this.#dragged && !(event.relatedTarget instanceof Node && place.contains(event.relatedTarget))) {
          this.#mark(null);
        }
      });
    }
  }

  #start(event: DragEvent, group: Group): void {
    const tab = group.tabs.find((candidate) => event.target instanceof Node && candidate.button.contains(event.target));
    if (tab && event.dataTransfer) {
      this.#dragged = { tab, group };
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData(kind, "");
    }
  }

  #target(event: DragEvent, group: Group, onStrip: boolean): TabTarget<Group> | null {
    const { tab, group: from } = this.#dragged!;
    if (onStrip) {
      const index = group.tabs.findIndex(({ button }) => {
        const { left, width } = button.getBoundingClientRect();
        return event.clientX < left + width / 2;
      });
      return { group, index: index < 0 ? group.tabs.length : index, beside: false };
    }
    if (group !== from) {
      return { group, index: group.tabs.length, beside: false };
    }
    const { left, width } = group.body.getBoundingClientRect();
    const beside = this.actions.columns().length === 1 && from.tabs.length > 1 && from.tabs.includes(tab) && event.clientX > left + width / 2;
    return beside ? { group, index: 0, beside } : null;
  }

  #over(event: DragEvent, group: Group, onStrip: boolean): void {
    if (!this.#dragged) {
      return;
    }
    event.stopPropagation();
    const target = this.#target(event, group, onStrip);
    if (target) {
      event.preventDefault();
      event.dataTransfer!.dropEffect = "move";
    }
    this.#mark(target);
  }

  #drop(event: DragEvent, group: Group, onStrip: boolean): void {
    if (!this.#dragged) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { tab, group: from } = this.#dragged;
    const target = this.#target(event, group, onStrip);
    this.#end();
    if (target) {
      this.actions.drop(tab, from, target);
    }
  }

  #end(): void {
    this.#dragged = null;
    this.#mark(null);
  }

  #mark(target: TabTarget<Group> | null): void {
    for (const group of this.actions.columns()) {
      const here = target?.group === group ? target : null;
      group.body.toggleAttribute("data-drop-beside", here?.beside ?? false);
      group.body.toggleAttribute("data-drop", here !== null && !here.beside && group !== this.#dragged?.group);
      group.tabs.forEach(({ button }, index) => {
        button.toggleAttribute("data-drop-before", here !== null && !here.beside && index === here.index);
        button.toggleAttribute("data-drop-after", here !== null && !here.beside && index === group.tabs.length - 1 && here.index === group.tabs.length);
      });
    }
  }
}
