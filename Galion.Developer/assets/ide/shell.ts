import { EditorView } from "@codemirror/view";
import { openSearchPanel } from "@codemirror/search";
import { isMac, handleKey, keyLabel, register, run as runCommand } from "./commands";
import { showCompile, showSettings, showShare } from "./dialogs";
import { announce, ask, h, icon, iconButton, toast } from "./dom";
import { redo, undo } from "./editor";
import { EditorGroups } from "./groups";
import { resolveConflict, showCheckpoints, showHistory } from "./history";
import { findReferences, jumpToDefinition, LanguageServer, renameSymbol } from "./lsp";
import { Outline } from "./outline";
import { choose, openPalette } from "./palette";
import { Parts } from "./parts";
import { showPersonality } from "./personality";
import { Problems } from "./problems";
import type { Buffer, Project } from "./project";
import { resizer } from "./resize";
import { inCredits, RunPanel } from "./run";
import { Saving, type SaveState } from "./saving";
import { ProjectSearch } from "./search";
import { messageOf } from "./server";
import { change, settings, settingsChanged } from "./settings";
import { PlatformStore } from "./stores";
import { followKeyboard, touchKeys } from "./touch-keys";
import { showTour } from "./tour";
import { FileTree } from "./tree";

type Side = "files" | "search" | "outline";
type Panel = "output" | "input" | "problems";
type Place = "files" | "code" | "output";

const saveWords: Record<SaveState, string> = {
  saved: "Saved", saving: "Saving…", offline: "Offline: kept on this device", conflict: "Changed elsewhere: choose", failed: "Not saved yet",
};

/** The whole page of the IDE around one project. */
export class Shell {
  readonly groups: EditorGroups;
  readonly saving: Saving;
  readonly run: RunPanel;
  readonly problems: Problems;
  readonly search: ProjectSearch;
  readonly outline: Outline;
  readonly tree: FileTree;
  server: LanguageServer | null = null;
  readonly #side = h("section", { class: "ide-side", "aria-label": "Project" });
  readonly #panel = h("section", { class: "ide-panel", "aria-label": "Results" });
  readonly #place = h("span", { class: "ide-place" });
  readonly #connection = h("span", { class: "ide-connection" }, "Language help: connecting");
  readonly #save = h("button", { type: "button", class: "ide-save", "data-state": "saved" }, saveWords.saved);
  readonly #runButton = h("button", { type: "button", class: "button button-primary button-small ide-run-button", "data-command": "run" });
  readonly #counts = h("span", { class: "ide-count" });
  readonly #tabs = new Map<string, HTMLElement>();
  readonly #parts: Parts;
  #sides: Side[] = [];

