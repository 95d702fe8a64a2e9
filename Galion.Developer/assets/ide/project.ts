import { ChangeSet, Text, type ChangeSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { Signal } from "./dom";

/** A file as the store keeps it. */
export interface StoredFile {
  id: string;
  path: string;
  content: string;
  /** Counts up with each change of the content; a save names the version it began from. */
  version: number;
}

export interface TrashedFile {
  id: string;
  path: string;
  deletedAt: string;
}

export interface Version {
  version: number;
  at: string;
  sizeBytes: number;
}

export interface Checkpoint {
  id: string;
  name: string;
  at: string;
  files: number;
}

/** Where a project lives: on the platform, or in this browser for the playground. Failures are `Problem`s. */
export interface Store {
  readonly id: string;
  readonly name: string;
  readonly canShare: boolean;
  load(): Promise<StoredFile[]>;
  create(path: string, content: string): Promise<StoredFile>;
  /** Fails with status 409 when the file is no longer at `version`. */
  save(id: string, content: string, version: number, leaving?: boolean): Promise<{ version: number }>;
  read(id: string): Promise<StoredFile>;
  move(id: string, path: string): Promise<void>;
  trash(id: string): Promise<void>;
  listTrash(): Promise<TrashedFile[]>;
  /** Removes one file in the trash for good. */
  remove(id: string): Promise<void>;
  /** Removes what is in the trash for good. */
  emptyTrash(): Promise<void>;
  /** Adds the files of a ZIP. */
  unpack(zip: File): Promise<{ written: number; skipped: { path: string; reason: string }[] }>;
  restore(id: string): Promise<StoredFile>;
  versions(id: string): Promise<Version[]>;
  readVersion(id: string, version: number): Promise<string>;
  checkpoints(): Promise<Checkpoint[]>;
  createCheckpoint(name: string): Promise<void>;
  restoreCheckpoint(id: string): Promise<void>;
}

/** One file in the editor: its text as it is now, wherever it is shown. */
export class Buffer {
  doc: Text;
  savedText: string;
  version: number;
  readonly views = new Set<EditorView>();
  /** The codes of what is wrong with it, by message. */
  codes = new Map<string, string>();
  /** What happened to the text since a language server was told, for files that no editor shows. */
  unseen: ChangeSet | null = null;

  constructor(readonly project: Project, readonly id: string, public path: string, content: string, version: number) {
    this.savedText = normalized(content);
    this.doc = Text.of(this.savedText.split("\n"));
    this.version = version;
  }

  get name(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }

  get isProgram(): boolean {
    return this.path.endsWith(".nx");
  }

  get text(): string {
    return this.doc.toString();
  }

  get dirty(): boolean {
    return this.doc.length !== this.savedText.length || this.text !== this.savedText;
  }

  /** Changes the text through an editor that shows it, or directly. */
  apply(changes: ChangeSpec, userEvent = "input"): void {
    const view = this.views.values().next().value;
    if (view) {
      view.dispatch({ changes, userEvent });
      return;
    }
    const set = ChangeSet.of(changes, this.doc.length);
    this.doc = set.apply(this.doc);
    this.unseen = this.unseen ? this.unseen.compose(set) : set;
    this.project.changed.emit(this);
  }

  replaceAll(text: string): void {
    const next = normalized(text);
    if (next !== this.text) {
      this.apply(smallest(this.doc, next));
    }
  }
}

export function normalized(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
}

/** The one change that turns the document into the text, without the start and end that they share, so that cursors stay. */
function smallest(doc: Text, next: string): ChangeSpec {
  const old = doc.toString();
  let start = 0;
  while (start < old.length && start < next.length && old.charCodeAt(start) === next.charCodeAt(start)) {
    start++;
  }
  let end = 0;
  while (end < old.length - start && end < next.length - start && old.charCodeAt(old.length - 1 - end) === next.charCodeAt(next.length - 1 - end)) {
    end++;
  }
  return { from: start, to: old.length - end, insert: next.slice(start, next.length - end) };
}

/** The files of the project that is open. */
export class Project {
  readonly buffers = new Map<string, Buffer>();
  /** A text changed, by typing or otherwise. */
  readonly changed = new Signal<Buffer>();
  /** Files came, went or were renamed. */
  readonly listed = new Signal();
  /** A file went away for good or to the trash. */
  readonly removed = new Signal<Buffer>();
  readonly renamed = new Signal<{ buffer: Buffer; from: string }>();

  constructor(readonly store: Store) {}

  async load(): Promise<void> {
    for (const file of await this.store.load()) {
      this.add(file);
    }
    this.listed.emit();
  }

  get files(): Buffer[] {
    return [...this.buffers.values()].sort((a, b) => a.path.localeCompare(b.path));
  }

  find(path: string): Buffer | undefined {
    return this.files.find((buffer) => buffer.path === path);
  }

  add(file: StoredFile): Buffer {
    const buffer = new Buffer(this, file.id, file.path, file.content, file.version);
    this.buffers.set(file.id, buffer);
    return buffer;
  }

  async create(path: string, content = ""): Promise<Buffer> {
    const buffer = this.add(await this.store.create(path, content));
    this.listed.emit();
    return buffer;
  }

  async move(buffer: Buffer, path: string): Promise<void> {
    await this.store.move(buffer.id, path);
    const from = buffer.path;
    buffer.path = path;
    this.renamed.emit({ buffer, from });
    this.listed.emit();
  }

  async trash(buffer: Buffer): Promise<void> {
    await this.store.trash(buffer.id);
    this.buffers.delete(buffer.id);
    this.removed.emit(buffer);
    this.listed.emit();
  }

  async restore(id: string): Promise<Buffer> {
    const buffer = this.add(await this.store.restore(id));
    this.listed.emit();
    return buffer;
  }

  /** Takes the files as the store has them now, after it changed them itself. */
  async reload(): Promise<void> {
    const stored = await this.store.load();
    for (const buffer of this.files) {
      if (!stored.some((file) => file.id === buffer.id)) {
        this.buffers.delete(buffer.id);
        this.removed.emit(buffer);
      }
    }
    for (const file of stored) {
      const buffer = this.buffers.get(file.id);
      if (buffer) {
        buffer.path = file.path;
        buffer.version = file.version;
        buffer.savedText = normalized(file.content);
        buffer.replaceAll(file.content);
      } else {
        this.add(file);
      }
    }
    this.listed.emit();
  }

  /** Null when a file may be called so, otherwise why not. */
  checkPath(path: string, except?: Buffer): string | null {
    if (!path) {
      return "A file needs a name.";
    }
    if (path.startsWith("/") || path.endsWith("/") || path.includes("//") || path.split("/").some((part) => part === "." || part === "..")) {
      return "Write a path inside the project, such as lib/shapes.nx.";
    }
    if (!/^[\p{L}\p{N}_.\- /]+$/u.test(path) || path.length > 200) {
      return "Use letters, digits, spaces, points, hyphens and underscores, 200 characters at most.";
    }
    const taken = this.find(path);
    return taken && taken !== except ? "There is a file of this name already." : null;
  }
}
