import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { announce, h, icon, Signal } from "./dom";
import { closeEditor, createEditor, setExtra } from "./editor";
import { openMenu, type MenuEntry } from "./menu";
import type { Buffer, Project } from "./project";
import { TabDrag, type TabTarget } from "./tab-drag";

interface Tab {
  /** The column that it is in. */
  group: Group;
  buffer: Buffer;
  view: EditorView;
  host: HTMLElement;
  button: HTMLElement;
}

/** One column of editors with its tabs. */
class Group {
  readonly tabs: Tab[] = [];
  readonly strip = h("div", { class: "ide-tabs", role: "tablist", "aria-label": "Open files" });
  readonly body = h("div", { class: "ide-editors" });
  readonly element: HTMLElement;
  active: Tab | null = null;

  constructor(readonly owner: EditorGroups, empty: HTMLElement) {
    this.element = h("div", { class: "ide-group", role: "group", "aria-label": "Editor" }, this.strip, this.body);
    this.body.append(empty);
    this.element.addEventListener("focusin", () => owner.focusGroup(this));
    this.strip.addEventListener("keydown", (event) => this.#onKey(event));
  }

  open(buffer: Buffer, extra: (buffer: Buffer) => Extension): EditorView {
    let tab = this.tabs.find((candidate) => candidate.buffer === buffer);
    if (!tab) {
      tab = this.#create(buffer, extra);
    }
    this.show(tab);
    return tab.view;
  }

  show(tab: Tab): void {
    this.active = tab;
    for (const each of this.tabs) {
      const selected = each === tab;
      each.host.hidden = !selected;
      each.button.setAttribute("aria-selected", String(selected));
      each.button.tabIndex = selected ? 0 : -1;
    }
    tab.button.scrollIntoView({ block: "nearest", inline: "nearest" });
    tab.view.requestMeasure();
    this.#showEmpty();
    this.owner.activeChanged.emit(tab.view);
  }

  close(tab: Tab): void {
    const index = this.tabs.indexOf(tab);
    this.tabs.splice(index, 1);
    closeEditor(tab.view, tab.buffer);
    tab.host.remove();
    tab.button.remove();
    if (this.active === tab) {
      this.active = null;
      const next = this.tabs[Math.min(index, this.tabs.length - 1)];
      if (next) {
        this.show(next);
        next.view.focus();
      }
    }
    this.#showEmpty();
    this.owner.closed(this);
  }

  /** Takes a tab out without closing its editor. */
  release(tab: Tab): void {
    const index = this.tabs.indexOf(tab);
    this.tabs.splice(index, 1);
    tab.host.remove();
    tab.button.remove();
    if (this.active === tab) {
      this.active = null;
      const next = this.tabs[Math.min(index, this.tabs.length - 1)];
      if (next) {
        this.show(next);
      }
    }
    this.#showEmpty();
  }

  /** Takes a tab in that another column, or this one, has let go. */
  adopt(tab: Tab, index: number): void {
    const scrolled = tab.view.scrollSnapshot();
    this.strip.insertBefore(tab.button, this.tabs[index]?.button ?? null);
    this.tabs.splice(index, 0, tab);
    tab.group = this;
    this.body.append(tab.host);
    this.show(tab);
    tab.view.dispatch({ effects: scrolled });
  }

  renamed(buffer: Buffer): void {
    for (const tab of this.tabs.filter((candidate) => candidate.buffer === buffer)) {
      tab.button.firstElementChild!.textContent = buffer.name;
      tab.button.title = buffer.path;
      tab.host.setAttribute("aria-label", buffer.path);
      setExtra(tab.view, this.owner.extra(buffer));
    }
  }

  #showEmpty(): void {
    this.body.querySelector<HTMLElement>(".ide-no-file")!.hidden = this.tabs.length > 0;
    this.strip.hidden = this.tabs.length === 0;
  }

