// A second press while a form is on its way sends nothing. The server's idempotency key is the guarantee; this is the courtesy.
const sent = new WeakSet<HTMLFormElement>();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) {
    return;
  }
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});

// The page may come back from the browser's history with its form still marked as sent.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    sent.delete(form as HTMLFormElement);
    form.removeAttribute("aria-busy");
  }
});
