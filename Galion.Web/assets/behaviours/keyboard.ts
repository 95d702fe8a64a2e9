// Ctrl or Command with Enter submits the form being written in; Escape closes the open menu and returns focus to its button.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || !(event.target instanceof HTMLElement)) {
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector<HTMLButtonElement>("button[data-default]") ?? undefined);
    }
  }
  if (event.key === "Escape") {
    const menu = event.target.closest<HTMLDetailsElement>("details.menu[open]") ?? document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
