import {
  findReferences, findReferencesKeymap, formatDocument, hoverTooltips, jumpToDefinition, jumpToDefinitionKeymap, LSPClient, LSPPlugin, renameKeymap, renameSymbol,
  serverCompletion, serverDiagnostics, signatureHelp, Workspace, type Transport, type WorkspaceFile,
} from "@codemirror/lsp-client";
import { ChangeSet, type ChangeSpec, type Extension, type Text } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { knownDiagnostics, showDiagnostics, type Published } from "./diagnostics";
import { debounce, Signal } from "./dom";
import { inlayHints } from "./inlay-hints";
import type { Move } from "./moves";
import { nexusLanguage } from "./nexuslang";
import type { Buffer, Project } from "./project";
import type { Found } from "./problems";
import { semanticTokens } from "./semantic-tokens";
import { filesChanged, offsetOf, placeOf, type Place } from "./server-marks";
import { usesOfName } from "./uses";

export { findReferences, formatDocument, jumpToDefinition, renameSymbol };

const firstRetryMs = 500;
const longestRetryMs = 20_000;
const elsewhereMs = 300;
const root = "file:///project";
const contentModified = -32801;

export interface OutlineEntry {
  name: string;
  kind: number;
  line: number;
  character: number;
  children: OutlineEntry[];
}

export interface Fix {
  title: string;
  apply(): void;
}

interface CodeAction {
  title: string;
  edit?: { changes?: Record<string, { range: Range; newText: string }[]> };
}

interface LspSymbol {
  name: string;
  kind: number;
  range?: { start: { line: number; character: number } };
  selectionRange?: { start: { line: number; character: number } };
  location?: { range: { start: { line: number; character: number } } };
  children?: LspSymbol[];
}

class ProjectFile implements WorkspaceFile {
  version = 0;
  doc: Text;

  constructor(readonly buffer: Buffer, readonly uri: string) {
    this.doc = buffer.doc;
  }

  readonly languageId = "nexuslang";

  getView(main?: EditorView): EditorView | null {
    return main && this.buffer.views.has(main) ? main : (this.buffer.views.values().next().value ?? null);
  }
}

/** Keeps the server informed of all files of the project, whether an editor shows them or not: programs import each other. */
class ProjectWorkspace extends Workspace {
  files: ProjectFile[] = [];

  constructor(client: LSPClient, readonly project: Project, readonly show: (buffer: Buffer) => EditorView) {
    super(client);
  }

  /** Brings the list in line with the project. */
  list(): void {
    const wanted = new Map(this.project.files.filter((buffer) => buffer.isProgram).map((buffer) => [uriOf(buffer), buffer]));
    for (const file of this.files.filter((candidate) => wanted.get(candidate.uri) !== candidate.buffer)) {
      this.files.splice(this.files.indexOf(file), 1);
      if (this.client.connected) {
        this.client.didClose(file.uri);
      }
    }
    for (const [uri, buffer] of wanted) {
      if (!this.files.some((file) => file.uri === uri)) {
        const file = new ProjectFile(buffer, uri);
        this.#seen(buffer);
        this.files.push(file);
        if (this.client.connected && this.client.serverCapabilities) {
          this.client.didOpen(file);
        }
      }
    }
  }

  syncFiles(): { file: WorkspaceFile; prevDoc: Text; changes: ChangeSet }[] {
    const updates: { file: WorkspaceFile; prevDoc: Text; changes: ChangeSet }[] = [];
    for (const file of this.files) {
      if (file.doc.eq(file.buffer.doc)) {
        this.#seen(file.buffer);
        continue;
      }
      const plugin = file.getView() && LSPPlugin.get(file.getView()!);
      let changes = plugin && plugin.unsyncedChanges.length === file.doc.length ? plugin.unsyncedChanges : file.buffer.unseen;
      if (!changes || changes.length !== file.doc.length || !changes.apply(file.doc).eq(file.buffer.doc)) {
        // Part of the way went past the editor that is asked: the whole text is always right.
        changes = ChangeSet.of({ from: 0, to: file.doc.length, insert: file.buffer.doc }, file.doc.length);
      }
      updates.push({ file, prevDoc: file.doc, changes });
      file.doc = file.buffer.doc;
      file.version++;
      this.#seen(file.buffer);
    }
    return updates;
  }

  override connected(): void {
    for (const file of this.files) {
      file.doc = file.buffer.doc;
      this.#seen(file.buffer);
      this.client.didOpen(file);
    }
  }

  openFile(): void {
    // The editor that says so is still being made, and asks in vain for what it holds.
    queueMicrotask(() => this.list());
  }

  closeFile(): void {
    // Files stay open to the server as long as the project has them.
  }

  override updateFile(uri: string, update: { changes?: never }): void {
    const file = this.getFile(uri) as ProjectFile | null;
    if (file && update.changes) {
      file.buffer.apply(update.changes, "rename");
    }
  }

  override displayFile(uri: string): Promise<EditorView | null> {
    const file = this.getFile(uri) as ProjectFile | null;
    return Promise.resolve(file ? this.show(file.buffer) : null);
  }

