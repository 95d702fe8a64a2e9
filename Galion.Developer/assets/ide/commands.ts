import { Signal } from "./dom";
import { settings } from "./settings";

/** Something a person can do, from the palette, a key or a button. */
export interface Command {
  id: string;
  title: string;
  /** As CodeMirror writes them: `Mod-Shift-p`. */
  key?: string;
  /** A second key, which cannot be changed. */
  also?: string;
  /** Its key in the VS Code preset, where that differs. */
  vscode?: string;
  /** Taken back in the Vim preset, where the editor needs the key for itself. */
  notInVim?: boolean;
  /** Shown and run only where it makes sense. */
  when?: () => boolean;
  run(): void;
}

const commands = new Map<string, Command>();
export const commandsChanged = new Signal();
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function register(...added: Command[]): void {
  for (const command of added) {
    commands.set(command.id, command);
  }
  commandsChanged.emit();
}

export function allCommands(): Command[] {
  return [...commands.values()].filter((command) => command.when?.() ?? true);
}

export function run(id: string): void {
  const command = commands.get(id);
  if (command && (command.when?.() ?? true)) {
    command.run();
  }
}

/** The key of a command as it is now: what the person chose, or the preset's. */
export function keyOf(command: Command): string {
  const own = settings.bindings[command.id];
  if (own !== undefined) {
    return own;
  }
  return settings.keys === "vim" && command.notInVim ? "" : ((settings.keys === "vscode" ? command.vscode : undefined) ?? command.key ?? "");
}

/** As people read it on this machine. */
export function keyLabel(key: string): string {
  const names: Record<string, string> = isMac
    ? { Mod: "⌘", Ctrl: "⌃", Shift: "⇧", Alt: "⌥", Enter: "↵" }
    : { Mod: "Ctrl", Enter: "Enter" };
  return key.split(/-(?!$)/).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(isMac ? "" : "+");
}

/** Writes a key press as a binding; empty while only modifiers are down. */
export function keyFrom(event: KeyboardEvent): string {
  if (["Control", "Shift", "Alt", "Meta", "Dead", "Process"].includes(event.key)) {
    return "";
  }
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const ctrl = isMac && event.ctrlKey;
  // With Shift the key is named by what it would write alone, which the physical key tells for letters and digits.
  const plain = /^(Key|Digit)(.)$/.exec(event.code)?.[2]?.toLowerCase();
  const key = event.key.length === 1 ? ((event.shiftKey || event.altKey) && plain ? plain : event.key.toLowerCase()) : event.key;
  return `${mod ? "Mod-" : ""}${ctrl ? "Ctrl-" : ""}${event.altKey ? "Alt-" : ""}${event.shiftKey ? "Shift-" : ""}${key}`;
}

/** Runs the command that the pressed key is bound to. */
export function handleKey(event: KeyboardEvent): boolean {
  const pressed = keyFrom(event);
  if (!pressed || event.isComposing || document.querySelector("dialog[open]")) {
    return false;
  }
  const command = allCommands().find((candidate) => keyOf(candidate) === pressed || candidate.also === pressed);
  if (!command) {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  command.run();
  return true;
}
