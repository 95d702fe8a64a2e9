import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

let acorn;
try {
  acorn = createRequire(import.meta.url)("acorn");
} catch {
  console.log("-");
  process.exit(0);
}
const folder = path.join(import.meta.dirname, "..", "Programs");
const files = fs.readdirSync(folder).filter(name => name.endsWith(".mjs")).sort();
let text = "";
for (let i = 0; text.length < 1_000_000; i++) text += `{\n${fs.readFileSync(path.join(folder, files[i % files.length]), "utf8")}\n}\n`;
let best = Infinity;
for (let i = 0; i < Number(process.argv[2]) + 1; i++) {
  const start = performance.now();
  acorn.parse(text, { ecmaVersion: "latest" });
  best = Math.min(best, performance.now() - start);
}
console.log((best * 1_000_000 / text.length).toFixed(1));
