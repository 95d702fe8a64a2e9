import { Vim, vim } from "@replit/codemirror-vim";
import type { Extension } from "@codemirror/state";
import { run } from "./commands";

Vim.defineEx("write", "w", () => run("save"));
Vim.defineEx("quit", "q", () => run("close-tab"));
Vim.defineEx("run", "ru", () => run("run"));

export function vimKeys(): Extension {
  return vim({ status: true });
}
