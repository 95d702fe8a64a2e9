import { h, debounce, toast } from "./dom";
import type { Buffer, Project } from "./project";

interface Hit {
  buffer: Buffer;
  from: number;
  to: number;
}

const mostHits = 2000;

/** Finds and replaces in all files of the project; what is replaced can be undone file by file, and from the history. */
export class ProjectSearch {
  readonly element: HTMLElement;
  readonly #input = h("input", { class: "input input-small", "aria-label": "Find in files", placeholder: "Find in files", spellcheck: false });
  readonly #replacement = h("input", { class: "input input-small", "aria-label": "Replace with", placeholder: "Replace with", spellcheck: false });
  readonly #case = h("input", { type: "checkbox" });
  readonly #pattern = h("input", { type: "checkbox" });
  readonly #count = h("p", { class: "small muted", role: "status" });
  readonly #results = h("div", { class: "ide-results" });
  readonly #replace = h("button", { type: "button", class: "button button-small", disabled: true }, "Replace all");
  #hits: Hit[] = [];

  constructor(readonly project: Project, readonly open: (buffer: Buffer, at: { from: number; to: number }) => void) {
    const search = debounce(() => this.run(), 150);
    for (const input of [this.#input, this.#case, this.#pattern]) {
      input.addEventListener("input", search);
    }
    project.changed.on(() => this.#input.value && search());
    project.listed.on(() => this.#input.value && search());
    this.#replace.addEventListener("click", () => this.#replaceAll());
    this.element = h("div", { class: "ide-side-body ide-search" },
      h("div", { class: "stack stack-tight" }, this.#input,
        h("div", { class: "row" }, h("label", { class: "check small" }, this.#case, "Match case"), h("label", { class: "check small" }, this.#pattern, "Pattern")),
        this.#replacement, h("div", { class: "row row-between" }, this.#replace, this.#count)),
      this.#results);
  }

  focus(text = ""): void {
    if (text) {
      this.#input.value = text;
    }
    this.#input.focus();
    this.#input.select();
    this.run();
  }

  run(): void {
    const expression = this.#expression();
    this.#hits = [];
    if (expression) {
      for (const buffer of this.project.files) {
        for (const match of buffer.text.matchAll(expression)) {
          if (match[0].length > 0 && this.#hits.length < mostHits) {
            this.#hits.push({ buffer, from: match.index, to: match.index + match[0].length });
          }
        }
      }
    }
    this.#replace.disabled = this.#hits.length === 0;
    const files = new Set(this.#hits.map((hit) => hit.buffer)).size;
    this.#count.textContent = !this.#input.value ? "" : expression === null ? "This pattern is not complete."
      : this.#hits.length === 0 ? "Nothing found" : `${this.#hits.length}${this.#hits.length === mostHits ? "+" : ""} in ${files} ${files === 1 ? "file" : "files"}`;
    this.#show();
  }

  #expression(): RegExp | null {
    if (!this.#input.value) {
      return null;
    }
    try {
      const source = this.#pattern.checked ? this.#input.value : this.#input.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return new RegExp(source, this.#case.checked ? "gmu" : "gimu");
    } catch {
      return null;
    }
  }

  #show(): void {
    const byFile = Map.groupBy(this.#hits.slice(0, 300), (hit) => hit.buffer);
    this.#results.replaceChildren(...[...byFile].map(([buffer, hits]) => h("section", null,
      h("h3", { class: "ide-results-file" }, buffer.path),
      h("ul", null, ...hits.map((hit) => {
        const line = buffer.doc.lineAt(hit.from);
        const start = hit.from - line.from;
        const end = Math.min(hit.to - line.from, line.length);
        const cut = Math.max(0, start - 24);
        return h("li", null, h("button", { type: "button", class: "ide-result", onclick: () => this.open(buffer, hit) },
          h("span", { class: "ide-result-line" }, line.number),
          h("code", null, cut > 0 ? "…" : "", line.text.slice(cut, start).trimStart(), h("mark", null, line.text.slice(start, end)), line.text.slice(end, end + 80))));
      })))));
  }

  #replaceAll(): void {
    const expression = this.#expression();
    if (!expression) {
      return;
    }
    let count = 0;
    let files = 0;
    for (const [buffer, hits] of Map.groupBy(this.#hits, (hit) => hit.buffer)) {
      const text = buffer.text;
      const changes = hits.map((hit) => ({
        from: hit.from, to: hit.to,
        insert: this.#pattern.checked ? text.slice(hit.from, hit.to).replace(new RegExp(expression.source, expression.flags.replace("g", "")), this.#replacement.value) : this.#replacement.value,
      }));
      buffer.apply(changes, "input.replace");
      count += changes.length;
      files++;
    }
    toast(`Replaced ${count} in ${files} ${files === 1 ? "file" : "files"}. Undo works in each file.`);
    this.run();
  }
}
