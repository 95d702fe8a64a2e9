import { allCommands, keyFrom, keyLabel, keyOf } from "./commands";
import { h, openDialog, toast } from "./dom";
import type { Buffer, Project } from "./project";
import { duration } from "./run";
import type { Saving } from "./saving";
import { call, messageOf } from "./server";
import { change, settings, type KeyPreset } from "./settings";
import { PlatformStore } from "./stores";

interface Compiled {
  success: boolean;
  binary_size?: number;
  compression_ratio?: number;
  compile_time_ms?: number;
  binary?: string;
  error?: string;
}

/** Compiles the file and shows what came of it: sizes and times as they were measured. */
export async function showCompile(buffer: Buffer, saving: Saving): Promise<void> {
  const body = h("div", { class: "stack" }, h("p", null, "Compiling…"));
  const dialog = openDialog(`Compile ${buffer.path}`, () => [body], "ide-dialog-small");
  try {
    const source = buffer.text;
    const sourceBytes = new TextEncoder().encode(source).length;
    const store = buffer.project.store;
    if (store instanceof PlatformStore) {
      await saving.saveAll();
    }
    const compiled = await call<Compiled>("POST", "nexuslang/compile", { code: source, file: buffer.path, project_id: store instanceof PlatformStore ? store.id : undefined });
    if (!dialog.isConnected) {
      return;
    }
    if (!compiled.success) {
      body.replaceChildren(h("p", null, "The program has errors, so nothing was made. Nothing was charged."), h("pre", { class: "ide-dialog-error", tabIndex: 0 }, compiled.error ?? ""));
      return;
    }
    const size = compiled.binary_size ?? 0;
    body.replaceChildren(
      h("dl", { class: "facts" },
        h("dt", null, "Source"), h("dd", null, `${buffer.path}, ${sourceBytes.toLocaleString("en")} bytes`),
        h("dt", null, "Compiled"), h("dd", null, `${size.toLocaleString("en")} bytes`),
        h("dt", null, "Ratio"), h("dd", null, size <= sourceBytes ? `${(sourceBytes / size).toFixed(2)} times smaller` : `${(size / sourceBytes).toFixed(2)} times larger: it holds names, constants and what the program imports`),
        h("dt", null, "Time"), h("dd", null, duration(compiled.compile_time_ms ?? 0))),
      h("p", { class: "small muted" }, "Compiling is free. The file runs with the nexus command: nexus run ", h("code", null, fileName(buffer))),
      h("div", { class: "row" }, h("button", { type: "button", class: "button button-primary", onclick: () => save(compiled.binary ?? "", fileName(buffer)) }, "Download")));
  } catch (error) {
    body.replaceChildren(h("p", { class: "field-error" }, messageOf(error)));
  }
}

function fileName(buffer: Buffer): string {
  return buffer.name.replace(/\.nx$/, "") + ".nxb";
}

function save(base64: string, name: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes]));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Makes a link to the project, or the playground's program, as it is now. */
export async function showShare(project: Project, file: string, stdin: string, saving: Saving): Promise<void> {
  const body = h("div", { class: "stack" });
  const make = async (): Promise<void> => {
    body.replaceChildren(h("p", null, "Making the link…"));
    try {
      await saving.saveAll();
      const store = project.store;
      const share = await call<{ token: string }>("POST", "ide/shares", {
        title: store.name, settings: { file, stdin: stdin || undefined },
        ...(store instanceof PlatformStore ? { project_id: store.id } : { code: project.files[0]!.text }),
      });
      const address = h("input", { class: "input", readOnly: true, value: `${location.origin}/share/${share.token}`, "aria-label": "Link" });
      const copy = h("button", { type: "button", class: "button button-primary" }, "Copy");
      copy.addEventListener("click", () => {
        address.select();
        void navigator.clipboard?.writeText(address.value).then(() => (copy.textContent = "Copied"));
      });
      body.replaceChildren(
        h("p", null, "Whoever has this link sees these files as they are now, can run them and make a copy. What you change later does not reach it."),
        h("div", { class: "ide-link" }, address, copy),
        h("div", { class: "row" }, h("a", { href: `/share/${share.token}`, target: "_blank" }, "Open it"),
          h("button", {
            type: "button", class: "link-button",
            onclick: () => void call("DELETE", `ide/shares/${share.token}`).then(
              () => body.replaceChildren(h("p", null, "The link is taken back. Copies that were made of it stay.")), (error: unknown) => toast(messageOf(error), { error: true })),
          }, "Take it back")));
      address.focus();
      address.select();
    } catch (error) {
      body.replaceChildren(h("p", { class: "field-error" }, messageOf(error)));
    }
  };
  openDialog("Share", () => [body], "ide-dialog-small");
  await make();
}

