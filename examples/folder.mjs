// Leaves a run folder, reads it back by SQL and as typed columns, and writes its report.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectedShortfall, query, readPaths, report, run } from "faultline";

const file = new URL(import.meta.resolve("faultline/models/quickstart.yaml"));
const out = process.argv[2] ?? join(mkdtempSync(join(tmpdir(), "faultline-")), "run");

const { manifest } = await run(file, { paths: 200, seed: 1, out });
console.log(manifest.command);
for (const { metric, mean } of manifest.headline) console.log(metric, mean);

const { rows } = await query(
  out,
  "select component, mode, count(*) from faults group by all order by all",
);
console.log(rows);

const { columns } = await readPaths(out, ["bad_debt_usd"]);
console.log(expectedShortfall(columns.bad_debt_usd, columns.weight, 0.95));
console.log((await report(out)).file);
