import type { LanguageServer } from "./lsp";
import type { Buffer, Project } from "./project";

export type Move = [buffer: Buffer, to: string];

/** How files were moved together. */
export interface Moved {
  /** For people: what was written in other files so that they find the moved ones, or that it could not be. Empty when there was nothing to do. */
  imports: string;
  /** Moves everything back, and the imports with it. */
  undo(): Promise<void>;
}

/**
 * Moves files, and changes the imports that name them. Either all of it happens or, when the platform refuses one, nothing.
 * @param saveAll Called before and after, so that the history has both states.
 */
export async function moveFiles(project: Project, server: LanguageServer | null, moves: Move[], saveAll: () => Promise<void>): Promise<Moved> {
  await saveAll();
  const back = moves.map(([buffer]): Move => [buffer, buffer.path]);
  const edits = moves.some(([buffer]) => buffer.isProgram) ? await server?.importsAfter(moves) : [];
  const rewritten = (edits ?? []).map(({ buffer, changes }) => {
    const before = buffer.text;
    buffer.apply(changes, "move");
    return { buffer, before, after: buffer.text };
  });
  const done: Move[] = [];
  try {
    for (const [index, [buffer, to]] of moves.entries()) {
      await project.move(buffer, to);
      done.push(back[index]!);
    }
  } catch (error) {
    for (const [buffer, to] of done.reverse()) {
      await project.move(buffer, to).catch(() => undefined);
    }
    rewritten.filter(({ buffer, after }) => buffer.text === after).forEach(({ buffer, before }) => buffer.replaceAll(before));
    throw error;
  }
  await saveAll();
  return {
    imports: edits ? followed(rewritten.map(({ buffer }) => buffer)) : isImported(project, back) ? "Language help is away, so imports of it stayed as they are." : "",
    async undo() {
      const untouched = rewritten.filter(({ buffer, after }) => buffer.text === after);
      await moveFiles(project, server, back, saveAll);
      untouched.forEach(({ buffer, before }) => buffer.replaceAll(before));
      await saveAll();
    },
  };
}

function followed(buffers: Buffer[]): string {
  const [first, second, ...others] = buffers.map((buffer) => buffer.path);
  return !first ? "" : !second ? `The imports in ${first} follow.`
    : others.length === 0 ? `The imports in ${first} and ${second} follow.` : `The imports in ${first} and ${others.length + 1} other files follow.`;
}

/** Whether an import of another program seems to name one of the files. */
function isImported(project: Project, from: Move[]): boolean {
  const stems = from.map(([, path]) => path.slice(path.lastIndexOf("/") + 1).replace(/\.nx$/, ""));
  return project.files.some((buffer) => buffer.isProgram && buffer.text.split("\n").some((line) => /^\s*(import|from)\b/.test(line) && stems.some((stem) => line.includes(stem))));
}
