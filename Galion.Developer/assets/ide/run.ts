import { announce, ask, h, icon, Signal } from "./dom";
import type { Buffer, Project } from "./project";
import type { Found } from "./problems";
import { call, messageOf, Problem } from "./server";
import { givenKey, PlatformStore } from "./stores";

export interface Limits {
  plan: string;
  run: RunLimits;
  run_price_credits: number;
  max_budget_credits: number;
}

interface RunLimits {
  wall_ms: number;
  memory_mb: number;
  output_characters: number;
}

interface Asset {
  name: string;
  content_type: string;
  size_bytes: number;
}

interface Diagnostic {
  code: string;
  severity: string;
  message: string;
  file: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
}

interface RunEnd {
  status: string;
  exit_code?: number;
  error?: { code: string; message: string; limit?: string };
  diagnostics?: Diagnostic[];
  output_characters: number;
  duration_ms?: number;
  waited_ms?: number;
  memory_bytes?: number;
  steps?: number;
  limits: RunLimits;
  credits_charged: number;
  ai_credits: number;
  assets: Asset[];
}

const mostShown = 200_000;

/** Runs the program on the platform and shows what it prints, as it prints it. */
export class RunPanel {
  readonly element: HTMLElement;
  readonly runningChanged = new Signal<boolean>();
  limits: Limits | null = null;
  /** Done once the platform has said what runs cost, by which time even a visitor has a session. */
  readonly ready: Promise<void>;
  /** The first question after it, answered or not. */
  readonly #asked: Promise<void>;
  readonly #output = h("div", { class: "ide-output", role: "log", "aria-label": "Output", tabIndex: 0 });
  readonly #assets = h("div", { class: "ide-assets", hidden: true, role: "region", "aria-label": "What the run made" });
  readonly #state = h("div", { class: "ide-run-state", role: "status" });
  readonly #input = h("input", { class: "input input-small", "aria-label": "Input for the program", placeholder: "Input for the program", autocomplete: "off", spellcheck: false });
  readonly #inputForm: HTMLFormElement;
  /** The box for what the AI calls of a run may cost. It has no place where none may cost anything. */
  readonly budget: HTMLElement;
  /** What a run is given at its start, for those who know the lines before. */
  readonly inputElement: HTMLElement;
  readonly #given = h("textarea", { class: "input ide-given", "aria-label": "Lines for the program", spellcheck: false, rows: 4 });
  readonly #budget = h("input", { class: "input input-small ide-budget", type: "number", min: "0", step: "1", value: "0", "aria-describedby": "budget-hint" });
  #run: { id: string; source: EventSource | null; stopping: boolean } | null = null;
  #starting = false;
  #characters = 0;

