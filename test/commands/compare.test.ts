import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compare } from "../../src/commands/compare.ts";
import { compareJson, compareReport } from "../../src/commands/compareReport.ts";
import { Refusal } from "../../src/commands/refusal.ts";

const reference = "runs/reference";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-compare-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A copy of the reference run with changes to its manifest and to each cell of a column. */
function copy(
  name: string,
  manifest: Record<string, unknown> = {},
  column = "bad_debt_usd",
  change: (cell: number) => number = (cell) => cell,
): string {
  const to = join(folder, name);
  cpSync(reference, to, { recursive: true });
  const path = join(to, "manifest.json");
  const there = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...there, ...manifest }));
  const table = join(to, "paths.csv");
  const rows = parse(readFileSync(table, "utf8")) as string[][];
  const at = rows[0].indexOf(column);
  const changed = rows.map((row, line) =>
    line === 0 ? row : row.with(at, String(change(Number(row[at])))),
  );
  writeFileSync(table, changed.map((row) => `${row.join(",")}\n`).join(""));
  return to;
}

const out = (): { out: string } => ({ out: join(folder, "out") });

test("a run against itself differs by 0 in every figure that it resolves", async () => {
  const { rows } = await compare(reference, copy("same"), out(), "faultline compare");
  const resolved = rows.filter(({ first }) => !Number.isNaN(first));
  expect(resolved.length).toBeGreaterThan(200);
  expect(resolved.filter(({ difference }) => difference !== 0)).toEqual([]);
});

test("first and second are the figures of each run's summary, and twice the loss has twice the mean", async () => {
  const doubled = copy("doubled", {}, "bad_debt_usd", (usd) => 2 * usd);
  const { rows } = await compare(reference, doubled, out(), "faultline compare");
  const mean = rows.find((row) => row.metric === "bad_debt_usd" && row.statistic === "mean")!;
  const summary = readFileSync(join(reference, "summary.csv"), "utf8");
  expect(summary).toContain(`bad_debt_usd,mean,,${mean.first},`);
  expect(mean.second).toBeCloseTo(2 * mean.first, 9);
  // The difference is the loss itself: its interval is that of the mean.
  const [, , , , low, high] = /bad_debt_usd,mean,(.*)/.exec(summary)![0].split(",").map(Number);
  expect(mean.ci_low).toBeCloseTo(low, 6);
  expect(mean.ci_high).toBeCloseTo(high, 6);
});

test("comparison.csv has the rows and the columns of the contract, and the manifest both runs", async () => {
  const { rows, manifest } = await compare(
    reference,
    copy("other"),
    out(),
    "faultline compare a b",
  );
  const text = readFileSync(join(folder, "out", "comparison.csv"), "utf8");
  expect(text.split("\n")[0]).toBe(
    "metric,statistic,level,first,second,difference,ci_low,ci_high,note",
  );
  expect(text.trimEnd().split("\n")).toHaveLength(rows.length + 1);
  const written = JSON.parse(readFileSync(join(folder, "out", "manifest.json"), "utf8")) as object;
  expect(written).toEqual(manifest);
  expect(manifest).toMatchObject({ verb: "compare", seed: "1", paths: 200, left_out: [] });
});

test("the report shows the headline metrics; JSON has null where a figure is missing", async () => {
  const comparison = await compare(reference, copy("other"), out(), "faultline compare");
  expect(compareReport(comparison)).toMatch(/bad_debt_usd\s+10.9k\s+10.9k\s+0/);
  expect(JSON.stringify(compareJson(comparison))).not.toMatch(/NaN/);
});

test.each([
  [{ seed: "2" }, /seeds differ \(1, 2\)/],
  [{ paths_done: 100 }, /numbers of paths differ \(200, 100\)/],
  [{ versions: { faultline: "9.9.9", node: "20" } }, /versions/],
])("a run with %j is refused by reason, and nothing is written", async (manifest, reason) => {
  const attempt = compare(reference, copy("other", manifest), out(), "faultline compare");
  await expect(attempt).rejects.toThrow(Refusal);
  await expect(attempt).rejects.toThrow(reason);
  expect(existsSync(join(folder, "out"))).toBe(false);
});

test("all reasons come at once, folders without a run too", async () => {
  const attempt = compare(folder, join(folder, "nowhere"), out(), "faultline compare");
  const error = await attempt.catch((reason: unknown) => reason);
  expect((error as Refusal).problems).toHaveLength(2);
});

test("a folder of other files is left alone; one of a comparison is written again", async () => {
  const other = copy("other");
  await expect(compare(reference, other, { out: other }, "")).rejects.toThrow(
    /contains other files/,
  );
  await compare(reference, other, out(), "");
  await compare(reference, other, out(), "again");
  expect(readFileSync(join(folder, "out", "manifest.json"), "utf8")).toContain("again");
});
