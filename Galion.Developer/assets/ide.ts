import { messageOf } from "./ide/server";
import { setStyleNonce } from "./ide/editor";
import { h } from "./ide/dom";
import { Project } from "./ide/project";
import { Shell } from "./ide/shell";
import { BrowserStore, PlatformStore } from "./ide/stores";

/**
 * `<nexus-ide data-project data-name data-owner>` is the editor of a project; with `data-playground` it is that of one program that this
 * browser keeps.
 */
class NexusIde extends HTMLElement {
  async connectedCallback(): Promise<void> {
    setStyleNonce(this.dataset.nonce ?? "");
    const playground = this.hasAttribute("data-playground");
    const start = this.querySelector<HTMLTemplateElement>("template[data-start]")?.content.textContent ?? "";
    if (this.hasAttribute("data-fresh")) {
      BrowserStore.begin(start, this.querySelector<HTMLTemplateElement>("template[data-given]")?.content.textContent ?? "");
    }
    const project = new Project(playground ? new BrowserStore(start) : new PlatformStore(this.dataset.project ?? "", this.dataset.name ?? ""));
    try {
      await project.load();
    } catch (error) {
      this.querySelector("[data-stage]")?.replaceChildren(h("div", { class: "ide-failed" }, h("p", { role: "alert" }, messageOf(error)),
        h("button", { type: "button", class: "button button-primary", onclick: () => location.reload() }, "Try again")));
      return;
    }
    const shell = new Shell(this, project, {
      owner: this.dataset.owner ?? "", languageServer: this.dataset.languageServer ?? null, playground, home: this.dataset.home ?? "/ide",
    });
    shell.begin();
    const keep = this.querySelector<HTMLFormElement>("form[data-keep]");
    keep?.addEventListener("submit", () => {
      keep.querySelector<HTMLInputElement>("[data-code]")!.value = project.files[0]?.text ?? "";
    });
    this.setAttribute("data-ready", "");
  }
}

// The language server says so of questions that it was asked about a text which has changed since. Nobody waits for their answers, and
// the client that asks some of them by itself, as for the parameters of a call, leaves the refusal lying.
addEventListener("unhandledrejection", (event) => {
  const { code } = (event.reason ?? {}) as { code?: unknown };
  if (code === -32800 || code === -32801 || code === -32802) {
    event.preventDefault();
  }
});

customElements.define("nexus-ide", NexusIde);
