import { Prec, RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import { serverMarks } from "./server-marks";

// What is no name looks the same to the grammar and to the server.
const leftToGrammar = new Set(["keyword", "string", "number", "comment"]);
const classes = new Map<string, Decoration>();

function markOf(type: string, modifiers: string[]): Decoration {
  const name = ["nx-token", `nx-${type}`, ...modifiers.map((modifier) => `nx-is-${modifier}`)].join(" ");
  let mark = classes.get(name);
  if (!mark) {
    classes.set(name, mark = Decoration.mark({ class: name }));
  }
  return mark;
}

const tokens = serverMarks<{ data: number[] }>({
  method: "textDocument/semanticTokens/full",
  capability: "semanticTokensProvider",
  delayMs: 250,
  ask: () => ({}),
  read({ data }, doc, client) {
    const legend = client.serverCapabilities!.semanticTokensProvider!.legend;
    const marks = new RangeSetBuilder<Decoration>();
    let line = 0;
    let character = 0;
    for (let i = 0; i + 4 < data.length; i += 5) {
      const [lines, characters, length, type, modifiers] = data.slice(i, i + 5) as [number, number, number, number, number];
      character = lines === 0 ? character + characters : characters;
      line += lines;
      const name = legend.tokenTypes[type] ?? "";
      if (line < doc.lines && !leftToGrammar.has(name)) {
        const { from, to } = doc.line(line + 1);
        const end = Math.min(to, from + character + length);
        if (end > from + character) {
          marks.add(from + character, end, markOf(name, legend.tokenModifiers.filter((_, bit) => modifiers & (1 << bit))));
        }
      }
    }
    return marks.finish();
  },
});

/** Colours names by what they mean, where the grammar can only guess by their looks. */
export function semanticTokens(): Extension {
  // The innermost of two marks gives the colour.
  return Prec.high(tokens.extension);
}
