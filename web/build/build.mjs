// Builds pages, each into a folder of its name: one script and one style sheet a page, and the cashier's decoder of pictures, which
// its page loads when it needs it. Each is also packed by gzip.
//
//     node build/build.mjs OUTPUT PAGE...
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = fileURLToPath(new URL("..", import.meta.url));
const [output, ...pages] = process.argv.slice(2);

rmSync(output, { recursive: true, force: true });
for (const page of pages) {
  const folder = join(output, page);
  mkdirSync(folder, { recursive: true });
  // A page that opens without a network has a worker and a manifest.
  const worker = join(here, page, "src/sw.ts");
  const installed = existsSync(worker);
  await build({
    entryPoints: {
      app: join(here, page, "src/main.tsx"),
      style: join(here, page, "src/style.css"),
      ...(installed ? { sw: worker } : {}),
    },
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
  if (installed) cpSync(join(here, page, "manifest.webmanifest"), join(folder, "manifest.webmanifest"));
  for (const file of readdirSync(folder))
    writeFileSync(join(folder, file + ".gz"), gzipSync(readFileSync(join(folder, file)), { level: 9 }));
}
