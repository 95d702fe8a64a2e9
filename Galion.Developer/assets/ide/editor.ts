import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, Prec, Transaction, type Extension } from "@codemirror/state";
import {
  crosshairCursor, drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { nexuslang } from "./nexuslang";
import type { Buffer } from "./project";
import { settings, settingsChanged, type KeyPreset } from "./settings";

const keys = new Compartment();
const wrapping = new Compartment();
const extras = new Compartment();
const copied = Annotation.define<boolean>();
const open = new Set<EditorView>();

/** The nonce under which the page's content policy lets the editor write its styles. */
let styleNonce = "";

export function setStyleNonce(nonce: string): void {
  styleNonce = nonce;
}

/** What every editor of ours has, the read-only ones too. */
export function look(): Extension {
  return [
    EditorView.cspNonce.of(styleNonce),
    lineNumbers(), highlightSpecialChars(), codeFolding(), foldGutter({ openText: "▾", closedText: "▸" }), drawSelection(), bracketMatching(),
    highlightSelectionMatches(), nexuslang(), EditorState.tabSize.of(4), indentUnit.of("    "),
    wrapping.of(settings.wrap ? EditorView.lineWrapping : []),
  ];
}

/** Makes an editor for a file; several editors of one file follow each other. */
export function createEditor(parent: HTMLElement, buffer: Buffer, extra: Extension): EditorView {
  const view: EditorView = new EditorView({
    parent,
    state: EditorState.create({
      doc: buffer.doc,
      extensions: [
        Prec.high(keys.of([])),
        look(),
        history(), dropCursor(), EditorState.allowMultipleSelections.of(true), rectangularSelection(), crosshairCursor(),
        indentOnInput(), closeBrackets(), highlightActiveLine(), highlightActiveLineGutter(), lintGutter(), search({ top: true }),
        autocompletion({ icons: false, closeOnBlur: true }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"), ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
        EditorView.contentAttributes.of(() => ({ "aria-label": `Code of ${buffer.path}`, "aria-description": "Tab indents. F6 goes to the next part of the page; Escape and then Tab to the next control.", spellcheck: "false", autocapitalize: "off", tabindex: "0" })),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) {
            return;
          }
          buffer.doc = update.state.doc;
          const own = update.transactions.some((transaction) => transaction.annotation(copied));
          if (own) {
            return;
          }
          for (const other of buffer.views) {
            if (other !== update.view) {
              other.dispatch({ changes: update.changes, annotations: [copied.of(true), Transaction.addToHistory.of(false)] });
            }
          }
          buffer.project.changed.emit(buffer);
        }),
        extras.of(extra),
      ],
    }),
  });
  buffer.views.add(view);
  open.add(view);
  void applyKeys(view, settings.keys);
  return view;
}

/** Puts what belongs to the file's name in the place of what belonged to its former one. */
export function setExtra(view: EditorView, extra: Extension): void {
  view.dispatch({ effects: extras.reconfigure(extra) });
}

export function closeEditor(view: EditorView, buffer: Buffer): void {
  buffer.views.delete(view);
  open.delete(view);
  view.destroy();
}

export { redo, undo };

/** The presets other than the default are loaded when somebody chooses them. */
async function applyKeys(view: EditorView, preset: KeyPreset): Promise<void> {
  let extension: Extension = [];
  if (preset === "vim") {
    extension = (await import("./vim")).vimKeys();
  } else if (preset === "vscode") {
    extension = keymap.of((await import("@replit/codemirror-vscode-keymap")).vscodeKeymap as never);
  }
  if (open.has(view) && settings.keys === preset) {
    view.dispatch({ effects: keys.reconfigure(extension) });
  }
}

settingsChanged.on((name) => {
  for (const view of open) {
    if (name === "keys") {
      void applyKeys(view, settings.keys);
    } else if (name === "wrap") {
      view.dispatch({ effects: wrapping.reconfigure(settings.wrap ? EditorView.lineWrapping : []) });
    } else if (name === "fontSize") {
      view.requestMeasure();
    }
  }
});
