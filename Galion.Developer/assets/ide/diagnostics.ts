import { LSPPlugin } from "@codemirror/lsp-client";
import { forEachDiagnostic, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import { ViewPlugin, type EditorView } from "@codemirror/view";
import type { Buffer } from "./project";
import { offsetOf, type Place } from "./server-marks";

export interface Published {
  uri: string;
  version?: number;
  diagnostics: { range: { start: Place; end: Place }; severity?: number; message: string; code?: string | number }[];
}

/** What was published last about a text, for editors that open later. */
const known = new WeakMap<Buffer, { doc: Text; diagnostics: Diagnostic[] }>();

/** Shows what the server found wrong in every editor of the file. */
export function showDiagnostics(buffer: Buffer, sent: Text, published: Published): Diagnostic[] {
  const [first] = buffer.views;
  // All editors of a file hold the same text, and the same changes of which the server has not heard.
  const since = first && LSPPlugin.get(first)?.unsyncedChanges;
  const at = (place: Place): number => {
    const offset = offsetOf(sent, place);
    return since && since.length === sent.length ? since.mapPos(offset) : Math.min(offset, buffer.doc.length);
  };
  const diagnostics = published.diagnostics.map((one): Diagnostic => ({
    from: at(one.range.start), to: at(one.range.end), severity: one.severity === 1 ? "error" : one.severity === 2 ? "warning" : "info", message: one.message,
  }));
  known.set(buffer, { doc: buffer.doc, diagnostics });
  for (const view of buffer.views) {
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
  return diagnostics;
}

/** Gives an editor that opens what the server has found before. */
export function knownDiagnostics(buffer: Buffer): Extension {
  return ViewPlugin.define((view) => {
    // An editor that is being made cannot be changed yet.
    queueMicrotask(() => {
      const diagnostics = buffer.views.has(view) ? knownIn(buffer, view) : [];
      if (diagnostics.length > 0) {
        view.dispatch(setDiagnostics(view.state, diagnostics));
      }
    });
    return {};
  });
}

function knownIn(buffer: Buffer, view: EditorView): Diagnostic[] {
  const [other] = [...buffer.views].filter((candidate) => candidate !== view);
  if (other) {
    // There they have moved along with what was typed since.
    const moved: Diagnostic[] = [];
    forEachDiagnostic(other.state, (diagnostic, from, to) => moved.push({ ...diagnostic, from, to }));
    return moved;
  }
  const last = known.get(buffer);
  return last?.doc.eq(buffer.doc) ? last.diagnostics : [];
}
