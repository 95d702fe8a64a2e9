import type { Checkpoint, Store, StoredFile, TrashedFile, Version } from "./project";
import { call, Problem } from "./server";

interface FileResponse {
  id: string;
  path: string;
  content: string;
  version: number;
  deleted_at?: string;
}

/** A project on the platform. */
export class PlatformStore implements Store {
  readonly canShare = true;

  constructor(readonly id: string, public name: string) {}

  async rename(name: string): Promise<void> {
    await call("PUT", `ide/projects/${this.id}`, { name });
    this.name = name;
  }

  async load(): Promise<StoredFile[]> {
    return (await call<FileResponse[]>("GET", `ide/projects/${this.id}/files`)).map(stored);
  }

  async create(path: string, content: string): Promise<StoredFile> {
    return stored(await call<FileResponse>("POST", `ide/projects/${this.id}/files`, { path, content }));
  }

  async save(id: string, content: string, version: number, leaving = false): Promise<{ version: number }> {
    try {
      return await call<FileResponse>("PUT", `ide/files/${id}`, { content }, { keepalive: leaving, headers: { "if-match": `"${version}"` } });
    } catch (error) {
      if (error instanceof Problem && error.status === 409) {
        // An answer that never arrived: what was sent is there.
        const current = await this.read(id);
        if (current.content === content) {
          return current;
        }
      }
      throw error;
    }
  }

  async read(id: string): Promise<StoredFile> {
    return stored(await call<FileResponse>("GET", `ide/files/${id}`));
  }

  async move(id: string, path: string): Promise<void> {
    await call("PATCH", `ide/files/${id}`, { path });
  }

  async trash(id: string): Promise<void> {
    await call("DELETE", `ide/files/${id}`);
  }

  async listTrash(): Promise<TrashedFile[]> {
    return (await call<FileResponse[]>("GET", `ide/projects/${this.id}/files?trashed=true`)).map((file) => ({ id: file.id, path: file.path, deletedAt: file.deleted_at ?? "" }));
  }

  async remove(id: string): Promise<void> {
    await call("DELETE", `ide/trash/files/${id}`);
  }

  async emptyTrash(): Promise<void> {
    await call("DELETE", `ide/projects/${this.id}/trash`);
  }

  async unpack(zip: File): Promise<{ written: number; skipped: { path: string; reason: string }[] }> {
    const answer = await call<{ written: unknown[]; skipped: { path: string; reason: string }[] }>("POST", `ide/projects/${this.id}/upload`, new Blob([zip], { type: "application/zip" }));
    return { written: answer.written.length, skipped: answer.skipped };
  }

  async restore(id: string): Promise<StoredFile> {
    return stored(await call<FileResponse>("POST", `ide/files/${id}/restore`));
  }

  async versions(id: string): Promise<Version[]> {
    return (await call<{ version: number; size_bytes: number; created_at: string }[]>("GET", `ide/files/${id}/versions`))
      .map((version) => ({ version: version.version, at: version.created_at, sizeBytes: version.size_bytes }));
  }

  async readVersion(id: string, version: number): Promise<string> {
    return (await call<{ content?: string }>("GET", `ide/files/${id}/versions/${version}`)).content ?? "";
  }

  async checkpoints(): Promise<Checkpoint[]> {
    return (await call<{ id: string; name: string; created_at: string; file_count: number }[]>("GET", `ide/projects/${this.id}/checkpoints`))
      .map((checkpoint) => ({ id: checkpoint.id, name: checkpoint.name, at: checkpoint.created_at, files: checkpoint.file_count }));
  }

  async createCheckpoint(name: string): Promise<void> {
    await call("POST", `ide/projects/${this.id}/checkpoints`, { name });
  }

  async restoreCheckpoint(id: string): Promise<void> {
    await call("POST", `ide/projects/${this.id}/checkpoints/${id}/restore`);
  }
}

function stored(file: FileResponse): StoredFile {
  return { id: file.id, path: file.path, content: file.content, version: file.version };
}

/** Where a browser keeps what the runs of a project are given to read. */
export function givenKey(project: string): string {
  return `galion-ide-input:${project}`;
}

/** The playground: one file that this browser keeps. */
export class BrowserStore implements Store {
  static readonly key = "galion-playground";
  readonly id = "playground";
  readonly name = "Playground";
  readonly canShare = true;
  #version = 1;

  constructor(readonly start: string) {}

  /** Puts a program in the place of the one that is kept, whose text stays under a name of its own. */
  static begin(program: string, given: string): void {
    const kept = localStorage.getItem(BrowserStore.key);
    if (kept !== null && kept !== program) {
      localStorage.setItem(`${BrowserStore.key}-before`, kept);
    }
    localStorage.setItem(BrowserStore.key, program);
    sessionStorage.setItem(givenKey("playground"), given);
    history.replaceState(null, "", location.pathname);
  }

  load(): Promise<StoredFile[]> {
    return Promise.resolve([{ id: "playground", path: "main.nx", content: localStorage.getItem(BrowserStore.key) ?? this.start, version: this.#version }]);
  }

  save(_: string, content: string): Promise<{ version: number }> {
    localStorage.setItem(BrowserStore.key, content);
    return Promise.resolve({ version: ++this.#version });
  }

  async read(): Promise<StoredFile> {
    return (await this.load())[0]!;
  }

  create(): Promise<StoredFile> {
    return refuse();
  }

  move(): Promise<void> {
    return refuse();
  }

  trash(): Promise<void> {
    return refuse();
  }

  listTrash(): Promise<TrashedFile[]> {
    return Promise.resolve([]);
  }

  remove(): Promise<void> {
    return refuse();
  }

  emptyTrash(): Promise<void> {
    return Promise.resolve();
  }

  unpack(): Promise<never> {
    return refuse();
  }

  restore(): Promise<StoredFile> {
    return refuse();
  }

  versions(): Promise<Version[]> {
    return Promise.resolve([]);
  }

  readVersion(): Promise<string> {
    return refuse();
  }

  checkpoints(): Promise<Checkpoint[]> {
    return Promise.resolve([]);
  }

  createCheckpoint(): Promise<void> {
    return refuse();
  }

  restoreCheckpoint(): Promise<void> {
    return refuse();
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new Problem(403, "playground", "The playground has one file. Keep it as a project to have more."));
}