/** Themes, keys and habits of the editor. */
export function showSettings(): void {
  const presets: [KeyPreset, string][] = [["default", "Default"], ["vim", "Vim"], ["vscode", "VS Code"]];
  const table = h("tbody");
  const fill = (): void => {
    table.replaceChildren(...allCommands().map((command) => {
      const key = keyOf(command);
      const button = h("button", { type: "button", class: "button button-small", "aria-label": `Key of ${command.title}: ${key ? keyLabel(key) : "none"}. Press to change.` }, key ? keyLabel(key) : "none");
      button.addEventListener("click", () => {
        button.textContent = "Press keys…";
        button.addEventListener("keydown", (event) => {
          event.preventDefault();
          event.stopPropagation();
          const pressed = keyFrom(event);
          if (!pressed) {
            return;
          }
          const bindings = { ...settings.bindings };
          if (pressed === "Escape") {
            delete bindings[command.id];
          } else if (pressed === "Backspace" || pressed === "Delete") {
            bindings[command.id] = "";
          } else if (!/^(Mod|Ctrl|Alt)-|^(Shift-)?F\d+$/.test(pressed)) {
            return;
          } else {
            for (const other of allCommands()) {
              if (other !== command && keyOf(other) === pressed) {
                bindings[other.id] = "";
              }
            }
            bindings[command.id] = pressed;
          }
          change("bindings", bindings);
          fill();
          table.querySelector<HTMLElement>(`[data-command="${command.id}"] button`)?.focus();
        });
      });
      return h("tr", { "data-command": command.id }, h("td", null, command.title), h("td", null, button));
    }));
  };
  fill();
  const check = (name: "highContrast" | "wrap" | "formatOnSave" | "inlayHints", text: string): HTMLElement =>
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: settings[name], onchange: (event: Event) => change(name, (event.target as HTMLInputElement).checked) }), text);
  openDialog("Settings", () => [
    h("div", { class: "ide-settings" },
      h("fieldset", { class: "field" }, h("legend", null, "Theme"), h("div", { class: "chips" }, ...["system", "light", "dark"].map((theme) => radio("theme", theme, theme[0]!.toUpperCase() + theme.slice(1), (document.documentElement.dataset.theme ?? "system") === theme, () => chooseTheme(theme)))),
        check("highContrast", "High contrast")),
      h("fieldset", { class: "field" }, h("legend", null, "Keys"), h("div", { class: "chips" }, ...presets.map(([value, text]) => radio("keys", value, text, settings.keys === value, () => { change("keys", value); fill(); })))),
      h("label", { class: "field" }, h("span", { class: "legend" }, "Size of the code, pixels"),
        h("input", { class: "input input-small", type: "number", min: "10", max: "28", value: String(settings.fontSize), onchange: (event: Event) => change("fontSize", Math.max(10, Math.min(28, Number((event.target as HTMLInputElement).value) || 14))) })),
      h("div", { class: "field" }, check("wrap", "Wrap long lines"), check("formatOnSave", "Format when I save"), check("inlayHints", "Show types and names of parameters within the code")),
      h("details", null, h("summary", null, "Keys of the commands"),
        h("p", { class: "small muted" }, "Press a key's button and then the keys. Escape goes back to the preset, Backspace takes the key away."),
        h("div", { class: "table-scroll", tabIndex: 0, role: "region", "aria-label": "Keys of the commands" }, h("table", null, h("thead", null, h("tr", null, h("th", { scope: "col" }, "Command"), h("th", { scope: "col" }, "Key"))), table)))),
  ]);
}

function radio(name: string, value: string, text: string, checked: boolean, chosen: () => void): HTMLElement {
  return h("label", { class: "chip" }, h("input", { type: "radio", name, value, checked, onchange: chosen }), h("span", null, text));
}

function chooseTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
  const form = document.querySelector<HTMLFormElement>("form[data-theme-form]");
  if (form) {
    const data = new FormData(form);
    data.set("theme", theme);
    // Should the server not answer, the theme holds for this page and nothing else is lost.
    void fetch(form.action, { method: "POST", body: data, redirect: "manual" }).catch(() => undefined);
  }
}
