import { allCommands, keyLabel, keyOf } from "./commands";
import { h } from "./dom";

export interface Choice {
  title: string;
  hint?: string;
  run(): void;
}

/** A list to choose from by typing: a combobox in a dialog, driven by the arrow keys. */
export function choose(label: string, choices: Choice[]): void {
  const before = document.activeElement;
  const input = h("input", {
    class: "palette-input", placeholder: label, "aria-label": label, role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list",
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: false,
  });
  const list = h("ul", { class: "palette-list", id: "palette-list", role: "listbox", "aria-label": label });
  const none = h("p", { class: "palette-none muted", hidden: true }, "Nothing matches.");
  const dialog = h("dialog", { class: "palette", "aria-label": label }, input, list, none);
  let shown: Choice[] = [];
  let active = 0;

  const finish = (choice?: Choice): void => {
    dialog.close();
    if (before instanceof HTMLElement && before.isConnected) {
      before.focus();
    }
    choice?.run();
  };
  const mark = (): void => {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    const current = list.children[active];
    current?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", current?.id ?? "");
  };
  const show = (): void => {
    shown = rank(choices, input.value);
    active = 0;
    list.replaceChildren(...shown.map((choice, index) => h("li", {
      id: `palette-${index}`, role: "option", class: "palette-item", onclick: () => finish(choice),
    }, h("span", null, choice.title), choice.hint ? h("span", { class: "palette-hint" }, choice.hint) : null)));
    list.hidden = shown.length === 0;
    none.hidden = shown.length > 0;
    mark();
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && shown.length) {
      event.preventDefault();
      active = (active + step + shown.length) % shown.length;
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (shown[active]) {
        finish(shown[active]);
      }
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  show();
  input.focus();
}

export function openPalette(): void {
  choose("Type a command", allCommands().map((command) => ({
    title: command.title, hint: keyOf(command) ? keyLabel(keyOf(command)) : undefined, run: () => command.run(),
  })));
}

/** Choices whose titles hold the letters in order; those that hold them together, and early, come first. */
export function rank(choices: Choice[], query: string): Choice[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) {
    return choices.slice(0, 200);
  }
  return choices
    .map((choice) => ({ choice, score: score(choice.title.toLowerCase(), wanted) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => a.score! - b.score!)
    .slice(0, 200)
    .map(({ choice }) => choice);
}

function score(title: string, wanted: string): number | null {
  const together = title.indexOf(wanted);
  if (together >= 0) {
    return together;
  }
  let at = -1;
  let gaps = 100;
  for (const letter of wanted.replaceAll(" ", "")) {
    const next = title.indexOf(letter, at + 1);
    if (next < 0) {
      return null;
    }
    gaps += next - at - 1;
    at = next;
  }
  return gaps;
}
