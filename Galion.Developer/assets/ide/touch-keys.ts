import { indentLess, indentMore, redo, undo } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { h, icon } from "./dom";

const signs = ["(", ")", "{", "}", "\"", "=", "[", "]", ":", ".", ",", ";", "<", ">", "+", "-", "*", "/", "|", "_", "#"];

/** What a keyboard on glass hides behind two more keys. The row is there while the code has focus, on devices without a real keyboard. */
export function touchKeys(active: () => EditorView | null | undefined): HTMLElement {
  const key = (label: string, shown: Node | string, act: (view: EditorView) => void): HTMLElement =>
    h("button", {
      type: "button", tabIndex: -1, "aria-label": label,
      // Without it the code would lose focus, and the keyboard would go away.
      onpointerdown: (event: Event) => event.preventDefault(),
      onclick: () => {
        const view = active();
        if (view) {
          act(view);
          view.focus();
        }
      },
    }, shown);
  return h("div", { class: "ide-touch-keys", role: "toolbar", "aria-label": "Signs" },
    key("Indent", "⇥", indentMore), key("Indent less", "⇤", indentLess),
    ...signs.map((sign) => key(sign, sign, (view) => type(view, sign))),
    key("Undo", icon("undo"), undo), key("Redo", icon("redo"), redo));
}

/** As a keyboard would write it, so that brackets close themselves. */
function type(view: EditorView, sign: string): void {
  const { from, to } = view.state.selection.main;
  const insert = (): ReturnType<EditorView["state"]["update"]> => view.state.update(view.state.replaceSelection(sign), { userEvent: "input.type", scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, sign, insert))) {
    view.dispatch(insert());
  }
}

/** Keeps the editor above the keyboard of a phone, which covers the page without making it smaller. */
export function followKeyboard(host: HTMLElement, active: () => EditorView | null | undefined): void {
  const seen = window.visualViewport;
  const follow = (): void => {
    const covered = seen !== null && seen.scale < 1.05 && innerHeight - seen.height > 120;
    host.parentElement!.style.height = covered ? `${seen.height}px` : "";
    host.toggleAttribute("data-keyboard", covered);
    if (covered) {
      scrollTo(0, 0);
      const view = active();
      view?.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head, { yMargin: 24 }) });
    }
  };
  seen?.addEventListener("resize", follow);
}