  constructor(readonly host: HTMLElement, readonly project: Project, options: { owner: string; languageServer: string | null; playground: boolean; home: string }) {
    this.groups = new EditorGroups(project, (buffer) => [
      this.server?.extension(buffer) ?? [], this.problems.watch(buffer),
      EditorView.updateListener.of((update) => (update.selectionSet || update.docChanged) && update.view === this.groups.active?.view && this.#showPlace(update.view)),
    ]);
    this.saving = new Saving(project, options.owner);
    this.problems = new Problems(project, (buffer, at) => this.#show(buffer, at));
    this.run = new RunPanel(project, (buffer, at) => this.#show(buffer, at), (found) => {
      // The language server marks what it sees as it is typed; what only the run can say goes to the list.
      if (!this.server?.ready) {
        project.files.forEach((buffer) => this.problems.set(buffer, found.get(buffer) ?? []));
      }
    });
    this.search = new ProjectSearch(project, (buffer, at) => this.#show(buffer, at));
    this.outline = new Outline(project, () => this.server, () => this.#current, (buffer, at) => this.#show(buffer, at));
    this.tree = new FileTree(project, (buffer) => this.#show(buffer), (buffer) => void showHistory(buffer, this.saving), () => this.#current, () => this.saving.saveAll(), () => this.server);
    if (options.languageServer) {
      this.server = new LanguageServer(project, options.languageServer, (buffer) => this.groups.open(buffer));
      // The answer brings a visitor without an account the session that the server asks for.
      void this.run.ready.then(() => this.server!.connect());
      this.server.connectedChanged.on((connected) => {
        this.#connection.textContent = connected ? "Language help: on" : "Language help: reconnecting";
        this.#connection.dataset.on = String(connected);
        this.outline.soon();
      });
      this.server.found.on(({ buffer, found }) => this.problems.set(buffer, found));
    } else {
      this.#connection.hidden = true;
    }
    this.#parts = new Parts(host);
    this.#register(options.playground);
    this.#build(options);
    this.#listen();
  }

  /** What takes the playground's program along: to a project, or to an account first. */
  get #keep(): HTMLElement | null {
    const keep = this.host.querySelector<HTMLElement>("[data-keep]");
    return keep instanceof HTMLFormElement ? keep.querySelector("button") : keep;
  }

  get #current(): Buffer | null {
    return this.groups?.active?.buffer ?? null;
  }

  /** Opens what was open before, or the program that begins. */
  begin(): void {
    const key = `galion-ide-open:${this.project.store.name}`;
    const first = this.project.find(sessionStorage.getItem(key) ?? "") ?? this.project.find("main.nx") ?? this.project.files[0];
    if (first) {
      this.groups.open(first);
    }
    this.groups.activeChanged.on(() => this.#current && sessionStorage.setItem(key, this.#current.path));
    const recovered = this.saving.recover();
    if (recovered > 0) {
      toast(`What you wrote last time is back in ${recovered} ${recovered === 1 ? "file" : "files"}, and is being saved.`);
    }
    void this.run.ready.then(() => this.#showRun());
    if (!settings.tourSeen) {
      showTour(this.host);
    }
  }

  #show(buffer: Buffer, at?: { from: number; to?: number }): void {
    this.#go("code");
    this.groups.open(buffer, at);
  }

  #build({ playground, home }: { playground: boolean; home: string }): void {
    this.#save.addEventListener("click", () => this.#onSaveButton());
    this.#runButton.addEventListener("click", () => runCommand(this.run.running ? "stop" : "run"));
    this.#showRun();
    const bar = this.host.querySelector("[data-toolbar]")!;
    bar.replaceChildren(...[
      h("a", { class: "ide-project", href: home, title: playground ? "Playground" : "All projects" }, icon("folder"), h("span", null, this.project.store.name)),
      this.#save, h("span", { class: "ide-spring" }),
      this.run.budget, this.#runButton,
      playground ? this.host.querySelector<HTMLElement>("[data-keep]") : null,
      this.#tool("share", "Share", "share"), ...(playground ? [] : [this.#tool("split", "Split", "split")]),
      this.#tool("settings", "Settings", "settings"), this.#tool("more", "All commands", "palette"),
    ].filter((part) => part !== null));
    const stage = h("div", { class: "ide-stage" });
    this.host.querySelector("[data-stage]")!.replaceWith(stage);

    const sides: [Side, string, string, HTMLElement][] = [["files", "Files", "folder", this.tree.element], ["search", "Search", "search", this.search.element], ["outline", "Outline", "outline", this.outline.element]];
    if (playground) {
      // One file needs no tree.
      sides.shift();
    }
    this.#sides = sides.map(([id]) => id);
    this.#side.append(this.#tabList("Project", "side", sides.map(([id, label, name]) => [id, label, name]), (id) => this.#showSide(id as Side)),
      ...sides.map(([id, , , element]) => panelOf("side", id, element)));
    this.#panel.append(this.#tabList("Results", "panel", [["output", "Output", "panel"], ["input", "Input", "edit"], ["problems", "Problems", "problem"]], (id) => this.#showPanel(id as Panel)),
      panelOf("panel", "output", this.run.element), panelOf("panel", "input", this.run.inputElement), panelOf("panel", "problems", this.problems.element));
    this.#tabs.get("panel-problems")!.append(this.#counts);
    this.problems.onCount = (errors, warnings) => {
      this.#counts.textContent = errors + warnings ? String(errors + warnings) : "";
      this.#counts.dataset.severity = errors ? "error" : "warning";
    };

    const middle = h("div", { class: "ide-middle" }, this.groups.element, touchKeys(() => this.groups.active?.view),
      resizer(this.host, "Height of the results", { vertical: false, property: "--panel-height", value: settings.panelHeight, min: 96, max: () => innerHeight * 0.7, invert: true, done: (value) => change("panelHeight", value) }),
      this.#panel);
    stage.append(this.#side,
      resizer(this.host, "Width of the project's column", { vertical: true, property: "--side-width", value: settings.sideWidth, min: 160, max: () => innerWidth * 0.5, done: (value) => change("sideWidth", value) }),
      middle);
    const places: [Place, string, string][] = [["files", playground ? "Outline" : "Files", playground ? "outline" : "folder"], ["code", "Code", "code"], ["output", "Results", "panel"]];
    this.host.append(
      h("footer", { class: "ide-status" }, this.#place, this.#connection, h("span", { class: "ide-spring" }), h("span", { class: "ide-language" }, "NexusLang")),
      h("nav", { class: "ide-places", "aria-label": "Parts of the editor" }, ...places.map(([id, label, name]) =>
        h("button", { type: "button", "data-place": id, onclick: () => this.#go(id) }, icon(name, 20), label)),
      // A narrow window has no room for it in the bar.
      this.#keep instanceof HTMLAnchorElement ? h("a", { href: this.#keep.href, title: "Keep the program: sign up" }, icon("person", 20), "Sign up") : ""));
    this.#showSide(playground ? "outline" : "files");
    this.#showPanel("output");
    this.#go("code");
    this.#applySettings();
  }

  #tool(name: string, label: string, command: string): HTMLElement {
    return iconButton(name, label, () => runCommand(command), { "data-command": command, class: "ide-icon ide-tool" });
  }

  #tabList(label: string, group: string, tabs: [id: string, label: string, icon: string][], show: (id: string) => void): HTMLElement {
    const list = h("div", { class: "ide-part-tabs", role: "tablist", "aria-label": label }, ...tabs.map(([id, text, name]) => {
      const tab = h("button", { type: "button", role: "tab", id: `tab-${group}-${id}`, "aria-controls": `${group}-${id}`, onclick: () => show(id) }, icon(name), h("span", null, text));
      this.#tabs.set(`${group}-${id}`, tab);
      return tab;
    }));
    list.addEventListener("keydown", (event) => {
      const items = [...list.children] as HTMLElement[];
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step) {
        event.preventDefault();
        const next = items[(items.indexOf(event.target as HTMLElement) + step + items.length) % items.length]!;
        next.click();
        next.focus();
      }
    });
    return list;
  }

  #select(group: string, ids: string[], chosen: string): void {
    for (const id of ids) {
      const tab = this.#tabs.get(`${group}-${id}`)!;
      tab.setAttribute("aria-selected", String(id === chosen));
      tab.tabIndex = id === chosen ? 0 : -1;
      this.host.querySelector<HTMLElement>(`#${group}-${id}`)!.hidden = id !== chosen;
    }
  }

  #showSide(side: Side): void {
    this.#select("side", this.#sides, side);
    this.outline.visible = side === "outline";
    this.outline.soon();
  }

  #showPanel(panel: Panel): void {
    this.#select("panel", ["output", "input", "problems"], panel);
  }

  /** On a narrow window one part is shown at a time. */
  #go(place: Place): void {
    if (place !== "code" && settings.hidden.includes(place)) {
      this.#toggle(place);
    }
    this.host.dataset.place = place;
    for (const button of this.host.querySelectorAll("[data-place]")) {
      if (button.getAttribute("data-place") === place) {
        button.setAttribute("aria-current", "true");
      } else {
        button.removeAttribute("aria-current");
      }
    }
    this.groups.active?.view.requestMeasure();
  }

