import { RangeSet, type Extension } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import { offsetOf, placeOf, serverMarks, type Place } from "./server-marks";

const written = 3;
const read = Decoration.mark({ class: "nx-use" });
const write = Decoration.mark({ class: "nx-use nx-use-write" });

const marks = serverMarks<{ range: { start: Place; end: Place }; kind?: number }[]>({
  method: "textDocument/documentHighlight",
  capability: "documentHighlightProvider",
  followsCursor: true,
  delayMs: 200,
  ask: ({ state: { doc, selection } }) => (selection.main.empty && selection.ranges.length === 1 ? { position: placeOf(doc, selection.main.head) } : null),
  read: (uses, doc) => RangeSet.of(uses.map((use) => (use.kind === written ? write : read).range(offsetOf(doc, use.range.start), offsetOf(doc, use.range.end))), true),
});

/** Marks the uses of the name at the cursor. */
export function usesOfName(): Extension {
  return marks.extension;
}
