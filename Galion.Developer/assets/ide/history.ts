import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ask, confirmed, h, icon, openDialog, toast } from "./dom";
import { look } from "./editor";
import { normalized, type Buffer, type Project, type Version } from "./project";
import type { Saving } from "./saving";
import { messageOf } from "./server";

interface Comparison {
  /** The text of now, with what was changed in it here. */
  text(): string;
  destroy(): void;
}

const narrow = matchMedia("(max-width: 56rem)");

/** One of two texts for a part that differs. */
function takePart(type: "accept" | "reject", action: (event: MouseEvent) => void): HTMLElement {
  return h("button", { type: "button", class: "button button-small", onclick: action, "aria-label": type === "accept" ? "Keep this part of mine" : "Take this part of the other" }, type === "accept" ? "Mine" : "Other");
}

/** The view itself listens for the pointer alone. */
function takeLeft(): HTMLElement {
  const button = h("button", {
    type: "button", class: "ide-merge-take", title: "Take this part of the left side", "aria-label": "Take this part of the left side",
    onclick: (event: MouseEvent) => event.detail === 0 && button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true })),
  }, icon("right"));
  return button;
}

/** Two texts beside each other, or, where there is no room for two, in one column. */
function compare(parent: HTMLElement, before: string, after: string, editable: boolean): Comparison {
  const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
  const collapseUnchanged = { margin: 3, minSize: 6 };
  parent.replaceChildren();
  if (narrow.matches) {
    const view = new EditorView({
      parent, doc: after,
      extensions: [look(), editable ? [] : fixed, EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": "Changes" }), unifiedMergeView({ original: before, mergeControls: editable ? takePart : false, collapseUnchanged })],
    });
    return { text: () => view.state.doc.toString(), destroy: () => view.destroy() };
  }
  const view = new MergeView({
    parent,
    a: { doc: before, extensions: [look(), fixed, EditorView.contentAttributes.of({ "aria-label": "Before" })] },
    b: { doc: after, extensions: [look(), editable ? [] : fixed, EditorView.contentAttributes.of({ "aria-label": "After" })] },
    collapseUnchanged,
    revertControls: editable ? "a-to-b" : undefined,
    renderRevertControl: takeLeft,
  });
  return { text: () => view.b.state.doc.toString(), destroy: () => view.destroy() };
}

export function when(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** The earlier texts of a file, each beside the one of now. */
export async function showHistory(buffer: Buffer, saving: Saving): Promise<void> {
  let versions: Version[];
  try {
    await saving.save(buffer);
    versions = await buffer.project.store.versions(buffer.id);
  } catch (error) {
    toast(messageOf(error), { error: true });
    return;
  }
  const stage = h("div", { class: "ide-merge" });
  const restore = h("button", { type: "button", class: "button button-primary", disabled: true }, "Bring this text back");
  let view: Comparison | null = null;
  let chosen = "";
  const dialog = openDialog(`History of ${buffer.path}`, (close) => {
    restore.addEventListener("click", () => {
      buffer.replaceAll(chosen);
      close();
      toast("The earlier text is back. The one before it stays in the history.");
    });
    const list = h("div", { class: "ide-versions", role: "radiogroup", "aria-label": "Versions" }, ...versions.map((version, index) => {
      const radio = h("input", { type: "radio", name: "version", checked: index === 0 });
      radio.addEventListener("change", () => void show(version));
      return h("label", { class: "ide-version" }, radio, h("span", null, index === 0 ? "Now" : when(version.at)), h("span", { class: "muted small" }, `${version.sizeBytes.toLocaleString("en")} bytes`));
    }));
    return [
      h("p", { class: "small muted" }, `${narrow.matches ? "Red lines are those of the chosen version, green ones are as they are now." : "Left is the chosen version, right is the text as it is now."} The last 100 saves are kept.`),
      h("div", { class: "ide-history" }, list, stage), h("div", { class: "row" }, restore),
    ];
  }, "ide-dialog-wide");
  const show = async (version: Version): Promise<void> => {
    try {
      chosen = normalized(await buffer.project.store.readVersion(buffer.id, version.version));
      view?.destroy();
      view = compare(stage, chosen, buffer.text, false);
      restore.disabled = chosen === buffer.text;
    } catch (error) {
      toast(messageOf(error), { error: true });
    }
  };
  dialog.addEventListener("close", () => view?.destroy());
  const first = versions[1] ?? versions[0];
  if (first) {
    dialog.querySelectorAll<HTMLInputElement>("input[name=version]")[versions.indexOf(first)]!.checked = true;
    await show(first);
  }
}

/** Two people, or two tabs, changed the same file: nothing is overwritten until somebody has chosen. */
export async function resolveConflict(buffer: Buffer, saving: Saving): Promise<void> {
  try {
    const theirs = await buffer.project.store.read(buffer.id);
    theirs.content = normalized(theirs.content);
    if (theirs.content === buffer.text) {
      saving.resolve(buffer, theirs, theirs.content);
      return;
    }
    const stage = h("div", { class: "ide-merge" });
    let view: Comparison | null = null;
    const dialog = openDialog(`${buffer.path} was changed elsewhere`, (close) => [
      h("p", { class: "small" }, `${narrow.matches ? "Red lines were saved elsewhere, green ones are yours." : "Left is what was saved elsewhere, right is yours, where you can edit and take parts over."} Whatever you choose, the other text stays in the history.`),
      stage,
      h("div", { class: "row" },
        h("button", { type: "button", class: "button button-primary", onclick: () => { saving.resolve(buffer, theirs, view!.text()); close(); } }, narrow.matches ? "Keep mine" : "Keep the right side"),
        h("button", { type: "button", class: "button", onclick: () => { saving.resolve(buffer, theirs, theirs.content); close(); } }, narrow.matches ? "Take the other" : "Take the left side")),
    ], "ide-dialog-wide");
    view = compare(stage, theirs.content, buffer.text, true);
    dialog.addEventListener("close", () => view?.destroy());
  } catch (error) {
    toast(messageOf(error), { error: true });
  }
}

/** Named moments of the whole project. */
export async function showCheckpoints(project: Project, saving: Saving): Promise<void> {
  const list = h("ul", { class: "ide-checkpoints" });
  const fill = async (): Promise<void> => {
    const checkpoints = await project.store.checkpoints();
    list.replaceChildren(...checkpoints.map((checkpoint) => h("li", null,
      h("div", null, h("strong", null, checkpoint.name), h("div", { class: "small muted" }, `${when(checkpoint.at)}, ${checkpoint.files} ${checkpoint.files === 1 ? "file" : "files"}`)),
      h("button", { type: "button", class: "button button-small", "aria-label": `Go back to ${checkpoint.name}`, onclick: () => void restore(checkpoint.id, checkpoint.name) }, "Go back"))));
    if (checkpoints.length === 0) {
      list.replaceChildren(h("li", { class: "muted" }, "No checkpoint yet. One keeps all files as they are now."));
    }
  };
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      toast(messageOf(error), { error: true });
    }
  };
  const restore = (id: string, name: string): Promise<void> => attempt(async () => {
    if (await confirmed("Go back to a checkpoint", `All files become as they were at “${name}”. What they hold now stays in their history, and files made since go to the trash.`, "Go back")) {
      await saving.saveAll();
      await project.store.restoreCheckpoint(id);
      await project.reload();
      toast(`The project is as it was at “${name}”.`);
    }
  });
  openDialog("Checkpoints", () => [
    h("div", { class: "row" }, h("button", {
      type: "button", class: "button button-primary",
      onclick: () => void attempt(async () => {
        const name = await ask("New checkpoint", "Name", `Before ${new Date().toLocaleTimeString(undefined, { timeStyle: "short" })}`, "Keep", (value) => (value ? null : "A checkpoint needs a name."));
        if (name) {
          await saving.saveAll();
          await project.store.createCheckpoint(name);
          await fill();
        }
      }),
    }, "Keep a checkpoint")),
    list,
  ]);
  await attempt(fill);
}
