import { ask, announce, confirmed, h, icon, iconButton, toast } from "./dom";
import type { Buffer, Project, TrashedFile } from "./project";
import { messageOf } from "./server";

interface Folder {
  path: string;
  folders: Map<string, Folder>;
  files: Buffer[];
}

/** The files of the project as a tree, with everything that can be done to them, and the trash below. */
export class FileTree {
  readonly element = h("div", { class: "ide-side-body" });
  readonly #tree = h("ul", { class: "ide-tree", role: "tree", "aria-label": "Files" });
  readonly #trash = h("details", { class: "ide-trash" });
  readonly #closed = new Set<string>();
  #menu: HTMLElement | null = null;
  #focusPath = "";

  constructor(readonly project: Project, readonly open: (buffer: Buffer) => void, readonly showHistory: (buffer: Buffer) => void, readonly current: () => Buffer | null, readonly saveAll: () => Promise<void>) {
    const upload = h("input", { type: "file", multiple: true, class: "visually-hidden", tabIndex: -1, "aria-hidden": "true" });
    upload.addEventListener("change", () => void this.upload([...(upload.files ?? [])]).then(() => { upload.value = ""; }));
    this.element.append(
      h("div", { class: "ide-side-tools" },
        iconButton("plus", "New file", () => void this.create()), iconButton("upload", "Upload files, or a ZIP of them", () => upload.click()), upload),
      this.#tree, this.#trash,
    );
    this.#trash.addEventListener("toggle", () => this.#trash.open && void this.#loadTrash());
    this.#showTrash([]);
    this.#tree.addEventListener("keydown", (event) => this.#onKey(event));
    this.#tree.addEventListener("contextmenu", (event) => {
      const buffer = this.#bufferOf(event.target);
      if (buffer) {
        event.preventDefault();
        this.#openMenu(buffer, event.target as HTMLElement);
      }
    });
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.upload([...(event.dataTransfer?.files ?? [])]);
    });
    project.listed.on(() => this.render());
    this.render();
  }

  render(): void {
    const root: Folder = { path: "", folders: new Map(), files: [] };
    for (const buffer of this.project.files) {
      let folder = root;
      for (const part of buffer.path.split("/").slice(0, -1)) {
        const path = folder.path ? `${folder.path}/${part}` : part;
        folder = folder.folders.get(part) ?? folder.folders.set(part, { path, folders: new Map(), files: [] }).get(part)!;
      }
      folder.files.push(buffer);
    }
    const hadFocus = this.#tree.contains(document.activeElement);
    this.#tree.replaceChildren(...this.#rows(root, 1));
    const items = this.#items();
    const focus = items.find((item) => item.dataset.path === this.#focusPath) ?? items[0];
    if (focus) {
      focus.tabIndex = 0;
      if (hadFocus) {
        focus.focus();
      }
    }
    this.mark();
  }

  /** Marks the file that the editor shows. */
  mark(): void {
    const current = this.current();
    for (const item of this.#items()) {
      item.toggleAttribute("data-current", item.dataset.id === current?.id);
      if (item.getAttribute("aria-expanded") === null) {
        item.setAttribute("aria-selected", String(item.dataset.id === current?.id));
      }
    }
  }

  async create(): Promise<void> {
    const folder = this.current()?.path.split("/").slice(0, -1).join("/") ?? "";
    const path = await ask("New file", "Path", folder ? `${folder}/untitled.nx` : "untitled.nx", "Create", (value) => this.project.checkPath(value));
    if (path) {
      await this.#attempt(async () => this.open(await this.project.create(path, "")));
    }
  }

  async rename(buffer: Buffer): Promise<void> {
    const path = await ask("Rename or move", "Path", buffer.path, "Rename", (value) => this.project.checkPath(value, buffer));
    if (path && path !== buffer.path) {
      await this.#attempt(() => this.project.move(buffer, path));
    }
  }

  /** Moves all files of a folder. */
  async renameFolder(folder: string): Promise<void> {
    const inside = this.project.files.filter((buffer) => buffer.path.startsWith(`${folder}/`));
    const moved = (buffer: Buffer, to: string): string => to + buffer.path.slice(folder.length);
    const to = await ask("Rename or move the folder", "Path", folder, "Rename",
      (value) => inside.map((buffer) => this.project.checkPath(moved(buffer, value), buffer)).find((problem) => problem !== null) ?? null);
    if (to && to !== folder) {
      await this.#attempt(async () => {
        for (const buffer of inside) {
          await this.project.move(buffer, moved(buffer, to));
        }
      });
    }
  }

  async remove(buffer: Buffer): Promise<void> {
    await this.#attempt(async () => {
      await this.project.trash(buffer);
      toast(`${buffer.name} is in the trash.`, { action: { label: "Undo", run: () => void this.#attempt(async () => this.open(await this.project.restore(buffer.id))) } });
      if (this.#trash.open) {
        await this.#loadTrash();
      }
    });
  }

  async upload(files: File[]): Promise<void> {
    for (const file of files) {
      if (/\.zip$/i.test(file.name)) {
        await this.#attempt(() => this.#unpack(file));
        continue;
      }
      if (file.size > 1_000_000) {
        toast(`${file.name} is larger than 1 MB, which is too much for the editor.`, { error: true });
        continue;
      }
      const text = await file.text();
      if (text.includes("\0")) {
        toast(`${file.name} is no text. Nothing was uploaded.`, { error: true });
        continue;
      }
      const taken = this.project.find(file.name);
      await this.#attempt(async () => {
        if (taken) {
          taken.replaceAll(text);
          this.open(taken);
          toast(`${file.name} was replaced. Its earlier text is in its history.`);
        } else {
          this.open(await this.project.create(file.name, text));
        }
      });
    }
  }

  async #unpack(zip: File): Promise<void> {
    await this.saveAll();
    const { written, skipped } = await this.project.store.unpack(zip);
    await this.project.reload();
    const left = skipped.slice(0, 3).map(({ path, reason }) => `${path}: ${reason}`).join(" ");
    toast(`${written} ${written === 1 ? "file" : "files"} of ${zip.name} ${written === 1 ? "is" : "are"} here.${skipped.length ? ` ${skipped.length} left out. ${left}` : ""}`, { error: skipped.length > 0 });
  }

  async #emptyTrash(): Promise<void> {
    if (await confirmed("Empty the trash", "The files in it go for good, with their history.", "Empty the trash")) {
      await this.#attempt(async () => {
        await this.project.store.emptyTrash();
        announce("The trash is empty.");
        await this.#loadTrash();
      });
    }
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      toast(messageOf(error), { error: true });
    }
  }

  #rows(folder: Folder, level: number): HTMLElement[] {
    const rows: HTMLElement[] = [];
    for (const [name, inner] of [...folder.folders].sort(([a], [b]) => a.localeCompare(b))) {
      const open = !this.#closed.has(inner.path);
      const item = h("div", { class: "ide-tree-row", role: "treeitem", "aria-expanded": String(open), "aria-level": level, tabIndex: -1, "data-path": `${inner.path}/`, "data-level": Math.min(level, 6),
        onclick: () => this.#toggle(inner.path) }, icon("folder"), h("span", { class: "ide-tree-name" }, name));
      rows.push(h("li", { role: "none" }, item));
      if (open) {
        rows.push(...this.#rows(inner, level + 1));
      }
    }
    for (const buffer of folder.files) {
      const item = h("div", { class: "ide-tree-row", role: "treeitem", "aria-level": level, tabIndex: -1, "data-path": buffer.path, "data-id": buffer.id, "data-level": Math.min(level, 6),
        title: buffer.path, onclick: () => this.open(buffer) }, icon("file"), h("span", { class: "ide-tree-name" }, buffer.name));
      // For pointers alone, as a tree holds nothing but its items: the keyboard opens the same menu with Shift+F10.
      const more = iconButton("more", `Actions for ${buffer.path}`, (event) => this.#openMenu(buffer, event.currentTarget as HTMLElement), { tabIndex: -1, class: "ide-icon ide-tree-more", "aria-hidden": "true" });
      rows.push(h("li", { role: "none" }, item, more));
    }
    return rows;
  }

  #items(): HTMLElement[] {
    return [...this.#tree.querySelectorAll<HTMLElement>("[role=treeitem]")];
  }

  #bufferOf(target: EventTarget | null): Buffer | undefined {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-id]")?.dataset.id : undefined;
    return id ? this.project.buffers.get(id) : undefined;
  }

  #toggle(path: string): void {
    this.#focusPath = `${path}/`;
    if (!this.#closed.delete(path)) {
      this.#closed.add(path);
    }
    this.render();
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items();
    const index = items.indexOf(event.target as HTMLElement);
    if (index < 0) {
      return;
    }
    const item = items[index]!;
    const buffer = this.#bufferOf(item);
    const go = (next: HTMLElement | undefined): void => {
      if (next) {
        item.tabIndex = -1;
        next.tabIndex = 0;
        this.#focusPath = next.dataset.path ?? "";
        next.focus();
      }
    };
    const actions: Record<string, () => void> = {
      ArrowDown: () => go(items[index + 1]),
      ArrowUp: () => go(items[index - 1]),
      Home: () => go(items[0]),
      End: () => go(items.at(-1)),
      ArrowRight: () => item.getAttribute("aria-expanded") === "false" && item.click(),
      ArrowLeft: () => item.getAttribute("aria-expanded") === "true" && item.click(),
      Enter: () => item.click(),
      " ": () => item.click(),
      F2: () => void (buffer ? this.rename(buffer) : this.renameFolder(item.dataset.path!.slice(0, -1))),
      Delete: () => buffer && void this.remove(buffer),
      ContextMenu: () => buffer && this.#openMenu(buffer, item),
      F10: () => event.shiftKey && buffer && this.#openMenu(buffer, item),
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  }

  #openMenu(buffer: Buffer, anchor: HTMLElement): void {
    this.#menu?.remove();
    const close = (): void => {
      menu.remove();
      this.#menu = null;
      document.removeEventListener("pointerdown", outside, true);
    };
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !menu.contains(event.target)) {
        close();
      }
    };
    const entry = (label: string, name: string, action: () => void): HTMLElement =>
      h("button", { type: "button", role: "menuitem", class: "ide-menu-item", onclick: () => { close(); action(); } }, icon(name), label);
    const menu = h("div", { class: "ide-menu", role: "menu", "aria-label": `Actions for ${buffer.path}` },
      entry("Rename or move", "edit", () => void this.rename(buffer)),
      entry("History", "history", () => this.showHistory(buffer)),
      entry("Download", "download", () => download(buffer.name, buffer.text)),
      entry("Move to trash", "trash", () => void this.remove(buffer)));
    menu.addEventListener("keydown", (event) => {
      const entries = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
      const at = entries.indexOf(document.activeElement as HTMLElement);
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step) {
        event.preventDefault();
        entries[(at + step + entries.length) % entries.length]!.focus();
      } else if (event.key === "Escape" || event.key === "Tab") {
        event.preventDefault();
        close();
        anchor.focus();
      }
      event.stopPropagation();
    });
    document.body.append(menu);
    this.#menu = menu;
    const box = anchor.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.min(box.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
    menu.querySelector<HTMLElement>("[role=menuitem]")!.focus();
    document.addEventListener("pointerdown", outside, true);
  }

  async #loadTrash(): Promise<void> {
    try {
      this.#showTrash(await this.project.store.listTrash());
    } catch (error) {
      toast(messageOf(error), { error: true });
    }
  }

  #showTrash(files: TrashedFile[]): void {
    this.#trash.replaceChildren(
      h("summary", null, icon("trash"), "Trash"),
      files.length === 0 ? h("p", { class: "small muted" }, "What you delete stays here for 30 days.") : h("ul", { class: "ide-trash-list" },
        ...files.map((file) => h("li", null, h("span", { class: "ide-tree-name", title: file.path }, file.path),
          iconButton("undo", `Restore ${file.path}`, () => void this.#attempt(async () => {
            this.open(await this.project.restore(file.id));
            announce(`${file.path} is back.`);
            await this.#loadTrash();
          })))),
      ),
      files.length === 0 ? "" : h("button", { type: "button", class: "button button-small button-quiet", onclick: () => void this.#emptyTrash() }, "Empty the trash"),
    );
  }
}

export function download(name: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content]));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