  #create(buffer: Buffer, extra: (buffer: Buffer) => Extension): Tab {
    const id = `editor-${this.owner.nextId++}`;
    const host = h("div", { class: "ide-editor", id, role: "tabpanel", "aria-label": buffer.path });
    this.body.append(host);
    const view = createEditor(host, buffer, extra(buffer));
    // With the pointer alone: with the keyboard a tab is closed by Delete, and a tab may hold nothing else to press.
    const cross = h("span", { class: "ide-tab-close", "aria-hidden": "true", title: `Close ${buffer.path}` }, icon("close", 13));
    const button = h("button", { type: "button", role: "tab", class: "ide-tab", "aria-controls": id, "aria-keyshortcuts": "Delete", title: buffer.path, draggable: true }, h("span", null, buffer.name), cross);
    const tab: Tab = { group: this, buffer, view, host, button };
    button.addEventListener("click", (event) => {
      if (event.target instanceof Node && cross.contains(event.target)) {
        tab.group.close(tab);
        return;
      }
      tab.group.show(tab);
      view.focus();
    });
    button.addEventListener("auxclick", (event) => {
      if (event.button === 1) {
        tab.group.close(tab);
      }
    });
    button.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      this.owner.openMenu(tab);
    });
    this.strip.append(button);
    this.tabs.push(tab);
    return tab;
  }

  #onKey(event: KeyboardEvent): void {
    const index = this.tabs.findIndex((tab) => tab.button === event.target);
    if (index < 0) {
      return;
    }
    const step = event.altKey ? 0 : event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      this.owner.openMenu(this.tabs[index]!);
    } else if (step) {
      event.preventDefault();
      const next = this.tabs[(index + step + this.tabs.length) % this.tabs.length]!;
      this.show(next);
      next.button.focus();
    } else if (event.key === "Delete") {
      event.preventDefault();
      this.close(this.tabs[index]!);
    }
  }
}

/** The editors: one column, or two beside each other. */
export class EditorGroups {
  readonly element = h("div", { class: "ide-groups" });
  readonly activeChanged = new Signal<EditorView>();
  readonly groups: Group[] = [];
  nextId = 1;
  readonly #drag = new TabDrag<Tab, Group>({ columns: () => this.groups, drop: (tab, _, target) => this.#place(tab, target) });
  #focused: Group;

  constructor(readonly project: Project, readonly extra: (buffer: Buffer) => Extension) {
    this.#focused = this.#add();
    project.removed.on((buffer) => this.close(buffer));
    project.renamed.on(({ buffer }) => this.groups.forEach((group) => group.renamed(buffer)));
  }

  get active(): Tab | null {
    return this.#focused.active;
  }

  open(buffer: Buffer, at?: { from: number; to?: number }, focus = true): EditorView {
    const view = this.#focused.open(buffer, this.extra);
    if (at) {
      const length = view.state.doc.length;
      view.dispatch({
        selection: { anchor: Math.min(at.from, length), head: Math.min(at.to ?? at.from, length) },
        effects: EditorView.scrollIntoView(Math.min(at.from, length), { y: "center" }),
      });
    }
    if (focus) {
      view.focus();
    }
    return view;
  }

  close(buffer: Buffer): void {
    for (const group of [...this.groups]) {
      const tab = group.tabs.find((candidate) => candidate.buffer === buffer);
      if (tab) {
        group.close(tab);
      }
    }
  }

  closeActive(): void {
    if (this.active) {
      this.#focused.close(this.active);
    }
  }

  /** Goes to the next or the previous tab. */
  step(by: number): void {
    const { tabs, active } = this.#focused;
    if (active && tabs.length > 1) {
      const next = tabs[(tabs.indexOf(active) + by + tabs.length) % tabs.length]!;
      this.#focused.show(next);
      next.view.focus();
    }
  }

  /** Moves the tab that is shown along its strip. */
  shift(by: number): void {
    const { tabs, active } = this.#focused;
    if (active) {
      const index = tabs.indexOf(active) + by;
      if (index >= 0 && index < tabs.length) {
        this.#move(active, this.#focused, index);
        announce(`${active.buffer.name} is tab ${index + 1} of ${tabs.length}.`);
      }
    }
  }

