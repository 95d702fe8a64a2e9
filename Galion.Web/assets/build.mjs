// Bundles the browser assets of one project: node Galion.Web/assets/build.mjs [Galion.Web|Galion.Studio|Galion.Developer ...]
// Every assets/*.ts and assets/*.css at the top of a project's assets folder is an entry; the result lies in its wwwroot/dist.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const projects = process.argv.length > 2 ? process.argv.slice(2) : ["Galion.Web", "Galion.Studio", "Galion.Developer"];

let esbuild;
try {
  esbuild = await import("esbuild");
} catch {
  console.error("error GALION1: the browser assets need the npm packages of this repository. Run ./galion once, or: npm ci");
  process.exit(1);
}

for (const project of projects) {
  const source = join(root, project, "assets");
  if (!existsSync(source)) {
    continue;
  }
  const entryPoints = readdirSync(source)
    .filter((name) => /^[a-z-]+\.(ts|css)$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => join(source, name));
  const outdir = join(root, project, "wwwroot/dist");
  rmSync(outdir, { recursive: true, force: true });
  try {
    await esbuild.build({
      entryPoints,
      outdir,
      bundle: true,
      minify: true,
      splitting: true,
      format: "esm",
      target: ["es2023", "chrome125", "firefox128", "safari17.5"],
      sourcemap: true,
      // Stylesheets refer to fonts by name, past the server's own fingerprints: the name must change with the content.
      assetNames: "fonts/[name]-[hash]",
      chunkNames: "chunks/[name]-[hash]",
      loader: { ".woff2": "file" },
      logLevel: "warning",
    });
  } catch {
    // esbuild has printed the reason with file and line.
    process.exit(1);
  }
}
