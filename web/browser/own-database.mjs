// Where a test's cloud keeps its books: SQLite in its folder, or a PostgreSQL server of its own.
//
// In the environment: TILLPOINTS_DATABASE (sqlite, which is the default, or postgres), and TILLPOINTS_POSTGRES_PROGRAM for the latter.
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { ended } from "./shop.mjs";

const dumpOfFile = "import sqlite3, sys\nfor line in sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).iterdump(): print(line)";

function printed(program, words) {
  const told = spawnSync(program, words, { encoding: "utf8", maxBuffer: 64 << 20 });
  if (told.status !== 0) throw new Error(`${program}: ${told.stderr}`);
  return told.stdout;
}

/** `words` are for the cloud's command line; `dump` answers every row of every table, as SQL. `file` is SQLite's. */
export async function ownDatabase(file) {
  const kind = process.env.TILLPOINTS_DATABASE || "sqlite";
  if (kind === "sqlite") return { words: [], dump: () => printed("python3", ["-c", dumpOfFile, file]), close: async () => undefined };
  if (kind !== "postgres") throw new Error(`TILLPOINTS_DATABASE is ${kind}, and neither sqlite nor postgres`);
  const server = spawn(process.env.TILLPOINTS_POSTGRES_PROGRAM ?? "", { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout });
  const first = await new Promise((take, fail) => {
    lines.once("line", take);
    server.once("error", fail);
    server.once("exit", (status) => fail(new Error(`no PostgreSQL: status ${status}`)));
  });
  return {
    words: ["--database", first],
    dump: () => printed("pg_dump", ["--inserts", "--dbname", first]),
    async close() {
      server.stdin.end();
      await ended(server);
    },
  };
}
