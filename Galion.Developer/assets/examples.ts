interface Result {
  output: string;
  success: boolean;
  error?: string;
  execution_time: number;
  credits_charged: number;
}

/** `<nexus-example>` runs the program that it shows, or takes it to the playground. */
class NexusExample extends HTMLElement {
  connectedCallback(): void {
    const actions = this.querySelector<HTMLElement>(".example-actions");
    if (!actions) {
      return;
    }
    actions.hidden = false;
    this.querySelector("[data-run]")?.addEventListener("click", () => void this.#run());
    this.querySelector("[data-edit]")?.addEventListener("click", () => this.#edit());
  }

  get #code(): string {
    return this.querySelector("pre code")?.textContent ?? "";
  }

  async #run(): Promise<void> {
    const button = this.querySelector<HTMLButtonElement>("[data-run]")!;
    const output = this.querySelector<HTMLElement>("[data-output]")!;
    const state = this.querySelector<HTMLElement>("[data-state]")!;
    button.disabled = true;
    state.textContent = "Running…";
    try {
      const response = await fetch("/ide/api/nexuslang/run", {
        method: "POST", headers: { "content-type": "application/json", accept: "application/json" }, body: JSON.stringify({ code: this.#code }),
      });
      const answer = (await response.json()) as Result & { detail?: string; title?: string };
      if (!response.ok) {
        throw new Error(answer.detail ?? answer.title);
      }
      output.hidden = false;
      output.textContent = answer.output + (answer.error ? `${answer.output && !answer.output.endsWith("\n") ? "\n" : ""}${answer.error}` : "");
      output.toggleAttribute("data-failed", !answer.success);
      state.textContent = `${answer.success ? "Finished" : "Failed"} in ${answer.execution_time.toFixed(0)} ms, ${answer.credits_charged === 0 ? "nothing charged" : `${answer.credits_charged} ${answer.credits_charged === 1 ? "credit" : "credits"} charged`}`;
    } catch (error) {
      state.textContent = error instanceof Error && error.message && !(error instanceof TypeError) && !(error instanceof SyntaxError) ? error.message : "Galion does not answer at the moment. Nothing was charged.";
    } finally {
      button.disabled = false;
    }
  }

  #edit(): void {
    const kept = localStorage.getItem("galion-playground");
    if (kept !== null && kept !== this.#code) {
      localStorage.setItem("galion-playground-before", kept);
    }
    localStorage.setItem("galion-playground", this.#code);
    location.assign("/playground");
  }
}

customElements.define("nexus-example", NexusExample);
