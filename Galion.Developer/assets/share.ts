import { call, messageOf } from "./ide/server";

interface RunEnd {
  status: string;
  exit_code?: number;
  error?: { message: string };
  duration_ms?: number;
  credits_charged: number;
  ai_credits: number;
  assets: { name: string; content_type: string }[];
}

const words: Record<string, string> = { succeeded: "Finished", failed: "Failed", canceled: "Stopped", expired: "Never started" };

/** `<nexus-share data-share>` runs what a link pins, all its files together, and shows what it prints as it prints it. */
class NexusShare extends HTMLElement {
  #id: string | null = null;

  connectedCallback(): void {
    this.#part("actions").hidden = false;
    this.#part("run").addEventListener("click", () => void this.#run());
    this.#part("stop").addEventListener("click", () => this.#id && void call("POST", `nexuslang/runs/${this.#id}/cancel`).catch(() => undefined));
    this.#part("input").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(false);
    });
    this.#part("close").addEventListener("click", () => void this.#send(true));
  }

  #part(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-${name}]`)!;
  }

  /** What the program is given at its start; null where the link says nothing of it. */
  get #given(): string | null {
    return this.querySelector<HTMLTextAreaElement>("[data-given]")?.value ?? null;
  }

  #say(text: string): void {
    this.#part("state").textContent = text;
  }

  #running(running: boolean): void {
    (this.#part("run") as HTMLButtonElement).disabled = running;
    this.#part("stop").hidden = !running;
    if (!running) {
      this.#part("input").hidden = true;
    }
  }

  #print(text: string, className = ""): void {
    const output = this.#part("output");
    output.hidden = false;
    output.append(className ? Object.assign(document.createElement("span"), { className, textContent: text }) : text);
    output.scrollTop = output.scrollHeight;
  }

  /** Gives the running program the line that is written, or says that no more comes. */
  async #send(close: boolean): Promise<void> {
    const field = this.#part("input").querySelector("input")!;
    const text = field.value;
    if (!this.#id) {
      return;
    }
    try {
      await call("POST", `nexuslang/runs/${this.#id}/stdin`, { text: close && !text ? "" : `${text}\n`, close });
      field.value = "";
      if (!close || text) {
        this.#print(`${text}\n`, "share-typed");
      }
      this.#part("input").hidden ||= close;
      this.#say("Running…");
    } catch (error) {
      this.#say(messageOf(error));
    }
  }

  async #run(): Promise<void> {
    this.#running(true);
    this.#part("output").textContent = "";
    this.#part("output").removeAttribute("data-failed");
    this.#part("made").replaceChildren();
    this.#say("Starting…");
    try {
      const { id } = await call<{ id: string }>("POST", "nexuslang/runs", 
        // Whoever made the link may have said all that there is to read. Otherwise the reader is asked when the program is.
        { share: this.dataset.share, stdin: this.#given ?? undefined, interactive: !this.#given }, { headers: { "idempotency-key": crypto.randomUUID() } });
      this.#follow(id);
    } catch (error) {
      this.#say(messageOf(error));
      this.#running(false);
    }
  }

  #follow(id: string): void {
    this.#id = id;
    const source = new EventSource(`/ide/api/nexuslang/runs/${id}/events`);
    const on = <T>(name: string, handler: (data: T) => void): void =>
      source.addEventListener(name, (event) => handler(JSON.parse((event as MessageEvent<string>).data) as T));
    on("running", () => this.#say("Running…"));
    on<{ text: string }>("output", ({ text }) => this.#print(text));
    on<{ text: string }>("notice", ({ text }) => this.#print(`${text.trimEnd()}\n`, "share-notice"));
    on("input", () => {
      this.#say("The program waits for a line.");
      this.#part("input").hidden = false;
      this.#part("input").querySelector("input")!.focus();
    });
    for (const status of Object.keys(words)) {
      on<RunEnd>(status, (end) => {
        source.close();
        this.#end(id, end);
      });
    }
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        this.#say("The connection is interrupted. The run goes on to its end, or to its limit.");
        this.#running(false);
      }
    };
  }

  #end(id: string, end: RunEnd): void {
    const output = this.#part("output");
    if (end.error && end.status !== "canceled") {
      this.#print(`${output.textContent && !output.textContent.endsWith("\n") ? "\n" : ""}${end.error.message}`);
    }
    output.toggleAttribute("data-failed", end.status === "failed");
    const paid = end.credits_charged + end.ai_credits;
    this.#say([words[end.status], end.exit_code === undefined ? "" : `exit code ${end.exit_code}`, end.duration_ms === undefined ? "" : `${Math.max(1, Math.round(end.duration_ms))} ms`,
      paid === 0 ? "nothing charged" : `${paid} ${paid === 1 ? "credit" : "credits"} charged`].filter(Boolean).join(", "));
    this.#part("made").replaceChildren(...end.assets.map((asset) => this.#asset(`/ide/api/nexuslang/runs/${id}/assets/${encodeURIComponent(asset.name)}`, asset)));
    this.#id = null;
    this.#running(false);
  }

  #asset(address: string, { name, content_type }: RunEnd["assets"][number]): HTMLElement {
    const figure = document.createElement("figure");
    const kind = content_type.split("/")[0];
    if (kind === "image") {
      const image = Object.assign(document.createElement("img"), { src: address, alt: name });
      figure.append(image);
    } else if (kind === "audio" || kind === "video") {
      const player = Object.assign(document.createElement(kind), { src: address, controls: true });
      player.setAttribute("aria-label", name);
      figure.append(player);
    }
    const caption = document.createElement("figcaption");
    const link = Object.assign(document.createElement("a"), { href: `${address}?download=true`, download: name, textContent: `Download ${name}` });
    caption.append(link);
    figure.append(caption);
    return figure;
  }
}

customElements.define("nexus-share", NexusShare);