  /** Gives the code the room of the side, or of the results, or takes it back. */
  #toggle(place: Place): void {
    const hides = !settings.hidden.includes(place);
    const had = (place === "files" ? this.#side : this.#panel).contains(document.activeElement);
    change("hidden", hides ? [...settings.hidden, place] : settings.hidden.filter((other) => other !== place));
    if (hides && had) {
      this.groups.active?.view.focus();
    }
  }

  #showRun(): void {
    const running = this.run.running;
    const price = this.run.limits?.run_price_credits;
    this.#runButton.replaceChildren(icon(running ? "stop" : "play"), h("span", null, running ? "Stop" : "Run"),
      !running && price !== undefined ? h("span", { class: "price" }, inCredits(price)) : "");
    this.#runButton.title = running ? "Stop the run" : `Run this file (${keyLabel("Mod-Enter")})`;
  }

  #listen(): void {
    followKeyboard(this.host, () => this.groups.active?.view);
    document.addEventListener("keydown", (event) => handleKey(event), true);
    this.run.runningChanged.on(() => this.#showRun());
    this.saving.stateChanged.on((state) => {
      this.#save.textContent = saveWords[state];
      this.#save.dataset.state = state;
      this.#save.title = state === "offline" || state === "failed" ? this.saving.reason : "";
      if (state === "offline") {
        announce("Offline. What you write is kept on this device and sent when the connection is back.");
      }
    });
    this.saving.conflicts.on((buffer) => void resolveConflict(buffer, this.saving));
    this.groups.activeChanged.on((view) => {
      this.tree.mark();
      this.outline.soon();
      this.#showPlace(view);
    });
    settingsChanged.on(() => this.#applySettings());
  }

  #showPlace(view: EditorView): void {
    const { main, ranges } = view.state.selection;
    const line = view.state.doc.lineAt(main.head);
    this.#place.textContent = `Line ${line.number}, column ${main.head - line.from + 1}${ranges.length > 1 ? `, ${ranges.length} cursors` : main.empty ? "" : `, ${Math.abs(main.to - main.from)} selected`}`;
  }

  #applySettings(): void {
    this.host.style.setProperty("--code-size", `${settings.fontSize}px`);
    document.documentElement.toggleAttribute("data-contrast", settings.highContrast);
    this.host.dataset.hidden = settings.hidden.join(" ");
    this.groups.active?.view.requestMeasure();
  }

  #onSaveButton(): void {
    if (this.saving.state === "conflict") {
      const buffer = this.project.files.find((candidate) => candidate.dirty);
      if (buffer) {
        void resolveConflict(buffer, this.saving);
      }
    } else {
      runCommand("save");
    }
  }

  async #saveNow(): Promise<void> {
    const buffer = this.#current;
    if (buffer && settings.formatOnSave) {
      await this.server?.format(buffer);
    }
    await this.saving.saveAll();
    if (this.saving.state === "saved") {
      announce("Saved");
    }
  }

  async #runCurrent(): Promise<void> {
    const buffer = this.#current?.isProgram ? this.#current : this.project.find("main.nx");
    if (!buffer) {
      toast("Open a program that ends in .nx to run it.", { error: true });
      return;
    }
    this.#showPanel("output");
    this.#go("output");
    await this.saving.saveAll();
    if (this.saving.state === "offline" || this.saving.state === "conflict") {
      toast(this.saving.state === "offline" ? "Running needs a connection. Your text is kept on this device; nothing was charged." : "Choose first which text is to be kept; then run.", { error: true });
      return;
    }
    await this.run.start(buffer);
  }

  #register(playground: boolean): void {
    const withEditor = (command: (view: EditorView) => unknown) => () => {
      const view = this.groups.active?.view;
      if (view) {
        view.focus();
        command(view);
      }
    };
    const ready = (): boolean => this.server?.ready ?? false;
    const inProject = (): boolean => !playground;
    register(
      { id: "run", title: "Run this file", key: "Mod-Enter", run: () => void this.#runCurrent() },
      { id: "stop", title: "Stop the run", key: "Mod-Shift-Enter", when: () => this.run.running, run: () => void this.run.stop() },
      { id: "save", title: "Save and format", key: "Mod-s", run: () => void this.#saveNow() },
      { id: "palette", title: "All commands", key: "F1", also: "Mod-Shift-p", run: () => openPalette() },
      { id: "go-file", title: "Go to file", key: "Mod-p", notInVim: true, when: inProject, run: () => choose("Go to file", this.project.files.map((buffer) => ({ title: buffer.path, run: () => this.#show(buffer) }))) },
      { id: "find", title: "Find and replace in this file", run: withEditor(openSearchPanel) },
      { id: "find-files", title: "Find and replace in all files", key: "Mod-Shift-f", run: () => { this.#go("files"); this.#showSide("search"); this.search.focus(this.#selectedText()); } },
      { id: "definition", title: "Go to definition (F12)", when: ready, run: withEditor(jumpToDefinition) },
      { id: "references", title: "Find references (Shift+F12)", when: ready, run: withEditor(findReferences) },
      { id: "rename-symbol", title: "Rename this name everywhere (F2)", when: ready, run: withEditor(renameSymbol) },
      { id: "fix", title: "Quick fix", key: "Mod-.", when: ready, run: () => void this.#fix() },
      { id: "format", title: "Format this file", key: "Alt-Shift-f", when: ready, run: () => this.#current && void this.server?.format(this.#current) },
      { id: "undo", title: "Undo", run: withEditor(undo) },
      { id: "redo", title: "Redo", run: withEditor(redo) },
      { id: "new-file", title: "New file", key: isMac ? "Ctrl-n" : "Alt-n", when: inProject, run: () => void this.tree.create() },
      { id: "rename-file", title: "Rename or move this file", when: inProject, run: () => this.#current && void this.tree.rename(this.#current) },
      { id: "move-file", title: "Move this file to a folder", when: inProject, run: () => this.#current && this.tree.chooseFolder(this.#current.path) },
      { id: "trash-file", title: "Move this file to the trash", when: inProject, run: () => this.#current && void this.tree.remove(this.#current) },
      { id: "rename-project", title: "Rename the project", when: inProject, run: () => void this.#renameProject() },
      { id: "history", title: "History of this file", when: inProject, run: () => this.#current && void showHistory(this.#current, this.saving) },
      { id: "checkpoints", title: "Checkpoints of the project", when: inProject, run: () => void showCheckpoints(this.project, this.saving) },
      { id: "download", title: "Download the project (ZIP)", when: inProject, run: () => void this.#download() },
      { id: "share", title: "Share a link", run: () => void showShare(this.project, this.#current?.isProgram ? this.#current.path : "main.nx", this.run.given, this.saving) },
      { id: "keep", title: "Keep this program", when: () => this.#keep !== null, run: () => this.#keep!.click() },
      { id: "budget", title: "AI budget of the runs", when: () => (this.run.limits?.max_budget_credits ?? 0) > 0, run: () => void this.run.askBudget() },
      { id: "compile", title: "Compile this file", run: () => this.#current && this.#current.isProgram && void showCompile(this.#current, this.saving) },
      { id: "personality", title: "Personality", run: () => this.#current?.isProgram && showPersonality(this.#current) },
      { id: "split", title: "Split the editor, or join it again", key: "Mod-\\", run: () => this.groups.split() },
      { id: "close-tab", title: "Close this tab", key: "Alt-w", run: () => this.groups.closeActive() },
      { id: "next-tab", title: "Next tab", key: "Alt-PageDown", run: () => this.groups.step(1) },
      { id: "previous-tab", title: "Previous tab", key: "Alt-PageUp", run: () => this.groups.step(-1) },
      { id: "tab-left", title: "Move this tab to the left", key: "Alt-Shift-PageUp", run: () => this.groups.shift(-1) },
      { id: "tab-right", title: "Move this tab to the right", key: "Alt-Shift-PageDown", run: () => this.groups.shift(1) },
      { id: "tab-aside", title: "Move this tab to the other side", when: () => this.groups.canShiftAside, run: () => this.groups.shiftAside() },
      { id: "next-part", title: "Next part of the page", key: "F6", run: () => this.#parts.step(1) },
      { id: "previous-part", title: "Previous part of the page", key: "Shift-F6", run: () => this.#parts.step(-1) },
      { id: "toggle-side", title: "Hide or show the side", key: "Mod-b", notInVim: true, run: () => this.#toggle("files") },
      { id: "toggle-panel", title: "Hide or show the results", key: "Mod-j", notInVim: true, run: () => this.#toggle("output") },
      { id: "show-files", title: "Show the files", key: "Alt-1", vscode: "Mod-Shift-e", when: inProject, run: () => { this.#go("files"); this.#showSide("files"); this.#tabs.get("side-files")!.focus(); } },
      { id: "show-outline", title: "Show the outline", key: "Alt-2", run: () => { this.#go("files"); this.#showSide("outline"); this.#tabs.get("side-outline")!.focus(); } },
      { id: "show-output", title: "Show the output", key: "Alt-3", vscode: "Mod-Shift-u", run: () => { this.#go("output"); this.#showPanel("output"); this.#tabs.get("panel-output")!.focus(); } },
      { id: "show-problems", title: "Show the problems", key: "Alt-4", vscode: "Mod-Shift-m", run: () => { this.#go("output"); this.#showPanel("problems"); this.#tabs.get("panel-problems")!.focus(); } },
      { id: "show-input", title: "Show the input", key: "Alt-5", run: () => { this.#go("output"); this.#showPanel("input"); this.#tabs.get("panel-input")!.focus(); } },
      { id: "focus-editor", title: "Go to the editor", key: "Alt-0", run: () => { this.#go("code"); this.groups.active?.view.focus(); } },
      { id: "settings", title: "Settings", key: "Mod-,", run: () => showSettings() },
      { id: "contrast", title: "High contrast on or off", run: () => change("highContrast", !settings.highContrast) },
      { id: "hints", title: "Types and parameters within the code on or off", when: ready, run: () => change("inlayHints", !settings.inlayHints) },
      { id: "tour", title: "Show the tour", run: () => showTour(this.host) },
      { id: "reference", title: "Open the language reference", run: () => void window.open("/docs/language", "_blank") },
      { id: "library", title: "Open the standard library", run: () => void window.open("/docs/library", "_blank") },
      { id: "runs", title: "Runs of this project, with what they cost", when: inProject, run: () => location.assign(`/ide/runs?project=${this.project.store.id}`) },
      { id: "usage", title: "Usage of this project by day", when: inProject, run: () => location.assign(`/ide/usage?project=${this.project.store.id}`) },
      { id: "shares", title: "Links that I shared", when: inProject, run: () => location.assign("/ide/shares") },
      { id: "examples", title: "Open the examples", run: () => location.assign("/examples") },
    );
  }

  #selectedText(): string {
    const view = this.groups.active?.view;
    const main = view?.state.selection.main;
    return view && main && !main.empty && main.to - main.from < 200 ? view.state.sliceDoc(main.from, main.to).split("\n")[0]! : "";
  }

  async #fix(): Promise<void> {
    const active = this.groups.active;
    if (!active) {
      return;
    }
    const { from, to } = active.view.state.selection.main;
    const fixes = (await this.server?.fixes(active.buffer, from, to)) ?? [];
    if (fixes.length === 0) {
      toast("Nothing to mend here. Put the cursor on a mark that has a suggestion.");
    } else if (fixes.length === 1) {
      fixes[0]!.apply();
      announce(fixes[0]!.title);
    } else {
      choose("Quick fix", fixes.map((fix) => ({ title: fix.title, run: () => fix.apply() })));
    }
  }

  async #renameProject(): Promise<void> {
    const store = this.project.store;
    if (!(store instanceof PlatformStore)) {
      return;
    }
    const name = await ask("Rename the project", "Name", store.name, "Rename", (value) => (value ? null : "A project needs a name."));
    if (name && name !== store.name) {
      try {
        await store.rename(name);
        this.host.querySelector(".ide-project span")!.textContent = name;
        document.title = document.title.replace(/^.* · /, `${name} · `);
      } catch (error) {
        toast(messageOf(error), { error: true });
      }
    }
  }

  async #download(): Promise<void> {
    const store = this.project.store;
    if (store instanceof PlatformStore) {
      try {
        await this.saving.saveAll();
        h("a", { href: `/ide/api/ide/projects/${store.id}/download`, download: "" }).click();
      } catch (error) {
        toast(messageOf(error), { error: true });
      }
    }
  }
}

function panelOf(group: string, id: string, content: HTMLElement): HTMLElement {
  return h("div", { class: "ide-part", id: `${group}-${id}`, role: "tabpanel", "aria-labelledby": `tab-${group}-${id}` }, content);
}
