import { forEachDiagnostic, setDiagnosticsEffect, type Diagnostic } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { h, icon } from "./dom";
import type { Buffer, Project } from "./project";

export interface Found {
  from: number;
  to: number;
  severity: Diagnostic["severity"];
  message: string;
  code?: string;
}

/** What the language server finds wrong, over all files. */
export class Problems {
  readonly element = h("div", { class: "ide-problems" });
  readonly #found = new Map<Buffer, Found[]>();
  onCount: (errors: number, warnings: number) => void = () => undefined;

  constructor(readonly project: Project, readonly open: (buffer: Buffer, at: Found) => void) {
    project.removed.on((buffer) => this.set(buffer, []));
    this.#show();
  }

  /** Sees the diagnostics that an editor of the file is given. */
  watch(buffer: Buffer): Extension {
    return EditorView.updateListener.of((update) => {
      if (update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(setDiagnosticsEffect)))) {
        const found: Found[] = [];
        forEachDiagnostic(update.state, (diagnostic, from, to) => found.push({ from, to, severity: diagnostic.severity, message: diagnostic.message }));
        this.set(buffer, found);
      }
    });
  }

  set(buffer: Buffer, found: Found[]): void {
    if (found.length > 0) {
      this.#found.set(buffer, found);
    } else {
      this.#found.delete(buffer);
    }
    this.#show();
  }

  #show(): void {
    const all = [...this.#found].sort(([a], [b]) => a.path.localeCompare(b.path)).flatMap(([buffer, found]) => found.map((one) => ({ buffer, one })));
    const errors = all.filter(({ one }) => one.severity === "error").length;
    this.onCount(errors, all.length - errors);
    if (all.length === 0) {
      this.element.replaceChildren(h("p", { class: "ide-panel-empty" }, icon("check"), "No problems found."));
      return;
    }
    this.element.replaceChildren(h("ul", { class: "ide-problem-list" }, ...all.slice(0, 300).map(({ buffer, one }) => {
      const line = buffer.doc.lineAt(Math.min(one.from, buffer.doc.length));
      const [first, ...more] = one.message.split("\n");
      const code = /\bNX\d{4}\b/.exec(one.code ?? buffer.codes.get(one.message) ?? "")?.[0];
      return h("li", { "data-severity": one.severity },
        h("button", { type: "button", class: "ide-problem", onclick: () => this.open(buffer, one) },
          icon("problem"),
          h("span", { class: "ide-problem-text" }, h("span", { class: "visually-hidden" }, one.severity === "error" ? "Error: " : "Warning: "), first ?? "", more.length ? h("span", { class: "muted" }, ` ${more.join(" ")}`) : null),
          h("span", { class: "muted ide-problem-place" }, `${buffer.path}:${line.number}`)),
        code ? h("a", { href: `/docs/language#${code.toLowerCase()}`, target: "_blank", class: "ide-problem-code", "aria-label": `${code} in the reference` }, code) : null);
    })));
  }
}
