import { HighlightStyle, LanguageSupport, StreamLanguage, foldService, syntaxHighlighting, type StringStream } from "@codemirror/language";
import { tagHighlighter, tags } from "@lezer/highlight";

type Context =
  | { kind: "text"; quote: string; triple: boolean; raw: boolean; format: boolean }
  | { kind: "hole"; depth: number }
  | { kind: "comment"; depth: number };

interface State {
  /** What is open around the position, innermost last: texts, the holes of formatted texts, block comments. */
  contexts: Context[];
  /** The indentation of the lines on which the open brackets stand. */
  brackets: number[];
  /** The word before, when it decides what the next name is. */
  before: string;
}

const control = words("return if else then while for in match break continue try catch finally throw spawn await async import from as export");
const definition = words("let const fn struct enum impl interface trait module");
const operators = words("and or not");
// Words that are keywords only in their place and free as names elsewhere.
const contextual: Record<string, RegExp> = {
  personality: /^\s*\{/, voice: /^\s*\{/, test: /^\s*["']/, type: /^\s+[A-Z_a-z]\w*\s*=/, self: /^/,
};

function words(text: string): Set<string> {
  return new Set(text.split(" "));
}

function token(stream: StringStream, state: State): string | null {
  const context = state.contexts.at(-1);
  if (context?.kind === "comment") {
    return comment(stream, state, context);
  }
  if (context?.kind === "text") {
    return text(stream, state, context);
  }
  if (stream.eatSpace()) {
    return null;
  }
  if (stream.match("/*")) {
    const opened: Context = { kind: "comment", depth: 1 };
    state.contexts.push(opened);
    return comment(stream, state, opened);
  }
  if (stream.match("///")) {
    stream.skipToEnd();
    return "docComment";
  }
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  const opening = stream.match(/^(f|r|fr|rf)?("""|'''|"|')/) as RegExpMatchArray | null;
  if (opening) {
    const prefix = opening[1] ?? "";
    state.contexts.push({ kind: "text", quote: opening[2]!, triple: opening[2]!.length === 3, raw: prefix.includes("r"), format: prefix.includes("f") });
    return "string";
  }
  if (stream.match(/^(0x[\da-f_]+|0b[01_]+|0o[0-7_]+)/i) || stream.match(/^(\d[\d_]*)?\.?\d[\d_]*(e[+-]?\d+)?/i)) {
    // "1..5" is a range, not a number with a point.
    const current = stream.current();
    if (current.endsWith(".")) {
      stream.backUp(1);
    }
    state.before = "";
    return "number";
  }
  const name = stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u) as RegExpMatchArray | null;
  if (name) {
    return word(name[0], stream, state);
  }
  const character = stream.next()!;
  if ("{[(".includes(character)) {
    state.brackets.push(stream.indentation());
    if (context?.kind === "hole") {
      context.depth++;
    }
    return character === "{" ? "brace" : character === "[" ? "squareBracket" : "paren";
  }
  if ("}])".includes(character)) {
    if (context?.kind === "hole" && context.depth === 0) {
      state.contexts.pop();
      return "brace.special";
    }
    state.brackets.pop();
    if (context?.kind === "hole") {
      context.depth--;
    }
    return character === "}" ? "brace" : character === "]" ? "squareBracket" : "paren";
  }
  if (/[+\-*/%=<>!&|^~?:.@]/.test(character)) {
    stream.eatWhile(/[+\-*/%=<>!&|^~?]/);
    state.before = stream.current() === "." || stream.current() === "?." ? "." : "";
    return stream.current() === ":" || stream.current() === "." ? "punctuation" : "operator";
  }
  state.before = "";
  return character === "," || character === ";" ? "punctuation" : null;
}

function word(name: string, stream: StringStream, state: State): string {
  const before = state.before;
  state.before = name;
  const rest = stream.string.slice(stream.pos);
  if (before === ".") {
    return /^\s*\(/.test(rest) ? "propertyName.function" : "propertyName";
  }
  if (name === "true" || name === "false") {
    return "bool";
  }
  if (name === "null") {
    return "null";
  }
  if (control.has(name)) {
    return "controlKeyword";
  }
  if (definition.has(name)) {
    return "definitionKeyword";
  }
  if (operators.has(name)) {
    return "operatorKeyword";
  }
  if (before !== "let" && before !== "const" && before !== "fn" && Object.hasOwn(contextual, name) && contextual[name]!.test(rest)) {
    return name === "self" ? "self" : "definitionKeyword";
  }
  if (before === "struct" || before === "enum" || before === "impl") {
    return "typeName.definition";
  }
  if (before === "fn") {
    return "variableName.function.definition";
  }
  if (/^\s*\(/.test(rest) && !/^[A-Z]/.test(name)) {
    return "variableName.function";
  }
  return /^[A-Z][a-z]/.test(name) || /^(int|float|string|bool|array|dict|tuple|range|any|never|function)$/.test(name) && /[:<|]\s*$/.test(stream.string.slice(0, stream.start)) ? "typeName" : "variableName";
}

function comment(stream: StringStream, state: State, context: { depth: number }): string {
  while (!stream.eol()) {
    if (stream.match("/*")) {
      context.depth++;
    } else if (stream.match("*/")) {
      if (--context.depth === 0) {
        state.contexts.pop();
        break;
      }
    } else {
      stream.next();
    }
  }
  return "blockComment";
}

function text(stream: StringStream, state: State, context: Extract<Context, { kind: "text" }>): string {
  const from = stream.pos;
  while (!stream.eol()) {
    if (stream.match(context.quote)) {
      state.contexts.pop();
      state.before = "";
      return "string";
    }
    if (context.format && stream.peek() === "{") {
      if (stream.match("{{")) {
        continue;
      }
      if (stream.pos > from) {
        return "string";
      }
      stream.next();
      state.contexts.push({ kind: "hole", depth: 0 });
      return "brace.special";
    }
    if (!context.raw && stream.peek() === "\\") {
      if (stream.pos > from) {
        return "string";
      }
      stream.match(/^\\(u\{[^}]*\}|x[\da-f]{2}|.)?/i);
      return "escape";
    }
    stream.next();
  }
  return "string";
}

const language = StreamLanguage.define<State>({
  name: "nexuslang",
  startState: () => ({ contexts: [], brackets: [], before: "" }),
  copyState: (state) => ({ contexts: state.contexts.map((context) => ({ ...context })), brackets: [...state.brackets], before: state.before }),
  token,
  blankLine: (state) => { state.before = ""; },
  indent(state, textAfter, { unit }) {
    if (state.contexts.some((context) => context.kind !== "hole")) {
      return null;
    }
    const line = state.brackets.at(-1);
    return line === undefined ? 0 : line + (/^[}\])]/.test(textAfter) ? 0 : unit);
  },
  languageData: {
    commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["(", "[", "{", "'", '"', '"""'], stringPrefixes: ["f", "r", "fr", "rf"] },
    indentOnInput: /^\s*[}\])]$/,
    wordChars: "_",
  },
});

