import { LSPPlugin, type LSPClient } from "@codemirror/lsp-client";
import { StateEffect, StateField, type Extension, type Text } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { Signal } from "./dom";

export interface Place {
  line: number;
  character: number;
}

export interface MarksOptions<Answer> {
  method: string;
  /** The server says under this name that it knows the method. */
  capability: string;
  /** Asks again when the cursor has moved, not only when the text has changed. */
  followsCursor?: boolean;
  delayMs: number;
  /** What is asked besides the document; null when nothing is to be shown now. */
  ask(view: EditorView): object | null;
  read(answer: Answer, doc: Text, client: LSPClient): DecorationSet;
}

export interface ServerMarks {
  extension: Extension;
  /** Asks anew in an editor, as after a setting has changed. */
  refresh(view: EditorView): void;
}

const retryMs = 2000;

/** The addresses of files that came, went or changed: what is known of programs that import something may be out of date. */
export const filesChanged = new Signal<ReadonlySet<string>>();

/**
 * Marks that the language server works out for a text. They are asked for a moment after the last change, and until the answer comes those from
 * before move along with what is typed.
 */
export function serverMarks<Answer>(options: MarksOptions<Answer>): ServerMarks {
  const shown = StateEffect.define<DecorationSet>();
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(marks, transaction) {
      marks = transaction.docChanged ? marks.map(transaction.changes) : marks;
      for (const effect of transaction.effects) {
        marks = effect.is(shown) ? effect.value : marks;
      }
      return marks;
    },
    provide: (own) => EditorView.decorations.from(own),
  });
  /** The last answer for each file: two views of it ask once. */
  const answers = new Map<string, { doc: Text; asked: string; answer: Promise<Answer | null | undefined> }>();
  filesChanged.on((changed) => [...answers.keys()].filter((uri) => changedElsewhere(changed, uri)).forEach((uri) => answers.delete(uri)));
  const request = (client: LSPClient, uri: string, doc: Text, more: object): Promise<Answer | null | undefined> => {
    const asked = JSON.stringify(more);
    const known = answers.get(uri);
    if (known && known.asked === asked && known.doc.eq(doc)) {
      return known.answer;
    }
    client.sync();
    const answer: Promise<Answer | null | undefined> = client.request<object, Answer | null>(options.method, { textDocument: { uri }, ...more }).catch(() => {
      if (answers.get(uri)?.answer === answer) {
        answers.delete(uri);
      }
      return undefined;
    });
    answers.set(uri, { doc, asked, answer });
    return answer;
  };
  const plugin = ViewPlugin.fromClass(class {
    #timer: ReturnType<typeof setTimeout> | undefined;
    #closed = false;
    readonly #unfollow: () => void;

    constructor(readonly view: EditorView) {
      this.soon(0);
      this.#unfollow = filesChanged.on((changed) => {
        const own = LSPPlugin.get(view)?.uri ?? "";
        if (changedElsewhere(changed, own) && /\bimport\b/.test(view.state.doc.toString())) {
          this.soon(0);
        }
      });
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || (options.followsCursor && update.selectionSet)) {
        this.soon(options.delayMs);
      }
    }

    destroy(): void {
      this.#closed = true;
      this.#unfollow();
      clearTimeout(this.#timer);
    }

    soon(milliseconds: number): void {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), milliseconds);
    }

    async #ask(): Promise<void> {
      const server = LSPPlugin.get(this.view);
      if (this.#closed || !server) {
        return;
      }
      const client = server.client;
      try {
        await client.initializing;
      } catch {
        // The connection broke while it was made; another follows.
        this.soon(retryMs);
        return;
      }
      if (this.#closed || !client.serverCapabilities || !(options.capability in client.serverCapabilities)) {
        return;
      }
      const { doc, selection } = this.view.state;
      const asked = options.ask(this.view);
      if (!asked) {
        this.#show(Decoration.none);
        return;
      }
      const answer = await request(client, server.uri, doc, asked);
      // What was typed meanwhile has another question waiting.
      if (!this.#closed && answer !== undefined && this.view.state.doc.eq(doc) && (!options.followsCursor || this.view.state.selection.eq(selection))) {
        this.#show(answer === null ? Decoration.none : options.read(answer, doc, client));
      }
    }

    #show(marks: DecorationSet): void {
      if (marks.size > 0 || this.view.state.field(field).size > 0) {
        this.view.dispatch({ effects: shown.of(marks) });
      }
    }
  });
  return { extension: [field, plugin], refresh: (view) => view.plugin(plugin)?.soon(0) };
}

function changedElsewhere(changed: ReadonlySet<string>, uri: string): boolean {
  return changed.size > (changed.has(uri) ? 1 : 0);
}

/** The offset of a place that the server names; the end of its line, or of the text, when it lies beyond. */
export function offsetOf(doc: Text, place: Place): number {
  if (place.line >= doc.lines) {
    return doc.length;
  }
  const line = doc.line(place.line + 1);
  return Math.min(line.to, line.from + place.character);
}

export function placeOf(doc: Text, offset: number): Place {
  const line = doc.lineAt(offset);
  return { line: line.number - 1, character: offset - line.from };
}
