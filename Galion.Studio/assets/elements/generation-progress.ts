interface ProgressEvent {
  status: string;
  progress: number;
  stage?: string;
  queue_position?: number;
  eta_ms?: number;
  preview?: string;
}

const finalEvents = ["succeeded", "failed", "canceled", "expired"];
const firstRetryMs = 500;
const longestRetryMs = 30_000;

/** `<generation-progress data-events>` follows a generation as it is made, and shows its result in the same place. */
class GenerationProgress extends HTMLElement {
  #source: EventSource | undefined;
  #lastEventId = "";
  #retryMs = firstRetryMs;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #announced = "";
  readonly #wake = () => {
    if (!this.#source && !document.hidden) {
      this.#connect();
    }
  };

  connectedCallback(): void {
    this.#connect();
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.querySelector("form[data-cancel]")?.addEventListener("submit", () => {
      // Disabled a moment later: a disabled button would take its form's submission with it.
      setTimeout(() => this.#button()?.setAttribute("disabled", ""));
      const button = this.#button();
      if (button) {
        button.textContent = "Canceling…";
      }
      this.#say("Canceling");
    });
  }

  disconnectedCallback(): void {
    this.#close();
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
  }

  #button(): HTMLButtonElement | null {
    return this.querySelector("form[data-cancel] button");
  }

  #close(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = undefined;
  }

  #connect(): void {
    this.#close();
    const after = this.#lastEventId ? `?last_event_id=${encodeURIComponent(this.#lastEventId)}` : "";
    const source = new EventSource(`${this.dataset.events}${after}`);
    this.#source = source;
    source.onopen = () => {
      this.#retryMs = firstRetryMs;
      this.#showConnection(true);
    };
    source.onerror = () => {
      this.#showConnection(false);
      // The browser itself comes back after a broken stream, but gives up on an answer that is no stream.
      if (source.readyState === EventSource.CLOSED) {
        this.#close();
        this.#retry = setTimeout(() => this.#connect(), this.#retryMs * (0.75 + Math.random() / 2));
        this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      }
    };
    for (const name of ["queued", "running", "progress"]) {
      source.addEventListener(name, (event) => this.#onProgress(event as MessageEvent<string>));
    }
    for (const name of finalEvents) {
      source.addEventListener(name, () => void this.#onEnd());
    }
  }

  #onProgress(event: MessageEvent<string>): void {
    this.#lastEventId = event.lastEventId;
    const data = JSON.parse(event.data) as ProgressEvent;
    const percent = Math.round(data.progress * 100);
    const stage = data.status === "queued" ? queueText(data.queue_position) : sentence(data.stage ?? "painting");
    const title = document.querySelector("#generation h1");
    if (title && data.status === "running" && this.dataset.runningTitle) {
      title.textContent = this.dataset.runningTitle;
    }
    this.#text("[data-stage]", stage);
    this.#text("[data-percent]", `${percent} %`);
    this.#text("[data-eta]", data.eta_ms && data.eta_ms > 900 ? ` · about ${Math.ceil(data.eta_ms / 1000)} s left` : "");
    const bar = this.querySelector("progress");
    if (bar) {
      bar.value = data.progress;
    }
    const preview = this.querySelector<HTMLImageElement>("[data-preview]");
    if (preview && data.preview?.startsWith("data:image/")) {
      preview.src = data.preview;
      preview.hidden = false;
    }
    this.#say(stage);
  }

  async #onEnd(): Promise<void> {
    this.#close();
    try {
      const response = await fetch(location.pathname, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.querySelector("#generation");
      if (!response.ok || !next) {
        throw new Error("no result in the page");
      }
      const status = document.querySelector("#announcer");
      document.title = page.title;
      document.querySelector(".site-account")?.replaceWith(page.querySelector(".site-account") ?? "");
      document.querySelector("#generation")?.replaceWith(next);
      if (status) {
        status.textContent = next.querySelector("h1")?.textContent ?? "";
      }
    } catch {
      location.reload();
    }
  }

  #showConnection(open: boolean): void {
    this.querySelector<HTMLElement>("[data-connection]")?.toggleAttribute("hidden", open);
  }

  #text(selector: string, text: string): void {
    const element = this.querySelector(selector);
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  }

  /** Stages are announced as they change; percentages would talk without end. */
  #say(text: string): void {
    const status = document.querySelector("#announcer");
    if (status && text !== this.#announced) {
      this.#announced = text;
      status.textContent = text;
    }
  }
}

function queueText(ahead: number | undefined): string {
  if (ahead === undefined) {
    return "In the queue";
  }
  return ahead === 0 ? "Next in the queue" : ahead === 1 ? "1 picture ahead of yours" : `${ahead} pictures ahead of yours`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

customElements.define("generation-progress", GenerationProgress);