  constructor(readonly project: Project, readonly open: (buffer: Buffer, at: { from: number }) => void, readonly onFindings: (found: Map<Buffer, Found[]>) => void) {
    this.budget = h("label", { class: "ide-budget-label small", title: "Credits" }, h("span", null, "AI budget"), this.#budget,
      h("span", { class: "visually-hidden", id: "budget-hint" }, "Credits that the AI calls of a run may cost beside its own price. 0 makes no call that costs something."));
    this.#inputForm = h("form", {
      class: "ide-stdin", hidden: true,
      onsubmit: (event: Event) => {
        event.preventDefault();
        void this.#sendInput();
      },
    }, this.#input, h("button", { class: "button button-small" }, "Send"),
    h("button", { type: "button", class: "button button-small button-quiet", title: "The program reads no more input", onclick: () => void this.#sendInput(true) }, "End of input"));
    this.element = h("div", { class: "ide-run" },
      h("div", { class: "ide-run-main" }, this.#state, this.#output, this.#inputForm), this.#assets);
    this.inputElement = h("div", { class: "ide-input" },
      h("p", { class: "small muted" }, "What the program reads, line by line, from its start. Without it, or once it is used up, a running program is answered in the output. Time that it waits does not count as running."), this.#given);
    const key = givenKey(project.store.id);
    this.#given.value = sessionStorage.getItem(key) ?? "";
    this.#given.addEventListener("input", () => sessionStorage.setItem(key, this.#given.value));
    this.#showIdle();
    const first = this.#loadLimits();
    this.#asked = first.catch(() => undefined);
    this.ready = first.catch(() => this.#loadLimitsLater());
  }

  get running(): boolean {
    return this.#run !== null || this.#starting;
  }

  /** With a line end, as programs expect of lines. */
  get given(): string {
    const text = this.#given.value;
    return text === "" || text.endsWith("\n") ? text : `${text}\n`;
  }

  /** Where a window has no room for the box. */
  async askBudget(): Promise<void> {
    const most = this.limits!.max_budget_credits;
    const answer = await ask("AI budget of the runs", "Credits that the AI calls of a run may cost", this.#budget.value, "Set",
      (value) => (/^\d+(\.\d+)?$/.test(value) && Number(value) <= most ? null : `Write a number from 0 to ${most.toLocaleString("en")}.`));
    if (answer !== null) {
      this.#budget.value = answer;
    }
  }

  async #loadLimits(): Promise<void> {
    this.limits = await call<Limits>("GET", "nexuslang/limits");
    this.#budget.max = String(this.limits.max_budget_credits);
    this.budget.toggleAttribute("data-none", this.limits.max_budget_credits === 0);
    if (!this.running && this.#characters === 0) {
      this.#showIdle();
    }
  }

  async #loadLimitsLater(): Promise<void> {
    for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
      await new Promise((done) => setTimeout(done, wait * (0.75 + Math.random() / 2)));
      try {
        return await this.#loadLimits();
      } catch {
        // The platform is still away. Writing goes on, and a run says so itself.
      }
    }
  }

  async start(buffer: Buffer): Promise<void> {
    if (this.running) {
      return;
    }
    this.#starting = true;
    this.runningChanged.emit(true);
    this.clear();
    this.#say("Starting…");
    await this.#asked;
    try {
      const store = this.project.store;
      const what = store instanceof PlatformStore ? { project_id: store.id, file: buffer.path } : { code: buffer.text, file: buffer.path };
      const run = await call<{ id: string; price_credits: number; queue_position: number }>("POST", "nexuslang/runs",
        { ...what, stdin: this.given || undefined, interactive: true, budget_credits: Number(this.#budget.value) || 0 }, { headers: { "idempotency-key": crypto.randomUUID() } });
      this.#starting = false;
      this.#follow(run.id);
    } catch (error) {
      this.#starting = false;
      this.#fail(error instanceof Problem && (error.away || error.status >= 500) ? "Galion does not answer at the moment. The program did not run and nothing was charged." : messageOf(error));
      this.runningChanged.emit(false);
    }
  }

  async stop(): Promise<void> {
    const run = this.#run;
    if (!run || run.stopping) {
      return;
    }
    run.stopping = true;
    this.#say("Stopping…");
    try {
      await call("POST", `nexuslang/runs/${run.id}/cancel`);
    } catch (error) {
      run.stopping = false;
      this.#say(messageOf(error));
    }
  }

  clear(): void {
    this.#output.replaceChildren();
    this.#assets.replaceChildren();
    this.#assets.hidden = true;
    this.#characters = 0;
    this.#state.replaceChildren();
    delete this.element.dataset.result;
  }

  #follow(id: string): void {
    const source = new EventSource(`/ide/api/nexuslang/runs/${id}/events`);
    const run = { id, source, stopping: false };
    this.#run = run;
    const on = <T>(name: string, handler: (data: T) => void): void =>
      source.addEventListener(name, (event) => handler(JSON.parse((event as MessageEvent<string>).data) as T));
    on<{ queue_position?: number }>("queued", ({ queue_position }) => this.#say(queue_position ? `In the queue, ${queue_position} before it…` : "Starting…"));
    on("running", () => {
      this.#say("Running…");
      this.#inputForm.hidden = false;
    });
    on<{ text: string }>("output", ({ text }) => {
      this.#print(text);
      this.#inputForm.removeAttribute("data-waiting");
    });
    on<{ text: string }>("notice", ({ text }) => this.#print(`${text.trimEnd()}\n`, "ide-output-notice"));
    on("input", () => {
      this.#inputForm.hidden = false;
      this.#inputForm.setAttribute("data-waiting", "");
      this.#input.placeholder = "The program waits for a line";
      if (!this.element.closest(".ide")?.querySelector(".cm-focused")) {
        this.#input.focus();
      }
      announce("The program waits for input.");
    });
    on<{ kind: string; credits: number }>("call", ({ kind, credits }) => this.#print(`${kind.replaceAll("_", " ")}: ${inCredits(credits)}\n`, "ide-output-notice"));
    on<Asset>("asset", (asset) => this.#showAsset(id, asset));
    for (const name of ["succeeded", "failed", "canceled", "expired"]) {
      on<RunEnd>(name, (end) => {
        source.close();
        this.#end(id, end);
      });
    }
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED && this.#run === run) {
        setTimeout(() => this.#run === run && this.#again(id), 1500);
      } else {
        this.#say("The connection is interrupted. The run goes on; reconnecting…");
      }
    };
  }

  /** After an answer that was no stream: everything that was printed comes once more. */
  #again(id: string): void {
    const stopping = this.#run?.stopping ?? false;
    this.clear();
    this.#follow(id);
    this.#run!.stopping = stopping;
  }

  #end(id: string, end: RunEnd): void {
    this.#run = null;
    this.#inputForm.hidden = true;
    this.#inputForm.removeAttribute("data-waiting");
    this.#input.placeholder = "Input for the program";
    this.element.dataset.result = end.status;
    if (end.error && end.status !== "canceled") {
      this.#printError(end.error.message);
    }
    end.assets.forEach((asset) => this.#showAsset(id, asset));
    const words: Record<string, string> = { succeeded: "Finished", failed: "Failed", canceled: "Stopped", expired: "Never started" };
    const used = [
      end.exit_code !== undefined ? `exit code ${end.exit_code}` : "",
      end.duration_ms !== undefined ? `${duration(end.duration_ms)} of ${duration(end.limits.wall_ms)}` : "",
      end.waited_ms ? `${duration(end.waited_ms)} waiting` : "",
      end.memory_bytes !== undefined ? `${megabytes(end.memory_bytes)} of ${end.limits.memory_mb} MB` : "",
      end.steps !== undefined ? `${end.steps.toLocaleString("en")} steps` : "",
      end.output_characters > 0 ? `${end.output_characters.toLocaleString("en")} of ${end.limits.output_characters.toLocaleString("en")} characters` : "",
    ].filter(Boolean);
    const paid = end.credits_charged + end.ai_credits;
    this.#state.replaceChildren(
      h("strong", { class: "ide-run-result" }, words[end.status] ?? end.status),
      ...used.map((text) => h("span", null, text)),
      h("span", { class: "ide-run-paid" }, paid === 0 ? "nothing charged" : end.ai_credits > 0 ? `${inCredits(paid)} charged, ${inCredits(end.ai_credits)} of it for AI` : `${inCredits(paid)} charged`));
    if (paid > 0) {
      void showBalance();
    }
    if (this.#output.childElementCount === 0 && end.status === "succeeded") {
      this.#print("The program printed nothing.\n", "ide-output-notice");
    }
    this.#showFindings(end.diagnostics ?? []);
    this.runningChanged.emit(false);
  }

  #showFindings(diagnostics: Diagnostic[]): void {
    const found = new Map<Buffer, Found[]>();
    for (const one of diagnostics) {
      const buffer = this.project.find(one.file);
      if (buffer && one.line >= 1 && one.line <= buffer.doc.lines) {
        const from = Math.min(buffer.doc.line(one.line).from + one.column - 1, buffer.doc.length);
        const to = one.end_line <= buffer.doc.lines ? Math.min(buffer.doc.line(Math.max(1, one.end_line)).from + one.end_column - 1, buffer.doc.length) : from;
        const list = found.get(buffer) ?? found.set(buffer, []).get(buffer)!;
        list.push({ from, to: Math.max(from, to), severity: one.severity === "error" ? "error" : "warning", message: one.message, code: one.code });
      }
    }
    this.onFindings(found);
  }

  #print(text: string, className = ""): void {
    this.#characters += text.length;
    if (this.#characters > mostShown) {
      // The oldest part makes room: a browser that holds everything becomes slow.
      while (this.#characters > mostShown && this.#output.firstChild && this.#output.firstChild !== this.#output.lastChild) {
        this.#characters -= this.#output.firstChild.textContent?.length ?? 0;
        this.#output.firstChild.remove();
      }
    }
    const atEnd = this.#output.scrollHeight - this.#output.scrollTop - this.#output.clientHeight < 40;
    const last = this.#output.lastElementChild;
    if (last && last.className === className && (last.textContent?.length ?? 0) < 8000) {
      last.append(text);
    } else {
      this.#output.append(h("span", { class: className || undefined }, text));
    }
    if (atEnd) {
      this.#output.scrollTop = this.#output.scrollHeight;
    }
  }

  /** An error with its places as buttons that lead there. */
  #printError(message: string): void {
    const part = h("div", { class: "ide-output-error" });
    let end = 0;
    for (const match of message.matchAll(/([\w./ -]+\.nx):(\d+)(?::(\d+))?|\bNX\d{4}\b/g)) {
      part.append(message.slice(end, match.index));
      end = match.index + match[0].length;
      if (match[1]) {
        const path = match[1].trim();
        const buffer = this.project.find(path);
        const lead = match[1].slice(0, match[1].indexOf(path));
        part.append(lead, buffer ? h("button", {
          type: "button", class: "link-button",
          onclick: () => {
            const line = buffer.doc.line(Math.min(Number(match[2]), buffer.doc.lines));
            this.open(buffer, { from: Math.min(line.to, line.from + Number(match[3] ?? 1) - 1) });
          },
        }, match[0].trim()) : match[0].trim());
      } else {
        part.append(h("a", { href: `/docs/language#${match[0].toLowerCase()}`, target: "_blank" }, match[0]));
      }
    }
    part.append(message.slice(end));
    this.#output.append(part);
    // The first of several is read first.
    this.#output.scrollTop = part.offsetTop - this.#output.offsetTop - 8;
  }

  #fail(message: string): void {
    this.element.dataset.result = "failed";
    this.#state.replaceChildren(h("strong", { class: "ide-run-result" }, "Not started"));
    this.#output.replaceChildren(h("div", { class: "ide-output-error" }, message));
  }

  #say(text: string): void {
    this.#state.replaceChildren(h("span", { class: "ide-run-working" }, text));
  }

