import { RangeSet, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType } from "@codemirror/view";
import { offsetOf, placeOf, serverMarks, type Place } from "./server-marks";
import { settings, settingsChanged } from "./settings";

interface Hint {
  position: Place;
  label: string;
  kind?: number;
}

const parameterName = 2;

/** The stylesheet writes the words: they are no part of the text, neither when it is copied nor when it is read out. */
class HintWidget extends WidgetType {
  constructor(readonly label: string) {
    super();
  }

  override eq(other: HintWidget): boolean {
    return other.label === this.label;
  }

  toDOM(): HTMLElement {
    const hint = document.createElement("span");
    hint.className = "nx-hint";
    hint.dataset.hint = this.label;
    hint.setAttribute("aria-hidden", "true");
    return hint;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

const marks = serverMarks<Hint[]>({
  method: "textDocument/inlayHint",
  capability: "inlayHintProvider",
  delayMs: 350,
  ask: ({ state: { doc } }) => (settings.inlayHints ? { range: { start: { line: 0, character: 0 }, end: placeOf(doc, doc.length) } } : null),
  read: (hints, doc) => RangeSet.of(hints.map((hint) =>
    Decoration.widget({ widget: new HintWidget(hint.label), side: hint.kind === parameterName ? -1 : 1 }).range(offsetOf(doc, hint.position))), true),
});

const follower = ViewPlugin.fromClass(class {
  readonly destroy: () => void;

  constructor(view: EditorView) {
    this.destroy = settingsChanged.on((name) => name === "inlayHints" && marks.refresh(view));
  }
});

/** Types that are worked out and names of parameters, between the letters of the program. A setting turns them off. */
export function inlayHints(): Extension {
  return [marks.extension, follower];
}
