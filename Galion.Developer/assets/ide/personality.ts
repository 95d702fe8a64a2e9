import { h, openDialog } from "./dom";
import type { Buffer } from "./project";

interface Category {
  name: string;
  traits: [name: string, usual: number][];
}

const categories: Category[] = [
  { name: "Thinking", traits: [["curiosity", 0.5], ["analytical", 0.5], ["creative", 0.5], ["empathetic", 0.5], ["intuition", 0.5], ["methodical", 0.5]] },
  { name: "With people", traits: [["verbosity", 0.5], ["formality", 0.5], ["humor", 0.3], ["assertiveness", 0.6], ["tactfulness", 0.8], ["encouragement", 0.7]] },
  { name: "Deciding", traits: [["risk_tolerance", 0.3], ["confidence_threshold", 0.7], ["decisiveness", 0.6], ["flexibility", 0.7]] },
  { name: "Working", traits: [["patience", 0.7], ["persistence", 0.8], ["efficiency", 0.6], ["organization", 0.7]] },
  { name: "Learning", traits: [["adaptability", 0.6], ["openness", 0.8], ["reflection", 0.5], ["growth_mindset", 0.9]] },
  { name: "Principles", traits: [["self_awareness", 0.5], ["transparency", 0.9], ["ethical_reasoning", 0.9], ["environmental_awareness", 0.6]] },
];

// Other names that the language takes; a block that uses one keeps it.
const aliases: [alias: string, usual: number][] = [["precision", 0.5], ["collaboration", 0.8], ["empathy", 0.5], ["creativity", 0.5]];

interface Block {
  from: number;
  to: number;
  /** Where each trait's number stands. */
  values: Map<string, { from: number; to: number; value: number }>;
}

/** Finds the first `personality { … }` that is not inside a comment or a text. */
export function findBlock(source: string): Block | null {
  const skipped = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\bpersonality\s*\{/g;
  for (const match of source.matchAll(skipped)) {
    if (!match[0].startsWith("personality")) {
      continue;
    }
    const open = match.index + match[0].length;
    const plain = source.slice(open).replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));
    const close = open + plain.indexOf("}");
    if (close < open) {
      return null;
    }
    const values: Block["values"] = new Map();
    for (const pair of plain.slice(0, close - open).matchAll(/([a-z_]+)\s*:\s*(\d*\.?\d+)/g)) {
      const from = open + pair.index + pair[0].length - pair[2]!.length;
      values.set(pair[1]!, { from, to: from + pair[2]!.length, value: Number(pair[2]) });
    }
    return { from: match.index, to: close + 1, values };
  }
  return null;
}

/** The change that gives a trait a value: in its place, as one more line of the block, or as a new block at the top. */
export function setTrait(source: string, trait: string, value: number): { from: number; to: number; insert: string } {
  const text = String(Number(value.toFixed(2)));
  const block = findBlock(source);
  if (!block) {
    return { from: 0, to: 0, insert: `personality {\n    ${trait}: ${text}\n}\n\n` };
  }
  const known = block.values.get(trait);
  if (known) {
    return { from: known.from, to: known.to, insert: text };
  }
  const last = [...block.values.values()].at(-1);
  if (!last) {
    return { from: block.from, to: block.to, insert: `personality {\n    ${trait}: ${text}\n}` };
  }
  const line = source.lastIndexOf("\n", last.from) + 1;
  const indent = line > block.from ? `\n${/^\s*/.exec(source.slice(line))![0]}` : " ";
  const comma = source.slice(last.to).match(/^\s*,/);
  return comma
    ? { from: last.to + comma[0].length, to: last.to + comma[0].length, insert: `${indent}${trait}: ${text},` }
    : { from: last.to, to: last.to, insert: `,${indent}${trait}: ${text}` };
}

/** Sliders for the traits of the program's `personality` block; each change is made in the block at once and can be undone. */
export function showPersonality(buffer: Buffer): void {
  const slider = (trait: string, usual: number): HTMLElement => {
    const known = findBlock(buffer.text)?.values.get(trait);
    const value = known?.value ?? usual;
    const number = h("output", { class: "numeric" }, value.toFixed(2));
    const set = h("span", { class: "small muted" }, known ? "" : "usual");
    const input = h("input", { type: "range", min: "0", max: "1", step: "0.05", value: String(value), "aria-label": label(trait) });
    input.addEventListener("input", () => {
      number.value = Number(input.value).toFixed(2);
      set.textContent = "";
      buffer.apply(setTrait(buffer.text, trait, Number(input.value)), "input.personality");
    });
    return h("label", { class: "ide-trait" }, h("span", null, label(trait), " ", set), number, input);
  };
  const used = findBlock(buffer.text)?.values;
  const others = aliases.filter(([alias]) => used?.has(alias) || alias === "precision" || alias === "collaboration");
  openDialog("Personality", () => [
    h("p", { class: "small muted" }, `How what ${buffer.path} asks and says sounds. Moving a slider writes into the personality block, or makes one.`),
    h("div", { class: "ide-traits" },
      ...categories.map(({ name, traits }) => h("fieldset", null, h("legend", null, name), ...traits.map(([trait, usual]) => slider(trait, usual)))),
      h("fieldset", null, h("legend", null, "Other names"), ...others.map(([trait, usual]) => slider(trait, usual)))),
  ], "ide-dialog-wide");
}

function label(trait: string): string {
  const words = trait.replaceAll("_", " ");
  return words[0]!.toUpperCase() + words.slice(1);
}
