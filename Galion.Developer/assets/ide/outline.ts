import { debounce, h } from "./dom";
import type { LanguageServer, OutlineEntry } from "./lsp";
import type { Buffer, Project } from "./project";

const kinds: Record<number, string> = { 5: "struct", 6: "method", 8: "field", 10: "enum", 12: "fn", 13: "let", 14: "const", 22: "case", 23: "struct" };

/** What the file in the editor declares. */
export class Outline {
  readonly element = h("div", { class: "ide-side-body" }, h("p", { class: "small muted" }, "What a program declares is listed here."));
  readonly #refresh = debounce(() => void this.refresh(), 300);
  visible = false;

  constructor(project: Project, readonly server: () => LanguageServer | null, readonly current: () => Buffer | null, readonly open: (buffer: Buffer, at: { from: number }) => void) {
    project.changed.on(() => this.soon());
  }

  soon(): void {
    if (this.visible) {
      this.#refresh();
    }
  }

  async refresh(): Promise<void> {
    const buffer = this.current();
    const entries = buffer ? await this.server()?.outline(buffer) : [];
    if (buffer !== this.current()) {
      return;
    }
    if (!buffer || !entries?.length) {
      this.element.replaceChildren(h("p", { class: "small muted" }, "What a program declares is listed here."));
      return;
    }
    this.element.replaceChildren(this.#list(buffer, entries));
  }

  #list(buffer: Buffer, entries: OutlineEntry[]): HTMLElement {
    return h("ul", { class: "ide-outline" }, ...entries.map((entry) => h("li", null,
      h("button", {
        type: "button", class: "ide-outline-entry",
        onclick: () => {
          const line = buffer.doc.line(Math.min(entry.line + 1, buffer.doc.lines));
          this.open(buffer, { from: Math.min(line.to, line.from + entry.character) });
        },
      }, h("span", { class: "ide-outline-kind" }, kinds[entry.kind] ?? ""), h("span", null, entry.name)),
      entry.children.length > 0 ? this.#list(buffer, entry.children) : null)));
  }
}
