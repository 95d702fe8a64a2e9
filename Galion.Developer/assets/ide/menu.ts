import { h, icon } from "./dom";

export interface MenuEntry {
  label: string;
  icon: string;
  /** The key that does the same without the menu. */
  hint?: string;
  run(): void;
}

let close: (() => void) | null = null;

/** Opens a menu under an element; the arrow keys, Home, End and first letters walk through it, and focus goes back when it closes. */
export function openMenu(label: string, anchor: HTMLElement, entries: MenuEntry[]): void {
  close?.();
  const items = entries.map((entry) => h("button", {
    type: "button", role: "menuitem", tabIndex: -1, class: "ide-menu-item", onclick: () => { end(); entry.run(); },
  }, icon(entry.icon), h("span", null, entry.label), entry.hint ? h("span", { class: "ide-menu-key", "aria-hidden": "true" }, entry.hint) : null));
  const menu = h("div", { class: "ide-menu", role: "menu", "aria-label": label }, ...items);
  const outside = (event: Event): void => {
    if (event.target instanceof Node && !menu.contains(event.target)) {
      end();
    }
  };
  const end = (): void => {
    menu.remove();
    close = null;
    document.removeEventListener("pointerdown", outside, true);
    if (anchor.isConnected && (document.activeElement === document.body || document.activeElement === null)) {
      anchor.focus();
    }
  };
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const letter = event.key.length === 1 ? [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.toLowerCase().startsWith(event.key.toLowerCase())) : undefined;
    const next = event.key === "ArrowDown" ? items[(at + 1) % items.length] : event.key === "ArrowUp" ? items.at(at - 1)
      : event.key === "Home" ? items[0] : event.key === "End" ? items.at(-1) : letter;
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      end();
    }
  });
  // Inside the page, where assistive technology looks for what belongs to it.
  (document.querySelector("main") ?? document.body).append(menu);
  const box = anchor.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, box.bottom + 4 + menu.offsetHeight > innerHeight - 8 ? box.top - menu.offsetHeight - 4 : box.bottom + 4)}px`;
  close = end;
  items[0]?.focus();
  document.addEventListener("pointerdown", outside, true);
}
