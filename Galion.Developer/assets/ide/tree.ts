import { ask, h, icon, iconButton, toast } from "./dom";
import type { LanguageServer } from "./lsp";
import { openMenu } from "./menu";
import { moveFiles, type Move } from "./moves";
import { choose } from "./palette";
import type { Buffer, Project } from "./project";
import { messageOf } from "./server";
import { Trash } from "./trash";
import { TreeDrag, type Dropped } from "./tree-drag";

interface Folder {
  path: string;
  folders: Map<string, Folder>;
  files: Buffer[];
}

/** The files of the project as a tree, with everything that can be done to them, and the trash below. */
export class FileTree {
  readonly element = h("div", { class: "ide-side-body" });
  readonly #tree = h("ul", { class: "ide-tree", role: "tree", "aria-label": "Files" });
  readonly #closed = new Set<string>();
  readonly #count = h("span", { class: "small muted ide-side-count" });
  #focusPath = "";
  #typed = "";
  #typedAt = 0;

  constructor(readonly project: Project, readonly open: (buffer: Buffer) => void, readonly showHistory: (buffer: Buffer) => void, readonly current: () => Buffer | null, readonly saveAll: () => Promise<void>,
    readonly server: () => LanguageServer | null) {
    const upload = h("input", { type: "file", multiple: true, class: "visually-hidden", tabIndex: -1, "aria-hidden": "true" });
    upload.addEventListener("change", () => void this.upload([...(upload.files ?? [])].map((file) => ({ path: file.name, file }))).then(() => { upload.value = ""; }));
    this.element.append(
      h("div", { class: "ide-side-tools" }, this.#count,
        iconButton("plus", "New file", () => void this.create()), iconButton("upload", "Upload files, or a ZIP of them", () => upload.click()), upload),
      this.#tree, new Trash(project, open).element,
    );
    this.#tree.addEventListener("keydown", (event) => this.#onKey(event));
    this.#tree.addEventListener("focusin", (event) => this.#onFocus(event.target as HTMLElement));
    this.#tree.addEventListener("contextmenu", (event) => {
      const row = event.target instanceof Element ? event.target.closest("li")?.querySelector<HTMLElement>("[role=treeitem]") : null;
      if (row) {
        event.preventDefault();
        this.#openMenu(row, row);
      }
    });
    new TreeDrag(this.element, this.#tree, {
      move: (path, folder) => void this.#moveInto(path, folder), upload: (files) => void this.upload(files),
      unfold: (folder) => this.#closed.has(folder) && this.#toggle(folder),
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
    const files = this.project.files.length;
    this.#count.textContent = files === 1 ? "1 file" : `${files} files`;
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

  /** @param inside The folder that the new file is to lie in; that of the open file when absent. */
  async create(inside?: string): Promise<void> {
    const folder = inside ?? this.current()?.path.split("/").slice(0, -1).join("/") ?? "";
    const path = await ask("New file", "Path", folder ? `${folder}/untitled.nx` : "untitled.nx", "Create", (value) => this.project.checkPath(value), "A folder is made by naming it: lib/shapes.nx");
    if (path) {
      await this.#attempt(async () => this.open(await this.project.create(path, "")));
    }
  }

  async rename(buffer: Buffer): Promise<void> {
    const path = await ask("Rename or move", "Path", buffer.path, "Rename", (value) => this.project.checkPath(value, buffer));
    if (path && path !== buffer.path) {
      await this.#moveAll([[buffer, path]], `${buffer.path} is ${path} now.`);
    }
  }

  /** Moves all files of a folder. */
  async renameFolder(folder: string): Promise<void> {
    const inside = this.project.files.filter((buffer) => buffer.path.startsWith(`${folder}/`));
    const moved = (buffer: Buffer, to: string): string => to + buffer.path.slice(folder.length);
    const to = await ask("Rename or move the folder", "Path", folder, "Rename",
      (value) => inside.map((buffer) => this.project.checkPath(moved(buffer, value), buffer)).find((problem) => problem !== null) ?? null);
    if (to && to !== folder) {
      await this.#moveAll(inside.map((buffer) => [buffer, moved(buffer, to)]), `${folder} is ${to} now.`);
    }
  }

  remove(buffer: Buffer): Promise<void> {
    return this.#trashAll([buffer], buffer.name);
  }

  async upload(files: Dropped[]): Promise<void> {
    for (const { path, file } of files) {
      if (/\.zip$/i.test(path)) {
        await this.#attempt(() => this.#unpack(file));
        continue;
      }
      if (file.size > 1_000_000) {
        toast(`${path} is larger than 1 MB, which is too much for the editor.`, { error: true });
        continue;
      }
      const text = await file.text();
      if (text.includes("\0")) {
        toast(`${path} is no text. Nothing was uploaded.`, { error: true });
        continue;
      }
      const taken = this.project.find(path);
      const problem = taken ? null : this.project.checkPath(path);
      if (problem) {
        toast(`${path} was not uploaded. ${problem}`, { error: true });
        continue;
      }
      await this.#attempt(async () => {
        if (taken) {
          taken.replaceAll(text);
          this.open(taken);
          toast(`${path} was replaced. Its earlier text is in its history.`);
        } else {
          this.open(await this.project.create(path, text));
        }
      });
    }
  }

  #inside(folder: string): Buffer[] {
    return this.project.files.filter((buffer) => buffer.path.startsWith(`${folder}/`));
  }

  /** @param path Of a file, or of a folder with a `/` at its end. */
  async #moveInto(path: string, folder: string): Promise<void> {
    const isFolder = path.endsWith("/");
    const parent = path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
    const buffers = isFolder ? this.#inside(path.slice(0, -1)) : [this.project.find(path)].filter((buffer) => buffer !== undefined);
    const moves = buffers.map((buffer): Move => [buffer, folder + buffer.path.slice(parent.length)]);
    const problem = moves.map(([buffer, to]) => this.project.checkPath(to, buffer)).find((found) => found !== null);
    if (problem) {
      toast(`Nothing was moved. ${problem}`, { error: true });
      return;
    }
    const name = path.slice(parent.length).replace(/\/$/, "");
    await this.#moveAll(moves, `${name} is in ${folder ? folder.slice(0, -1) : "the project itself"} now.`);
  }

  async #moveAll(moves: Move[], notice: string): Promise<void> {
    await this.#attempt(async () => {
      const { imports, undo } = await moveFiles(this.project, this.server(), moves, this.saveAll);
      toast(imports ? `${notice} ${imports}` : notice, { action: { label: "Undo", run: () => void this.#attempt(undo) } });
    });
  }

  async #trashAll(buffers: Buffer[], name: string): Promise<void> {
    const gone: Buffer[] = [];
    await this.#attempt(async () => {
      await this.saveAll();
      for (const buffer of buffers) {
        await this.project.trash(buffer);
        gone.push(buffer);
      }
    });
    if (gone.length > 0) {
      const restore = async (): Promise<void> => {
        for (const buffer of gone) {
          this.open(await this.project.restore(buffer.id));
        }
      };
      toast(`${name} is in the trash.`, { action: { label: "Undo", run: () => void this.#attempt(restore) } });
    }
  }

  async #unpack(zip: File): Promise<void> {
    await this.saveAll();
    const { written, skipped } = await this.project.store.unpack(zip);
    await this.project.reload();
    const left = skipped.slice(0, 3).map(({ path, reason }) => `${path}: ${reason}`).join(" ");
    toast(`${written} ${written === 1 ? "file" : "files"} of ${zip.name} ${written === 1 ? "is" : "are"} here.${skipped.length ? ` ${skipped.length} left out. ${left}` : ""}`, { error: skipped.length > 0 });
  }

  /** A failure is told. */
  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      toast(messageOf(error), { error: true });
    }
  }

  #rows(folder: Folder, level: number): HTMLElement[] {
    const rows: HTMLElement[] = [];
    const row = (path: string, name: string, symbol: string, props: Record<string, unknown>): HTMLElement => {
      const item = h("div", {
        class: "ide-tree-row", role: "treeitem", "aria-level": level, tabIndex: -1, draggable: true, "data-path": path, "data-level": Math.min(level, 6), ...props,
      }, icon(symbol), h("span", { class: "ide-tree-name" }, name));
      // For pointers alone, as a tree holds nothing but its items: the keyboard opens the same menu with Shift+F10.
      const more = iconButton("more", `Actions for ${path}`, () => this.#openMenu(item, more), { tabIndex: -1, class: "ide-icon ide-tree-more", "aria-hidden": "true" });
      return h("li", { role: "none" }, item, more);
    };
    for (const [name, inner] of [...folder.folders].sort(([a], [b]) => a.localeCompare(b))) {
      const open = !this.#closed.has(inner.path);
      rows.push(row(`${inner.path}/`, name, open ? "folder-open" : "folder", { "aria-expanded": String(open), onclick: () => this.#toggle(inner.path) }));
      if (open) {
        rows.push(...this.#rows(inner, level + 1));
      }
    }
    for (const buffer of folder.files) {
      rows.push(row(buffer.path, buffer.name, buffer.isProgram ? "program" : "file", { "data-id": buffer.id, title: buffer.path, onclick: () => this.open(buffer) }));
    }
    return rows;
  }

  #items(): HTMLElement[] {
    return [...this.#tree.querySelectorAll<HTMLElement>("[role=treeitem]")];
  }

  #toggle(path: string): void {
    this.#focusPath = `${path}/`;
    if (!this.#closed.delete(path)) {
      this.#closed.add(path);
    }
    this.render();
  }

  #onFocus(row: HTMLElement): void {
    if (row.getAttribute("role") === "treeitem") {
      this.#items().forEach((item) => { item.tabIndex = item === row ? 0 : -1; });
      this.#focusPath = row.dataset.path ?? "";
    }
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items();
    const index = items.indexOf(event.target as HTMLElement);
    if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const item = items[index]!;
    const path = item.dataset.path!;
    const expanded = item.getAttribute("aria-expanded");
    const parent = path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
    const actions: Record<string, () => void> = {
      ArrowDown: () => items[index + 1]?.focus(),
      ArrowUp: () => items[index - 1]?.focus(),
      Home: () => items[0]?.focus(),
      End: () => items.at(-1)?.focus(),
      ArrowRight: () => (expanded === "false" ? item.click() : expanded === "true" && items[index + 1]?.focus()),
      ArrowLeft: () => (expanded === "true" ? item.click() : items.find((other) => other.dataset.path === parent)?.focus()),
      Enter: () => item.click(),
      " ": () => item.click(),
      F2: () => this.#renameRow(path),
      Delete: () => this.#removeRow(path),
      ContextMenu: () => this.#openMenu(item, item),
    };
    const action = event.key === "F10" && event.shiftKey ? actions.ContextMenu : actions[event.key];
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      action();
    } else if (event.key.length === 1) {
      event.preventDefault();
      this.#jump(items, index, event.key.toLowerCase());
    }
  }

  /** Goes to the next row whose name begins with what was just typed. */
  #jump(items: HTMLElement[], index: number, letter: string): void {
    this.#typed = performance.now() - this.#typedAt < 800 ? this.#typed + letter : letter;
    this.#typedAt = performance.now();
    const from = index + (this.#typed.length === 1 ? 1 : 0);
    [...items.slice(from), ...items.slice(0, from)].find((item) => item.textContent?.toLowerCase().startsWith(this.#typed))?.focus();
  }

  /** Lets a person choose the folder into which a file or folder goes: what dragging does, for fingers and keys. */
  chooseFolder(path: string): void {
    const parent = path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
    const folders = new Set(this.project.files.flatMap((buffer) => {
      const parts = buffer.path.split("/").slice(0, -1);
      return parts.map((_, index) => `${parts.slice(0, index + 1).join("/")}/`);
    }));
    const others = ["", ...[...folders].sort((a, b) => a.localeCompare(b))].filter((folder) => folder !== parent && !(path.endsWith("/") && folder.startsWith(path)));
    choose(`Move ${path.slice(parent.length).replace(/\/$/, "")} to`, [
      ...others.map((folder) => ({ title: folder || "The project itself", run: () => void this.#moveInto(path, folder) })),
      { title: "A new folder…", run: () => this.#renameRow(path) },
    ]);
  }

  #renameRow(path: string): void {
    const buffer = this.project.find(path);
    void (buffer ? this.rename(buffer) : this.renameFolder(path.slice(0, -1)));
  }

  #removeRow(path: string): void {
    const buffer = this.project.find(path);
    void (buffer ? this.remove(buffer) : this.#trashAll(this.#inside(path.slice(0, -1)), path.slice(0, -1)));
  }

  #openMenu(row: HTMLElement, anchor: HTMLElement): void {
    const path = row.dataset.path!;
    const buffer = this.project.find(path);
    openMenu(`Actions for ${path}`, anchor, [
      ...(buffer ? [] : [{ label: "New file in it", icon: "plus", run: () => void this.create(path.slice(0, -1)) }]),
      { label: "Rename", icon: "edit", hint: "F2", run: () => this.#renameRow(path) },
      { label: "Move to…", icon: "folder", run: () => this.chooseFolder(path) },
      ...(buffer ? [
        { label: "History", icon: "history", run: () => this.showHistory(buffer) },
        { label: "Download", icon: "download", run: () => download(buffer.name, buffer.text) },
      ] : []),
      { label: "Move to trash", icon: "trash", hint: "Del", run: () => this.#removeRow(path) },
    ]);
  }
}

export function download(name: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content]));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
