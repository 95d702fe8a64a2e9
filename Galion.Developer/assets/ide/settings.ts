import { Signal } from "./dom";

export type KeyPreset = "default" | "vim" | "vscode";

/** What a person has chosen for the editor. It is kept in this browser. */
export interface Settings {
  keys: KeyPreset;
  /** Bindings that differ from the preset's, by command. An empty text takes the binding away. */
  bindings: Record<string, string>;
  highContrast: boolean;
  fontSize: number;
  wrap: boolean;
  formatOnSave: boolean;
  inlayHints: boolean;
  tourSeen: boolean;
  sideWidth: number;
  panelHeight: number;
  /** Parts of the page that are folded away: `files`, `output`. */
  hidden: string[];
}

const storageKey = "galion-ide-settings";
const defaults: Settings = {
  keys: "default", bindings: {}, highContrast: false, fontSize: 14, wrap: matchMedia("(max-width: 48rem)").matches, formatOnSave: true, inlayHints: true, tourSeen: false, sideWidth: 248, panelHeight: 260, hidden: [],
};

function read(): Settings {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Partial<Settings>) };
  } catch {
    return { ...defaults };
  }
}

export const settings: Readonly<Settings> = read();
export const settingsChanged = new Signal<keyof Settings>();

export function change<K extends keyof Settings>(name: K, value: Settings[K]): void {
  (settings as Settings)[name] = value;
  try {
    localStorage.setItem(storageKey, JSON.stringify(settings));
  } catch {
    // Without room in the browser's store the choice holds for this page.
  }
  settingsChanged.emit(name);
}
