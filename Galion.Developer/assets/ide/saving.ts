import { debounce, Signal } from "./dom";
import type { Buffer, Project } from "./project";
import { messageOf, Problem } from "./server";

export type SaveState = "saved" | "saving" | "offline" | "conflict" | "failed";

interface Draft {
  content: string;
  version: number;
}

const quietMs = 700;
const draftMs = 150;
const firstRetryMs = 1000;
const longestRetryMs = 30_000;

/**
 * Sends what is written a moment after the last key. Until the store has it, it is kept in this browser as well, so that closing the
 * page, a crash or a lost connection loses nothing.
 */
export class Saving {
  readonly stateChanged = new Signal<SaveState>();
  readonly conflicts = new Signal<Buffer>();
  state: SaveState = "saved";
  /** Why the last attempt failed, for people. */
  reason = "";
  readonly #saving = new Map<Buffer, Promise<void>>();
  readonly #conflicted = new Set<Buffer>();
  readonly #drafts = debounce(() => this.#keepDrafts(), draftMs);
  readonly #later = debounce(() => void this.saveAll(), quietMs);
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  #touched = new Set<Buffer>();

  /** @param owner Whose drafts these are: people who share a browser never see each other's. */
  constructor(readonly project: Project, readonly owner: string) {
    project.changed.on((buffer) => {
      this.#touched.add(buffer);
      this.#drafts();
      this.#later();
      if (this.state === "saved") {
        this.#set("saving");
      }
    });
    project.removed.on((buffer) => this.#forget(buffer));
    addEventListener("online", () => this.#again());
    addEventListener("offline", () => this.#isDirty && this.#set("offline"));
    // The last moment at which a page is sure to be heard.
    document.addEventListener("visibilitychange", () => document.hidden && this.#leave());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("beforeunload", (event) => {
      this.#leave();
      if (this.#unkept) {
        event.preventDefault();
      }
    });
  }

  #unkept = false;

  get #isDirty(): boolean {
    return this.project.files.some((buffer) => buffer.dirty);
  }

  /** Puts back what an earlier visit could not send. */
  recover(): number {
    let found = 0;
    for (const buffer of this.project.files) {
      const draft = this.#readDraft(buffer);
      if (!draft || draft.content === buffer.savedText) {
        this.#forget(buffer);
        continue;
      }
      found++;
      const stale = draft.version !== buffer.version;
      buffer.replaceAll(draft.content);
      if (stale) {
        this.#conflict(buffer);
      }
    }
    return found;
  }

  async saveAll(): Promise<void> {
    this.#later.cancel();
    await Promise.all(this.project.files.filter((buffer) => buffer.dirty && !this.#conflicted.has(buffer)).map((buffer) => this.save(buffer)));
    this.#settle();
  }

  /** Sends one file; several calls while one is under way become one more save after it. */
  save(buffer: Buffer): Promise<void> {
    const running = this.#saving.get(buffer);
    if (running) {
      return running.then(() => (buffer.dirty && !this.#conflicted.has(buffer) && this.state === "saving" ? this.save(buffer) : undefined));
    }
    const saving = this.#send(buffer).finally(() => {
      this.#saving.delete(buffer);
      this.#settle();
    });
    this.#saving.set(buffer, saving);
    return saving;
  }

  /** Ends a conflict: the text in the editor is to follow the version that the store has now. */
  resolve(buffer: Buffer, theirs: { content: string; version: number }, text: string): void {
    this.#conflicted.delete(buffer);
    buffer.version = theirs.version;
    buffer.savedText = theirs.content;
    buffer.replaceAll(text);
    if (buffer.dirty) {
      void this.save(buffer);
    } else {
      this.#forget(buffer);
      this.#settle();
    }
  }

  async #send(buffer: Buffer): Promise<void> {
    const content = buffer.text;
    if (content === buffer.savedText) {
      return;
    }
    this.#set("saving");
    try {
      const { version } = await this.project.store.save(buffer.id, content, buffer.version);
      buffer.version = version;
      buffer.savedText = content;
      this.#retryMs = firstRetryMs;
      if (!buffer.dirty) {
        this.#forget(buffer);
      }
    } catch (error) {
      this.#keepDrafts();
      if (error instanceof Problem && error.status === 409) {
        this.#conflict(buffer);
      } else if (error instanceof Problem && error.away) {
        this.reason = error.message;
        this.#set("offline");
        this.#scheduleRetry();
      } else {
        this.reason = messageOf(error);
        this.#set("failed");
        this.#scheduleRetry();
      }
    }
  }

  #conflict(buffer: Buffer): void {
    this.#conflicted.add(buffer);
    this.#set("conflict");
    this.conflicts.emit(buffer);
  }

  #settle(): void {
    if (this.#saving.size > 0 || (this.#isDirty && (this.state === "offline" || this.state === "failed"))) {
      return;
    }
    if (this.#conflicted.size > 0) {
      this.#set("conflict");
    } else if (!this.#isDirty) {
      clearTimeout(this.#retry);
      this.#set("saved");
    } else {
      this.#later();
    }
  }

  #scheduleRetry(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#again(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }

  #again(): void {
    clearTimeout(this.#retry);
    if (this.#isDirty) {
      this.#set("saving");
      void this.saveAll();
    }
  }

  #leave(): void {
    this.#keepDrafts();
    for (const buffer of this.project.files) {
      if (buffer.dirty && !this.#conflicted.has(buffer) && !this.#saving.has(buffer) && buffer.doc.length < 60_000) {
        // Its answer may come to nobody: the draft stays until a later visit finds that the store has it.
        void this.#sendLeaving(buffer);
      }
    }
  }

  async #sendLeaving(buffer: Buffer): Promise<void> {
    const content = buffer.text;
    const saving = this.project.store.save(buffer.id, content, buffer.version, true).then(({ version }) => {
      buffer.version = version;
      buffer.savedText = content;
      if (!buffer.dirty) {
        this.#forget(buffer);
      }
    }).catch(() => undefined).finally(() => {
      this.#saving.delete(buffer);
      this.#settle();
    });
    this.#saving.set(buffer, saving);
    await saving;
  }

  #set(state: SaveState): void {
    if (state !== this.state) {
      this.state = state;
      this.stateChanged.emit(state);
    }
  }

  #key(buffer: Buffer): string {
    return `galion-draft:${this.owner}:${buffer.id}`;
  }

  #keepDrafts(): void {
    this.#drafts.cancel();
    this.#unkept = false;
    for (const buffer of this.#touched) {
      if (!buffer.dirty) {
        continue;
      }
      try {
        localStorage.setItem(this.#key(buffer), JSON.stringify({ content: buffer.text, version: buffer.version } satisfies Draft));
      } catch {
        // No room: then the browser asks before the page is left while something is not saved.
        this.#unkept = true;
      }
    }
  }

  #readDraft(buffer: Buffer): Draft | null {
    try {
      return JSON.parse(localStorage.getItem(this.#key(buffer)) ?? "null") as Draft | null;
    } catch {
      return null;
    }
  }

  #forget(buffer: Buffer): void {
    this.#touched.delete(buffer);
    this.#conflicted.delete(buffer);
    localStorage.removeItem(this.#key(buffer));
  }
}