  /** Whether a second column is there, or there are files for one. */
  get canShiftAside(): boolean {
    return this.active !== null && (this.groups.length > 1 || this.#focused.tabs.length > 1);
  }

  /** Moves the tab that is shown to the other column, which is made when there is none. */
  shiftAside(): void {
    const tab = this.active;
    if (tab && this.canShiftAside) {
      const other = this.groups.find((group) => group !== tab.group) ?? this.#add();
      this.#move(tab, other, other.tabs.length);
      announce(`${tab.buffer.name} is on the ${this.groups.indexOf(tab.group) === 0 ? "left" : "right"} now.`);
    }
  }

  openMenu(tab: Tab): void {
    tab.group.show(tab);
    this.focusGroup(tab.group);
    const index = tab.group.tabs.indexOf(tab);
    const entries: (MenuEntry | false)[] = [
      index > 0 && { label: "Move left", icon: "left", run: () => this.shift(-1) },
      index < tab.group.tabs.length - 1 && { label: "Move right", icon: "right", run: () => this.shift(1) },
      this.canShiftAside && { label: "Move to the other side", icon: "split", run: () => this.shiftAside() },
      { label: "Close", icon: "close", hint: "Del", run: () => tab.group.close(tab) },
      tab.group.tabs.length > 1 && { label: "Close the others", icon: "close", run: () => tab.group.tabs.filter((other) => other !== tab).forEach((other) => tab.group.close(other)) },
    ];
    openMenu(`Actions for the tab ${tab.buffer.name}`, tab.button, entries.filter((entry) => entry !== false));
  }

  #place(tab: Tab, { group, index, beside }: TabTarget<Group>): void {
    const to = beside ? this.#add() : group;
    const own = tab.group.tabs.indexOf(tab);
    // Its own place goes when it leaves it.
    this.#move(tab, to, to === tab.group && own < index ? index - 1 : index);
  }

  #move(tab: Tab, to: Group, index: number): void {
    const from = tab.group;
    const there = from === to ? undefined : to.tabs.find((other) => other.buffer === tab.buffer);
    if (there) {
      // The file is open on that side already.
      from.close(tab);
      to.show(there);
    } else {
      from.release(tab);
      to.adopt(tab, Math.min(index, to.tabs.length));
    }
    this.focusGroup(to);
    this.closed(from);
    to.active?.view.focus();
  }

  /** Shows the file in a second column, or goes back to one. */
  split(): void {
    if (this.groups.length > 1) {
      const [first, second] = this.groups as [Group, Group];
      const buffers = second.tabs.map((tab) => tab.buffer);
      for (const tab of [...second.tabs]) {
        second.close(tab);
      }
      this.#remove(second);
      this.#focused = first;
      buffers.forEach((buffer) => first.tabs.some((tab) => tab.buffer === buffer) || first.open(buffer, this.extra));
      first.active?.view.focus();
      return;
    }
    const buffer = this.active?.buffer;
    const group = this.#add();
    if (buffer) {
      group.open(buffer, this.extra).focus();
    }
    this.#focused = group;
  }

  focusGroup(group: Group): void {
    this.groups.forEach((each) => each.element.toggleAttribute("data-active", each === group));
    if (this.#focused !== group) {
      this.#focused = group;
      if (group.active) {
        this.activeChanged.emit(group.active.view);
      }
    }
  }

  /** A second column without a file goes away. */
  closed(group: Group): void {
    if (group.tabs.length === 0 && this.groups.length > 1 && this.groups.includes(group)) {
      this.#remove(group);
      this.#focused = this.groups[0]!;
      this.#focused.active?.view.focus();
    }
  }

  #add(): Group {
    const empty = h("div", { class: "ide-no-file" }, h("p", null, "Open a file on the left, or make a new one."));
    const group = new Group(this, empty);
    this.groups.push(group);
    this.#drag.watch(group);
    this.element.append(group.element);
    this.element.dataset.columns = String(this.groups.length);
    return group;
  }

  #remove(group: Group): void {
    const index = this.groups.indexOf(group);
    if (index >= 0) {
      this.groups.splice(index, 1);
      group.element.remove();
      this.element.dataset.columns = String(this.groups.length);
    }
  }
}
