// Builds the pages into a folder: one script and one style sheet a page, and the cashier's decoder of pictures, which its page
// loads when it needs it. Each is also packed by gzip.
//
//     node build/build.mjs [OUTPUT]
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = fileURLToPath(new URL("..", import.meta.url));
const output = process.argv[2] ?? join(here, "dist");

rmSync(output, { recursive: true, force: true });
for (const page of ["cashier", "panel"]) {
  const folder = join(output, page);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: { app: join(here, page, "src/main.tsx"), style: join(here, page, "src/style.css") },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2021",
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: { "@tillpoints/ui": join(here, "ui/src/index.ts") },
    legalComments: "none",
    logLevel: "warning",
  });
  if (page === "cashier")
    await build({
      entryPoints: { decoder: join(here, page, "src/decoder.ts") },
      outdir: folder,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2021",
      logLevel: "warning",
    });
  cpSync(join(here, page, "index.html"), join(folder, "index.html"));
  cpSync(join(here, "ui/icon.svg"), join(folder, "icon.svg"));
  for (const file of readdirSync(folder))
    writeFileSync(join(folder, file + ".gz"), gzipSync(readFileSync(join(folder, file)), { level: 9 }));
}
