import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compare } from "../../src/commands/compare.ts";
import { query, queryInPieces } from "../../src/commands/query.ts";
import { Refusal } from "../../src/commands/refusal.ts";
import { runModel } from "../../src/commands/runModel.ts";
import { runs } from "../../src/commands/runs.ts";
import { tables } from "../../src/engine/columns.ts";
import type { SqlResult } from "../../src/output/database.ts";
import { tableFormats } from "../../src/output/format.ts";
import type { TableFormat } from "../../src/output/format.ts";
import { standInRun } from "./standInRun.ts";

let folder: string;
const folderOf = (format: TableFormat): string => join(folder, `run-${format}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "faultline-query-"));
  for (const format of tableFormats) {
    const { model, plan } = standInRun("small", 300, { out: folderOf(format), format });
    await runModel(model, plan, new AbortController().signal);
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(tableFormats)("a run kept as %s answers SQL over each of its files", async (format) => {
  const sql = `select count(*) as n, sum(path) as paths, count(first_fault) as faulty,
    count(amplification) as amplified from paths`;
  expect(await query([folderOf(format)], sql)).toEqual({
    columns: ["n", "paths", "faulty", "amplified"],
    rows: [[300, 44850, 150, 200]],
  });
  const mean = `select p.mean = s.value as same from (select avg(bad_debt_usd) as mean from paths) p,
    summary s where s.metric = 'bad_debt_usd' and s.statistic = 'mean'`;
  expect((await query([folderOf(format)], mean)).rows).toHaveLength(1);
});

test("every file of a run has its columns in the dictionary beside it, in order", async () => {
  const run = [folderOf("csv")];
  const { rows: files } = await query(run, "select distinct file from columns");
  expect(files.map(String).toSorted()).toEqual(
    ["columns", "contagion", "convergence", "delays", "exceedance", "paths", "summary", "venues"]
      .concat("cascades", "cascade_sizes", "conditional", "faults")
      .toSorted(),
  );
  for (const file of files.flat()) {
    const { rows } = await query(run, `select "column" from columns where file = '${file}'`);
    const { columns } = await query(run, `select * from "${file}"`);
    expect(columns, String(file)).toEqual(rows.flat());
  }
});

test("over several runs each table has a first column with the run's name", async () => {
  const sql = "select run, count(*) from paths group by run order by run";
  expect((await query(tableFormats.map(folderOf), sql)).rows).toEqual([
    ["run-csv", 300],
    ["run-csv.gz", 300],
    ["run-parquet", 300],
  ]);
});

test("wrong folders and wrong SQL are refused with what is there", async () => {
  await expect(query(["nowhere", folder], "select 1")).rejects.toThrow(
    `nowhere: holds no finished run\n${folder}: holds no finished run`,
  );
  await expect(query([folderOf("csv")], "select * from pahts")).rejects.toThrow(/tables: .*paths/);
  await expect(query([folderOf("csv")], "  ")).rejects.toThrow(Refusal);
});

test("a long result comes in pieces, which are together the whole", async () => {
  const sql = "select a.path, b.path as other from paths a, paths b";
  const pieces: SqlResult[] = [];
  for await (const piece of queryInPieces([folderOf("csv")], sql)) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(10);
  expect(Math.max(...pieces.map(({ rows }) => rows.length))).toBeLessThan(5000);
  const whole = await query([folderOf("csv")], sql);
  expect(pieces.flatMap(({ rows }) => rows)).toEqual(whole.rows);
  expect(whole.rows).toHaveLength(90_000);
});

/** The stand-in fills whole columns with fractions; a typed file rounds those. */
const isReal = (metric: string): boolean =>
  tables.paths.find(({ name }) => name === metric)?.type !== "integer";

test("two runs kept in different forms compare like one and itself", async () => {
  for (const format of ["csv.gz", "parquet"] as const) {
    const out = join(folder, `compare-${format}`);
    const { rows } = await compare(folderOf("csv"), folderOf(format), { out }, "faultline compare");
    const means = rows.filter(({ metric, statistic }) => statistic === "mean" && isReal(metric));
    expect(means.length).toBeGreaterThan(20);
    expect(means.every(({ first, second }) => Object.is(first, second))).toBe(true);
  }
});

test("runs lists finished runs only, the latest first", () => {
  const found = runs(folder).map((run) => run.folder);
  expect(found).toEqual(tableFormats.toReversed().map(folderOf));
  cpSync(folderOf("csv"), join(folder, "half"), { recursive: true });
  rmSync(join(folder, "half", "manifest.json"));
  expect(runs(folder)).toHaveLength(3);
  // An explanation of one of them names its model, too, and is no run.
  cpSync(folderOf("csv"), join(folder, "explained"), { recursive: true });
  const manifest = join(folder, "explained", "manifest.json");
  const run = JSON.parse(readFileSync(manifest, "utf8")) as object;
  writeFileSync(manifest, JSON.stringify({ verb: "explain", ...run }));
  expect(runs(folder)).toHaveLength(3);
  expect(() => runs(join(folder, "none"))).toThrow("there is no such folder");
});
