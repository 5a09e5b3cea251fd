import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explain } from "../../../src/commands/explain/explain.ts";
import { Refusal } from "../../../src/commands/refusal.ts";
import { run } from "../../../src/commands/run.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";

let folder: string;
const at = (name: string): string => join(folder, name);

async function runInto(
  name: string,
  model: string,
  options: Parameters<typeof run>[1],
): Promise<void> {
  await run(
    model,
    { seed: "1", threads: "1", quiet: true, out: at(name), ...options },
    {
      invocation: { program: ["faultline"], arguments: [] },
      signal: new AbortController().signal,
      simulation: shippedSimulation,
    },
  );
}

const told = (name: string, path: number, out = `explain-${name}-${path}`) =>
  explain(at(name), String(path), { out: at(out) }, "faultline explain", shippedSimulation);

const rows = (name: string, file: string): Record<string, string>[] =>
  parse(readFileSync(join(at(name), file)), { columns: true });

/** The first path with a halt and bad debt. */
function haltedPath(name: string): number {
  const halted = new Set(rows(name, "faults.csv").map(({ path }) => path));
  const found = rows(name, "paths.csv").find(
    ({ path, bad_debt_usd }) => halted.has(path) && Number(bad_debt_usd) > 0,
  );
  return Number(found?.["path"]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "faultline-explain-"));
  const often = ["sequencers.*.faults.*.rate=300 / year"];
  await runInto("plain", "models/quickstart.yaml", { paths: "120", set: often });
  const set = ["venues.perps.margin.0.maintenance=0.04"];
  await runInto("varied", "models/quickstart.yaml", { paths: "24", set, format: "parquet" });
  await runInto("worlds", "models/three-rollups.yaml", { paths: "60" });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("a path replayed from the folder alone has the row of the run, cell by cell", async () => {
  for (const path of [0, 7, 119]) {
    const { row } = await told("plain", path);
    const there = rows("plain", "paths.csv")[path];
    const here = Object.entries(row).map(([name, cell]) => [
      name,
      cell === null ? "" : String(cell),
    ]);
    expect(Object.fromEntries(here)).toEqual(there);
  }
}, 60_000);

test("a path of a world of uncertain parameters, and one of a variant kept as Parquet, are replayed too", async () => {
  const { row } = await told("worlds", 57);
  expect(String(row["liquidated_usd"])).toBe(rows("worlds", "paths.csv")[57]["liquidated_usd"]);
  expect((await told("varied", 3)).row["path"]).toBe(3);
}, 60_000);

test("the story tells the halt with its end, and what would have saved the path names it", async () => {
  const path = haltedPath("plain");
  const { story, counterfactuals, row } = await told("plain", path);
  const [fault] = rows("plain", "faults.csv").filter((one) => Number(one["path"]) === path);
  const halt = story.find(({ kind }) => kind === "fault");
  expect(halt?.time_s).toBe(Number(fault["start_s"]));
  expect(halt?.text).toMatch(/^sequencers\.solo halts \(by chance\)/);
  expect(story.map(({ time_s }) => time_s)).toEqual(
    story.map(({ time_s }) => time_s).toSorted((one, other) => one - other),
  );
  expect(story.at(-1)?.text).toMatch(/^the horizon: liquidated .* bad debt/);
  const never = counterfactuals.find(({ change }) => change === "sequencers.solo never fails");
  expect(never?.saved_usd).toBe(Number(row["bad_debt_usd"]) - (never?.bad_debt_usd ?? NaN));
});

test("the trace has a row for t = 0 and for each of 1 440 steps, and its last moment is the path's row", async () => {
  const path = haltedPath("plain");
  const { row } = await told("plain", path, "trace");
  const prices = rows("trace", "prices.csv");
  expect(prices).toHaveLength(1441);
  expect(prices[0]).toMatchObject({ time_s: "0", ETH: "3200", "perps.ETH": "3200" });
  expect(Number(prices[1440]["ETH"])).toBe(row["final_price_ETH"]);
  const least = prices.reduce((low, { ETH }) => Math.min(low, Number(ETH)), Infinity);
  expect(least).toBe(row["min_price_ETH"]);
  const venues = rows("trace", "venues.csv");
  expect(venues).toHaveLength(1441);
  expect(Number(venues[1440]["liquidated_usd"])).toBe(row["liquidated_usd"]);
  const halted = rows("trace", "statuses.csv").filter(({ l2 }) => l2 === "halted").length;
  expect(halted / 60).toBeCloseTo(Number(row["downtime_hours"]), 0);
  expect(readdirSync(at("trace"))).toEqual(
    expect.arrayContaining([
      "path.png",
      "path.svg",
      "story.csv",
      "counterfactuals.csv",
      "transfers.csv",
    ]),
  );
});

test("what cannot be explained is refused, all problems at once, and nothing is written", async () => {
  await expect(told("plain", 120, "none")).rejects.toThrow(
    "--path: must be a whole number from 0 to 119, got '120'",
  );
  await expect(
    explain(at("nowhere"), "x", { out: at("plain") }, "", shippedSimulation),
  ).rejects.toThrow(/nowhere: holds no finished run\n.*plain: contains other files/);
  expect(readdirSync(folder)).not.toContain("none");
});

test("sources or a row that are not those of the run are refused", async () => {
  cpSync(at("plain"), at("changed"), { recursive: true });
  const sources = readFileSync(join(at("changed"), "sources.json"), "utf8");
  writeFileSync(join(at("changed"), "sources.json"), sources.replace("price: 3200", "price: 3300"));
  await expect(told("changed", 1)).rejects.toThrow(/its sources do not make its model/);
  writeFileSync(join(at("changed"), "sources.json"), sources);
  const paths = readFileSync(join(at("changed"), "paths.csv"), "utf8").split("\n");
  paths[2] = paths[2].replace(",1,", ",2,");
  writeFileSync(join(at("changed"), "paths.csv"), paths.join("\n"));
  await expect(told("changed", 1)).rejects.toThrow(Refusal);
  await expect(told("changed", 1)).rejects.toThrow(/path 1 comes out differently/);
});
