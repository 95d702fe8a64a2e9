/** A file that came from outside, with the folders it lay in. */
export interface Dropped {
  path: string;
  file: File;
}

const openAfterMs = 700;

/**
 * Dragging within the tree and into it. What is dragged is named by the path of its row (a folder's ends in `/`); it may be let go over a
 * folder, over a file of that folder, or over the empty part, which is the project's own level.
 */
export class TreeDrag {
  #dragged: string | null = null;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #over: string | null = null;

  constructor(readonly host: HTMLElement, readonly tree: HTMLElement, readonly actions: {
    move: (path: string, folder: string) => void; upload: (files: Dropped[]) => void; unfold: (folder: string) => void;
  }) {
    tree.addEventListener("dragstart", (event) => this.#start(event));
    host.addEventListener("dragover", (event) => this.#overRow(event));
    host.addEventListener("dragleave", (event) => !(event.relatedTarget instanceof Node && host.contains(event.relatedTarget)) && this.#mark(null));
    host.addEventListener("drop", (event) => this.#drop(event));
    host.addEventListener("dragend", () => this.#end());
  }

  #start(event: DragEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
    if (row && event.dataTransfer) {
      this.#dragged = row.dataset.path!;
      event.dataTransfer.effectAllowed = "move";
      // Into another program a file goes as its path; the tree itself asks for what it remembers.
      event.dataTransfer.setData("text/plain", this.#dragged);
      row.toggleAttribute("data-dragged", true);
    }
  }

  /** The folder under the pointer, empty for the project itself; null where what is dragged may not go. */
  #folderAt(target: EventTarget | null): string | null {
    const path = (target instanceof Element ? target.closest<HTMLElement>("[role=treeitem], .ide-tree > li") : null)?.closest("li")?.querySelector<HTMLElement>("[role=treeitem]")?.dataset.path ?? "";
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const dragged = this.#dragged;
    if (dragged === null) {
      return folder;
    }
    const from = dragged.slice(0, dragged.lastIndexOf("/", dragged.length - 2) + 1);
    return folder === from || (dragged.endsWith("/") && folder.startsWith(dragged)) ? null : folder;
  }

  #overRow(event: DragEvent): void {
    if (this.#dragged === null && !event.dataTransfer?.types.includes("Files")) {
      return;
    }
    const folder = this.#folderAt(event.target);
    if (folder !== null) {
      event.preventDefault();
      event.dataTransfer!.dropEffect = this.#dragged === null ? "copy" : "move";
    }
    this.#mark(folder);
  }

  #drop(event: DragEvent): void {
    const folder = this.#folderAt(event.target);
    const dragged = this.#dragged;
    if (dragged === null && !event.dataTransfer?.types.includes("Files")) {
      return;
    }
    event.preventDefault();
    // What was dropped can be asked for only now.
    const files = dragged === null && event.dataTransfer ? filesOf(event.dataTransfer, folder ?? "") : null;
    this.#end();
    if (files) {
      void files.then((found) => this.actions.upload(found));
    } else if (dragged !== null && folder !== null) {
      this.actions.move(dragged, folder);
    }
  }

  #end(): void {
    this.#dragged = null;
    this.#mark(null);
    this.tree.querySelector("[data-dragged]")?.removeAttribute("data-dragged");
  }

  #mark(folder: string | null): void {
    if (folder === this.#over) {
      return;
    }
    this.#over = folder;
    clearTimeout(this.#opening);
    this.host.toggleAttribute("data-drop", folder === "");
    for (const row of this.tree.querySelectorAll<HTMLElement>("[role=treeitem]")) {
      row.toggleAttribute("data-drop", folder !== null && folder !== "" && row.dataset.path!.startsWith(folder));
    }
    if (folder) {
      this.#opening = setTimeout(() => this.actions.unfold(folder.slice(0, -1)), openAfterMs);
    }
  }
}

/** The files of a drop, those in dropped folders too. */
async function filesOf(data: DataTransfer, folder: string): Promise<Dropped[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) {
    return [...data.files].map((file) => ({ path: folder + file.name, file }));
  }
  const found: Dropped[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.name.startsWith(".")) {
      return;
    }
    if (entry instanceof FileSystemFileEntry || entry.isFile) {
      const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
      found.push({ path: folder + entry.fullPath.replace(/^\//, ""), file });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A folder is read in portions until one is empty.
    for (let portion: FileSystemEntry[]; (portion = await new Promise((done, failed) => reader.readEntries(done, failed))).length > 0;) {
      for (const inner of portion) {
        await walk(inner);
      }
    }
  };
  for (const entry of entries) {
    if (entry) {
      await walk(entry);
    }
  }
  return found;
}