  #seen(buffer: Buffer): void {
    buffer.unseen = null;
    for (const view of buffer.views) {
      LSPPlugin.get(view)?.clear();
    }
  }
}

function uriOf({ path }: { path: string }): string {
  return `${root}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** Whose questions end without an answer when the text has changed meanwhile: another question is on its way. */
class Client extends LSPClient {
  override request<Params, Result>(method: string, params: Params): Promise<Result> {
    return super.request<Params, Result>(method, params).catch((error: { code?: number }) => {
      if (error.code === contentModified && method !== "textDocument/rename") {
        return null as Result;
      }
      throw error;
    });
  }
}

/** The language server, over a socket that is opened again when it breaks. */
export class LanguageServer {
  readonly client: LSPClient;
  readonly connectedChanged = new Signal<boolean>();
  /** Diagnostics of a file that no editor shows. */
  readonly found = new Signal<{ buffer: Buffer; found: Found[] }>();
  readonly #workspace: ProjectWorkspace;
  readonly #published = new Map<string, Published["diagnostics"]>();
  #retryMs = firstRetryMs;
  #stopped = false;

  constructor(readonly project: Project, readonly address: string, show: (buffer: Buffer) => EditorView) {
    let workspace!: ProjectWorkspace;
    this.client = new Client({
      rootUri: root,
      timeout: 10_000,
      workspace: (client) => (workspace = new ProjectWorkspace(client, project, show)),
      highlightLanguage: (name) => (name === "" || name.startsWith("nexus") || name === "nx" ? nexusLanguage : null),
      sanitizeHTML: sanitize,
      notificationHandlers: {
        "textDocument/publishDiagnostics": (_, params) => this.#onDiagnostics(params as Published),
      },
      extensions: [
        serverDiagnostics(), serverCompletion(), hoverTooltips(), signatureHelp(),
        keymap.of([...renameKeymap, ...jumpToDefinitionKeymap, ...findReferencesKeymap]),
      ],
    });
    this.#workspace = workspace;
    const changed = new Set<string>();
    const tell = debounce(() => {
      if (this.ready) {
        this.client.sync();
        filesChanged.emit(new Set(changed));
        changed.clear();
      }
    }, elsewhereMs);
    project.changed.on((buffer) => {
      if (buffer.isProgram) {
        changed.add(uriOf(buffer));
        tell();
      }
    });
    project.listed.on(() => {
      this.#workspace.list();
      changed.add(root);
      tell();
    });
    this.#workspace.list();
  }

  extension(buffer: Buffer): Extension {
    return buffer.isProgram
      ? [this.client.plugin(uriOf(buffer), "nexuslang"), knownDiagnostics(buffer), semanticTokens(), inlayHints(), usesOfName()]
      : [];
  }

  get ready(): boolean {
    return this.client.connected && this.client.serverCapabilities !== null;
  }

  /** Answers null when the server is away or has no answer. */
  async format(buffer: Buffer): Promise<void> {
    if (!this.ready || !buffer.isProgram) {
      return;
    }
    this.client.sync();
    const before = buffer.doc;
    const edits = await this.client.request<unknown, { range: Range; newText: string }[] | null>("textDocument/formatting", {
      textDocument: { uri: uriOf(buffer) }, options: { tabSize: 4, insertSpaces: true },
    }).catch(() => null);
    // Somebody typed meanwhile: what the server formatted is not there any more.
    if (edits?.length && buffer.doc.eq(before)) {
      buffer.apply(edits.map((edit) => ({ from: offsetOf(before, edit.range.start), to: offsetOf(before, edit.range.end), insert: edit.newText.replaceAll("\r\n", "\n") })), "format");
    }
  }

  /** What the server offers to do about the mistakes between two positions. */
  async fixes(buffer: Buffer, from: number, to: number): Promise<Fix[]> {
    if (!this.ready || !this.client.serverCapabilities?.codeActionProvider) {
      return [];
    }
    this.client.sync();
    const before = buffer.doc;
    const range = { start: placeOf(before, from), end: placeOf(before, to) };
    const diagnostics = this.#published.get(uriOf(buffer))?.filter((one) => one.range.start.line <= range.end.line && one.range.end.line >= range.start.line) ?? [];
    const actions = await this.client.request<unknown, CodeAction[] | null>("textDocument/codeAction", {
      textDocument: { uri: uriOf(buffer) }, range, context: { diagnostics },
    }).catch(() => null);
    return (actions ?? []).filter((action) => action.edit?.changes).map((action) => ({
      title: action.title,
      apply: () => {
        for (const [uri, edits] of Object.entries(action.edit!.changes!)) {
          const file = this.#workspace.getFile(uri) as ProjectFile | null;
          // What was offered fits the text for which it was asked.
          if (file && (file.buffer !== buffer || buffer.doc.eq(before))) {
            file.buffer.apply(edits.map((edit) => ({ from: offsetOf(file.buffer.doc, edit.range.start), to: offsetOf(file.buffer.doc, edit.range.end), insert: edit.newText })), "input.fix");
          }
        }
      },
    }));
  }

  /** What has to change in which files so that imports go on meaning the files that are about to move; null when the server does not say. */
  async importsAfter(moves: Move[]): Promise<{ buffer: Buffer; changes: ChangeSpec[] }[] | null> {
    // Somebody may type while the server works it out: then the answer is for a text that is no more.
    for (let attempt = 0; attempt < 3 && this.ready; attempt++) {
      this.client.sync();
      const docs = new Map(this.project.files.map((buffer) => [buffer, buffer.doc]));
      const answer = await this.client.request<unknown, CodeAction["edit"] | null>("workspace/willRenameFiles", {
        files: moves.map(([buffer, path]) => ({ oldUri: uriOf(buffer), newUri: uriOf({ path }) })),
      }).catch(() => null);
      if (!answer) {
        return null;
      }
      const edits = Object.entries(answer.changes ?? {}).flatMap(([uri, changes]) => {
        const buffer = (this.#workspace.getFile(uri) as ProjectFile | null)?.buffer;
        return buffer ? [{ buffer, changes: changes.map(({ range, newText }) => ({ from: offsetOf(buffer.doc, range.start), to: offsetOf(buffer.doc, range.end), insert: newText })) }] : [];
      });
      if (edits.every(({ buffer }) => docs.get(buffer)?.eq(buffer.doc))) {
        return edits;
      }
    }
    return null;
  }

  async outline(buffer: Buffer): Promise<OutlineEntry[]> {
    if (!this.ready || !buffer.isProgram || !this.client.serverCapabilities?.documentSymbolProvider) {
      return [];
    }
    this.client.sync();
    const symbols = await this.client.request<unknown, LspSymbol[] | null>("textDocument/documentSymbol", { textDocument: { uri: uriOf(buffer) } }).catch(() => null);
    const convert = (symbol: LspSymbol): OutlineEntry => {
      const start = (symbol.selectionRange ?? symbol.range ?? symbol.location?.range)?.start ?? { line: 0, character: 0 };
      return { name: symbol.name, kind: symbol.kind, ...start, children: (symbol.children ?? []).map(convert) };
    };
    return (symbols ?? []).map(convert);
  }

  stop(): void {
    this.#stopped = true;
    this.client.disconnect();
  }

  #onDiagnostics(params: Published): boolean {
    const file = this.#workspace.getFile(params.uri) as ProjectFile | null;
    this.#published.set(params.uri, params.diagnostics);
    if (!file || (params.version !== undefined && params.version !== file.version)) {
      return true;
    }
    // The editor keeps the messages in their places, but not their codes.
    file.buffer.codes = new Map(params.diagnostics.map((one) => [one.message, String(one.code ?? "")]));
    const shown = showDiagnostics(file.buffer, file.doc, params);
    if (!file.getView()) {
      this.found.emit({ buffer: file.buffer, found: shown });
    }
    return true;
  }

  connect(): void {
    if (!navigator.onLine) {
      addEventListener("online", () => this.connect(), { once: true });
      return;
    }
    const address = new URL(this.address, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    const handlers = new Set<(message: string) => void>();
    const transport: Transport = {
      send: (message) => socket.send(message),
      subscribe: (handler) => handlers.add(handler),
      unsubscribe: (handler) => handlers.delete(handler),
    };
    socket.onopen = () => {
      this.client.connect(transport);
      void this.client.initializing.then(() => {
        this.#retryMs = firstRetryMs;
        this.connectedChanged.emit(true);
      }, () => socket.close());
    };
    socket.onmessage = (event) => {
      for (const handler of handlers) {
        handler(String(event.data));
      }
    };
    socket.onclose = () => {
      this.client.disconnect();
      this.connectedChanged.emit(false);
      if (!this.#stopped) {
        setTimeout(() => this.connect(), this.#retryMs * (0.75 + Math.random() / 2));
        this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      }
    };
  }
}

interface Range {
  start: Place;
  end: Place;
}

/** Documentation is text, code, lists and links of ours; anything else that a file's own doc comments may hold is taken away. */
function sanitize(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of [...page.body.querySelectorAll("*")]) {
    if (!/^(P|PRE|CODE|UL|OL|LI|STRONG|B|EM|I|A|BR|HR|H[1-6]|SPAN|TABLE|THEAD|TBODY|TR|TH|TD|BLOCKQUOTE|DIV)$/.test(element.tagName)) {
      element.replaceWith(element.textContent ?? "");
      continue;
    }
    for (const attribute of [...element.attributes]) {
      const keep = attribute.name === "class" || (attribute.name === "href" && /^(\/(?!\/)|#|https:)/.test(attribute.value));
      if (!keep) {
        element.removeAttribute(attribute.name);
      }
    }
    if (element.tagName === "A") {
      element.setAttribute("target", "_blank");
      element.setAttribute("rel", "noopener");
    }
  }
  return page.body.innerHTML;
}
