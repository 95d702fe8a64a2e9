declare module "htmx.org/dist/htmx.esm.js";
declare module "@scalar/api-reference/browser/standalone.js";