/** A block folds from the end of its first line to the line before the next one that is indented as little. */
const folding = foldService.of((state, start, end) => {
  const line = state.doc.lineAt(start);
  if (!/[{[(]\s*(\/\/.*)?$/.test(line.text)) {
    return null;
  }
  const indent = line.text.search(/\S/);
  for (let number = line.number + 1; number <= state.doc.lines; number++) {
    const next = state.doc.line(number);
    const at = next.text.search(/\S/);
    if (at >= 0 && at <= indent) {
      return number > line.number + 1 ? { from: end, to: state.doc.line(number - 1).to } : null;
    }
  }
  return null;
});

// Classes rather than colours: the stylesheet gives each theme its own.
const highlighter = tagHighlighter([
  { tag: tags.keyword, class: "nx-keyword" },
  { tag: tags.definitionKeyword, class: "nx-keyword nx-define" },
  { tag: tags.self, class: "nx-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "nx-string" },
  { tag: tags.escape, class: "nx-escape" },
  { tag: tags.special(tags.brace), class: "nx-escape" },
  { tag: tags.number, class: "nx-number" },
  { tag: [tags.bool, tags.null, tags.atom], class: "nx-atom" },
  { tag: tags.comment, class: "nx-comment" },
  { tag: tags.docComment, class: "nx-comment nx-doc" },
  { tag: [tags.typeName, tags.className], class: "nx-type" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.function(tags.definition(tags.variableName))], class: "nx-function" },
  { tag: tags.propertyName, class: "nx-property" },
  { tag: tags.variableName, class: "nx-name" },
  { tag: tags.operator, class: "nx-operator" },
  { tag: tags.invalid, class: "nx-invalid" },
]);

/** NexusLang for the editor: colours, indentation, folding, comments and brackets. */
export function nexuslang(): LanguageSupport {
  return new LanguageSupport(language, [folding, syntaxHighlighting(highlighter as unknown as HighlightStyle)]);
}

export { language as nexusLanguage };
