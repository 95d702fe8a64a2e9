interface Scalar {
  createApiReference(element: Element, configuration: Record<string, unknown>): unknown;
}

/**
 * `<api-reference document="/openapi/v2.json">` puts Scalar's interactive reference in place of the plain one inside it. Where that
 * fails, the plain one stays. Nothing leaves this site: no outside fonts, no proxy, no telemetry, no assistant.
 */
class ApiReference extends HTMLElement {
  async connectedCallback(): Promise<void> {
    const url = this.getAttribute("document");
    if (!url || !window.matchMedia("(min-width: 64rem)").matches) {
      return;
    }
    const response = await fetch(url);
    if (!response.ok) {
      return;
    }
    await import("@scalar/api-reference/browser/standalone.js");
    const scalar = (window as unknown as { Scalar: Scalar }).Scalar;
    const stage = document.createElement("div");
    stage.className = "scalar-stage";
    // Scalar brings a <main> of its own, and a page has one.
    new MutationObserver(() => {
      stage.querySelectorAll("main:not([role])").forEach((inner) => inner.setAttribute("role", "group"));
    }).observe(stage, { childList: true, subtree: true });
    this.replaceChildren(stage);
    scalar.createApiReference(stage, {
      content: await response.text(),
      layout: "classic",
      defaultOpenAllTags: true,
      theme: "none",
      darkMode: isDark(),
      forceDarkModeState: isDark() ? "dark" : "light",
      hideDarkModeToggle: true,
      hideTestRequestButton: true,
      hideClientButton: true,
      showDeveloperTools: "never",
      withDefaultFonts: false,
      telemetry: false,
      agent: { disabled: true },
      mcp: { disabled: true },
      defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
    });
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

customElements.define("api-reference", ApiReference);
