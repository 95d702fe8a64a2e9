type Child = Node | string | number | false | null | undefined;
type Props = Record<string, unknown>;

/** Makes an element: `on…` props are listeners, `class` and attributes with a hyphen are attributes, everything else is a property. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props | null = null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else if (name === "class" || name === "for" || name === "role" || name === "list" || name.includes("-")) {
      element.setAttribute(name, value === true ? "" : String(value));
    } else {
      (element as unknown as Props)[name] = value;
    }
  }
  element.append(...(children.filter((child) => child !== false && child !== null && child !== undefined) as (Node | string)[]).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

const paths: Record<string, string> = {
  check: "M5 12.5 10 17.5 19.5 7",
  close: "M6 6l12 12M18 6 6 18",
  code: "M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5",
  down: "M6 9.5 12 15.5 18 9.5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  edit: "M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  folder: "M3 6h6l2 2h10v11H3z",
  "folder-open": "M3 19V6h6l2 2h8v3M3 19l3-8h16l-3 8z",
  history: "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2",
  left: "M19 12H5M11 6l-6 6 6 6",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  outline: "M4 6h.01M8 6h12M8 12h.01M12 12h8M8 18h.01M12 18h8",
  panel: "M4 5h16v14H4zM4 14h16",
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.5-6 7.5-6s6.9 2 7.5 6",
  play: "M7 4.5v15l12-7.5z",
  plus: "M12 5v14M5 12h14",
  program: "M6 3h8l4 4v14H6zM14 3v4h4M10 12.5l-2 2.2 2 2.3M14 12.5l2 2.2-2 2.3",
  problem: "M12 8v5M12 16.5v.01M10.3 3.9 2.4 17.5A2 2 0 0 0 4.1 20.5h15.8a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0z",
  redo: "M15 8H9a5 5 0 0 0 0 10h7M15 4l4 4-4 4",
  right: "M5 12h14M13 6l6 6-6 6",
  search: "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5 20 20",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  share: "M12 15V4M8 7.5 12 3.5l4 4M5 12v8h14v-8",
  sliders: "M6 4v6M6 14v6M12 4v2M12 10v10M18 4v9M18 17v3M4 12h4M10 8h4M16 15h4",
  split: "M4 5h16v14H4zM12 5v14",
  stop: "M6.5 6.5h11v11h-11z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  undo: "M9 8H15a5 5 0 0 1 0 10H8M9 4 5 8l4 4",
  upload: "M12 16V5M7 9l5-5 5 5M5 20h14",
};

/** A line icon on a 24 px grid. It only accompanies words, so assistive technology does not hear it. */
export function icon(name: string, size = 16): SVGSVGElement {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  for (const [key, value] of Object.entries({
    class: "icon", viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor", "stroke-width": name === "more" ? 3 : 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", focusable: "false",
  })) {
    svg.setAttribute(key, String(value));
  }
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", paths[name] ?? "");
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; its words are its name and its tooltip. */
export function iconButton(name: string, label: string, onclick: (event: MouseEvent) => void, props: Props = {}): HTMLButtonElement {
  return h("button", { type: "button", class: "ide-icon", title: label, "aria-label": label, onclick, ...props }, icon(name));
}

/** Something that others listen to. */
export class Signal<T = void> {
  readonly #listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of this.#listeners) {
      listener(value);
    }
  }
}

/** Calls once the burst is over; `flush` calls at once when a call is waiting. */
export function debounce(action: () => void, milliseconds: number): { (): void; flush(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    action();
  };
  return Object.assign(
    () => {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
    {
      flush(): void {
        if (timer !== undefined) {
          clearTimeout(timer);
          run();
        }
      },
      cancel(): void {
        clearTimeout(timer);
        timer = undefined;
      },
    },
  );
}

/** Says something to screen readers without moving anything on the page. */
export function announce(text: string): void {
  const region = document.querySelector("#announcer");
  if (region) {
    region.textContent = text;
  }
}

/** A short message at the foot of the window; errors stay until they are closed. */
export function toast(text: string, options: { error?: boolean; action?: { label: string; run: () => void } } = {}): void {
  let host = document.querySelector(".toasts");
  if (!host) {
    host = h("div", { class: "toasts", role: "region", "aria-label": "Messages" });
    document.body.append(host);
  }
  const message = h("div", { class: "toast", role: options.error ? "alert" : "status" }, h("span", null, text));
  const close = (): void => message.remove();
  if (options.action) {
    const { label, run } = options.action;
    message.append(h("button", { type: "button", class: "button button-small", onclick: () => { close(); run(); } }, label));
  }
  message.append(h("button", { type: "button", class: "button button-small", onclick: close, "aria-label": "Dismiss" }, "Close"));
  host.replaceChildren(message);
  if (!options.error) {
    setTimeout(close, 8000);
  }
}

/** A modal dialog with a title; it is gone once it is closed. */
export function openDialog(title: string, body: (close: () => void) => Child[], className = ""): HTMLDialogElement {
  const dialog = h("dialog", { class: `ide-dialog ${className}`, "aria-label": title });
  const close = (): void => dialog.close();
  dialog.append(
    h("div", { class: "ide-dialog-head" }, h("h2", null, title), iconButton("close", "Close", close)),
    h("div", { class: "ide-dialog-body" }, ...body(close)),
  );
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) {
      before.focus();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for one line of text. */
export function ask(title: string, label: string, value: string, action: string, check: (value: string) => string | null, hint = ""): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null;
    const input = h("input", { class: "input", value, "aria-label": label, autocomplete: "off", spellcheck: false, "aria-describedby": "ask-error" });
    const error = h("p", { class: "field-error", id: "ask-error", "aria-live": "polite" });
    const dialog = openDialog(title, (close) => [
      h("form", {
        class: "stack", method: "dialog",
        onsubmit: (event: Event) => {
          event.preventDefault();
          const problem = check(input.value.trim());
          error.textContent = problem ?? "";
          input.setAttribute("aria-invalid", String(problem !== null));
          if (problem === null) {
            answer = input.value.trim();
            close();
          }
        },
      },
      h("label", { class: "field" }, h("span", { class: "legend" }, label), input, hint ? h("span", { class: "field-hint" }, hint) : null), error,
      h("div", { class: "row" }, h("button", { class: "button button-primary" }, action), h("button", { type: "button", class: "button", onclick: close }, "Cancel"))),
    ], "ide-dialog-small");
    dialog.addEventListener("close", () => resolve(answer));
    input.focus();
    const dot = value.lastIndexOf(".");
    input.setSelectionRange(value.lastIndexOf("/") + 1, dot > 0 ? dot : value.length);
  });
}

/** Asks before something is thrown away. */
export function confirmed(title: string, text: string, action: string): Promise<boolean> {
  return new Promise((resolve) => {
    let yes = false;
    const dialog = openDialog(title, (close) => [
      h("p", null, text),
      h("div", { class: "row" },
        h("button", { type: "button", class: "button button-danger", onclick: () => { yes = true; close(); } }, action),
        h("button", { type: "button", class: "button", autofocus: true, onclick: close }, "Cancel")),
    ], "ide-dialog-small");
    dialog.addEventListener("close", () => resolve(yes));
  });
}