  #showIdle(): void {
    const limits = this.limits;
    this.#state.replaceChildren(h("span", { class: "muted" }, limits
      ? `A run may take ${duration(limits.run.wall_ms)}, ${limits.run.memory_mb} MB and ${limits.run.output_characters.toLocaleString("en")} characters, and costs ${inCredits(limits.run_price_credits)}.`
      : "What the program prints appears here."));
  }

  #showAsset(id: string, asset: Asset): void {
    const address = `/ide/api/nexuslang/runs/${id}/assets/${encodeURIComponent(asset.name)}`;
    const kind = asset.content_type.split("/")[0];
    const shown = kind === "image" ? h("a", { href: address, target: "_blank", title: `Open ${asset.name} in its full size` }, h("img", { src: address, alt: asset.name, loading: "lazy" }))
      : kind === "audio" ? h("audio", { src: address, controls: true, "aria-label": asset.name })
        : kind === "video" ? h("video", { src: address, controls: true, "aria-label": asset.name }) : null;
    const figure = h("figure", { class: "ide-asset", "data-name": asset.name }, shown,
      h("figcaption", null, h("span", null, asset.name), h("a", { href: `${address}?download=true`, download: asset.name, class: "ide-icon", title: `Download ${asset.name}`, "aria-label": `Download ${asset.name}` }, icon("download"))));
    const before = [...this.#assets.children].find((other) => (other as HTMLElement).dataset.name === asset.name);
    if (before) {
      before.replaceWith(figure);
    } else {
      this.#assets.append(figure);
    }
    this.#assets.hidden = false;
  }

  async #sendInput(close = false): Promise<void> {
    const run = this.#run;
    if (!run) {
      return;
    }
    const text = this.#input.value;
    this.#input.value = "";
    if (!close || text) {
      this.#print(`${text}\n`, "ide-output-input");
    }
    try {
      await call("POST", `nexuslang/runs/${run.id}/stdin`, { text: close && !text ? "" : `${text}\n`, close });
    } catch (error) {
      this.#print(`${messageOf(error)}\n`, "ide-output-notice");
    }
  }
}

/** The balance at the top of the page as it is after a run; a guest has none there. */
async function showBalance(): Promise<void> {
  const shown = document.querySelector(".site-account [data-price]");
  if (!shown) {
    return;
  }
  try {
    const { available } = await call<{ available: number }>("GET", "billing/credits");
    shown.textContent = available.toLocaleString("en", { maximumFractionDigits: 3 });
  } catch {
    // The page shows it when it is opened next.
  }
}

export function inCredits(amount: number): string {
  return `${amount.toLocaleString("en", { maximumFractionDigits: 3 })} ${amount === 1 ? "credit" : "credits"}`;
}

export function duration(milliseconds: number): string {
  return milliseconds < 1 ? `${milliseconds.toFixed(2)} ms` : milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} s`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_048_576).toLocaleString("en", { maximumFractionDigits: 1 });
}
