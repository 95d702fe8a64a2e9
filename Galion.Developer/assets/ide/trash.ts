import { announce, confirmed, h, icon, iconButton, toast } from "./dom";
import type { Buffer, Project, TrashedFile } from "./project";
import { messageOf } from "./server";

/** What was deleted from the project, at the foot of its tree. */
export class Trash {
  readonly element = h("details", { class: "ide-trash" });

  constructor(readonly project: Project, readonly open: (buffer: Buffer) => void) {
    this.element.addEventListener("toggle", () => this.element.open && void this.load());
    project.removed.on(() => this.element.open && void this.load());
    this.#show([]);
  }

  async load(): Promise<void> {
    await this.#attempt(async () => this.#show(await this.project.store.listTrash()));
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      toast(messageOf(error), { error: true });
    }
  }

  async #restore(file: TrashedFile): Promise<void> {
    await this.#attempt(async () => {
      this.open(await this.project.restore(file.id));
      announce(`${file.path} is back.`);
      await this.load();
    });
  }

  async #remove(file: TrashedFile): Promise<void> {
    if (await confirmed("Delete for good", `${file.path} goes for good, with its history.`, "Delete it")) {
      await this.#attempt(async () => {
        await this.project.store.remove(file.id);
        announce(`${file.path} is gone.`);
        await this.load();
        this.element.querySelector("summary")!.focus();
      });
    }
  }

  async #empty(): Promise<void> {
    if (await confirmed("Empty the trash", "The files in it go for good, with their history.", "Empty the trash")) {
      await this.#attempt(async () => {
        await this.project.store.emptyTrash();
        announce("The trash is empty.");
        await this.load();
        this.element.querySelector("summary")!.focus();
      });
    }
  }

  #show(files: TrashedFile[]): void {
    this.element.replaceChildren(
      h("summary", null, icon("trash"), "Trash"),
      files.length === 0 ? h("p", { class: "small muted" }, "What you delete stays here for 30 days.") : h("ul", { class: "ide-trash-list" },
        ...files.map((file) => h("li", null, h("span", { class: "ide-tree-name", title: file.path }, file.path),
          iconButton("undo", `Restore ${file.path}`, () => void this.#restore(file)),
          iconButton("close", `Delete ${file.path} for good`, () => void this.#remove(file))))),
      files.length === 0 ? "" : h("button", { type: "button", class: "button button-small button-quiet", onclick: () => void this.#empty() }, "Empty the trash"),
    );
  }
}
