// What every page of both apps shares. Each module improves a page that already works without it.
import "htmx.org/dist/htmx.esm.js";
import "./elements/copy-button";
import "./elements/show-password";
import "./elements/theme-switch";
import "./elements/toast-message";
import "./elements/relative-time";
import "./behaviours/keyboard";
import "./behaviours/submit-once";
