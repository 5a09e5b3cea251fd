/** The verb: what it writes, what it refuses, and that threads change no byte. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, test } from "vitest";
import { attribute } from "../../../src/commands/attribute/attribute.ts";
import { attributeJson, attributeReport } from "../../../src/commands/attribute/report.ts";
import type { AttributeOptions } from "../../../src/commands/attribute/settings.ts";
import { Abandoned, Refusal } from "../../../src/commands/refusal.ts";
import { columnsOfVariant, openVariants } from "../../../src/commands/variants.ts";
import { openExecutor } from "../../../src/engine/executors/run.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";
import { ModelError } from "../../../src/model/problems.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-attribute-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const MODEL = "models/quickstart.yaml";
const out = (): string => join(folder, "out");
const fileOf = (text: string): string => {
  const path = join(folder, "groups.yaml");
  writeFileSync(path, text);
  return path;
};
const caller = (signal = new AbortController().signal) => ({
  invocation: { program: ["faultline"], arguments: ["attribute", MODEL] },
  signal,
  simulation: shippedSimulation,
});
const asked = (options: Partial<AttributeOptions> = {}): AttributeOptions => ({
  metric: "liquidated_usd",
  at: "mean",
  paths: "24",
  threads: "1",
  quiet: true,
  set: ["sequencers.solo.faults.0.rate=900 / year", "horizon=6 hours"],
  out: out(),
  ...options,
});
const run = (options: Partial<AttributeOptions> = {}, model = MODEL) =>
  attribute(model, asked(options), caller());
const refusal = async (attempt: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal || error instanceof ModelError)) throw error;
  expect(existsSync(out())).toBe(false);
  return error.problems;
};

test("attribution.csv has the columns of the contract, and groups and rest sum to the total", async () => {
  const groups = fileOf("chain: sequencers.*\nimpact: [sampling.feedback]\nbridges: [chains.l2]\n");
  const result = await run({ groups });
  const text = readFileSync(join(out(), "attribution.csv"), "utf8");
  expect(text).toMatch(/^group,alone,left_out,shapley,ci_low,ci_high,share,/);
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  expect(rows.map((row) => row["group"])).toEqual([
    "chain",
    "impact",
    "bridges",
    "everything else",
    "total",
  ]);
  const values = rows.map((row) => Number(row["shapley"]));
  const total = values.at(-1)!;
  const sum = values.slice(0, -1).reduce((left, right) => left + right);
  expect(sum / total).toBeCloseTo(1, 12);
  const shares = rows.slice(0, -1).map((row) => Number(row["share"]));
  expect(shares.reduce((left, right) => left + right)).toBeCloseTo(1, 12);
  expect(values[1]).toBeGreaterThan(0);
  // Nothing of the chain itself can fail.
  expect(rows[2]).toMatchObject({
    shapley: "0",
    ci_low: "0",
    ci_high: "0",
    note: "touches no path",
  });
  const manifest = JSON.parse(readFileSync(join(out(), "manifest.json"), "utf8")) as object;
  expect(manifest).toEqual(result.manifest);
  expect(manifest).toMatchObject({ verb: "attribute", paths: 24, orders: "all", coalitions: 4 });
  // Every close and every bad debt has one cause, so that they sum to the means of the paths.
  const { causes } = result;
  const liquidated = causes.reduce((left, { liquidated_usd: usd }) => left + usd, 0);
  expect(liquidated / total).toBeCloseTo(1, 12);
  expect(causes.map(({ cause }) => cause)).toContain("impact");
  expect(readFileSync(join(out(), "causes.csv"), "utf8")).toMatch(/^cause,liquidated_usd,/);
  const png = readFileSync(join(out(), "attribution.png"));
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(readFileSync(join(out(), "attribution.svg"), "utf8")).toContain("everything else");
  expect(attributeReport(result)).toMatch(/adding nothing: bridges\n4 coalitions \(all\)/);
  expect(JSON.stringify(attributeJson(result))).not.toContain("NaN");
});

test("two threads write the bytes of one", async () => {
  await run({ threads: "1" });
  const one = readFileSync(join(out(), "attribution.csv"), "utf8");
  await run({ threads: "2" });
  expect(readFileSync(join(out(), "attribution.csv"), "utf8")).toBe(one);
  expect(one.split("\n")[1]).toMatch(/^sequencers\.solo,/);
});

test("what is wrong with the command line comes at once", async () => {
  const wrong = run({ at: "es:2", paths: "0", threads: "x", tilt: ["auto"] });
  const problems = await refusal(wrong);
  expect(problems.map((problem) => problem.split(":")[0])).toEqual([
    "--at",
    "--threads",
    "--paths",
    "--tilt",
  ]);
  expect(await refusal(run({ metric: "a b" }))).toEqual(["--metric: 'a b' is no metric"]);
  expect(await refusal(run({ tilt: ["auto"] }))).toEqual([
    "--tilt: auto is not available here; take the tilts that 'run' prints",
  ]);
});

test("a metric that is not there, and everything wrong with the groups by its place, come at once", async () => {
  const groups = fileOf(
    "a: [sequencers.solo, sequencer.solo]\nb: sequencers.*\ntotal: [sampling.feedback]\nc: []\nd: [3]\n",
  );
  const problems = await refusal(run({ metric: "bad_dept_usd", groups }));
  expect(problems).toEqual([
    expect.stringMatching(/^--metric: unknown metric 'bad_dept_usd', did you mean 'bad_debt_usd'/),
    `${groups}:1:22: a[1]: unknown component 'sequencer.solo', did you mean 'sequencers.solo'?`,
    `${groups}:2:4: b: 'sequencers.solo' is in 'a' already`,
    `${groups}:3:1: total: is no name for a group`,
    `${groups}:4:4: c: names no component`,
    `${groups}:5:5: d[0]: must be a component, like sequencers.*; got 3`,
  ]);
});

test("a file that is not there, a folder of other files and a model without faults are refused", async () => {
  expect(await refusal(run({ groups: join(folder, "no.yaml") }))).toEqual([
    `${join(folder, "no.yaml")}: there is no such file`,
  ]);
  writeFileSync(join(folder, "mine.txt"), "");
  await expect(run({ out: folder })).rejects.toThrow(/contains other files/);
  const none = run({ set: ["sequencers.solo.faults.0.rate=0 / year"] });
  expect(await refusal(none)).toEqual([
    "nothing in the model can fail: there is nothing to attribute to",
  ]);
});

test("strata are left out with a warning", async () => {
  const { manifest } = await run({ set: ["sampling.strata=[1, 1]"] });
  expect(manifest.warnings).toEqual([expect.stringMatching(/^sampling\.strata is left out/)]);
});

test("an interruption leaves nothing behind", async () => {
  const controller = new AbortController();
  controller.abort();
  const attempt = attribute(MODEL, asked(), caller(controller.signal));
  await expect(attempt).rejects.toThrow(Abandoned);
  expect(existsSync(out())).toBe(false);
});

test("in worlds of an uncertain rate, what the sequencer owes is the difference to worlds without its halts", async () => {
  const file = join(folder, "uncertain.yaml");
  const rate = 'rate: "=halt_rate", duration: { lognormal: { median: 40 minutes, sigma: 0.5 } }';
  writeFileSync(
    file,
    [
      `extends: ${join(process.cwd(), MODEL)}`,
      "horizon: 6 hours",
      "params: { halt_rate: 900 / year }",
      "uncertain: { halt_rate: { triangular: { low: 100 / year, mode: 900 / year, high: 3000 / year } } }",
      `sequencers: { solo: { faults: [{ mode: halt, ${rate} }] } }`,
      "sampling: { paths: 24, paths_per_world: 4 }",
    ].join("\n"),
  );
  const { rows, manifest } = await run({ set: [] }, file);
  const meanUnder = async (set: string[]): Promise<number> => {
    const load = await openVariants({ file, set, paths: 24, seed: null }, shippedSimulation);
    const { signal } = new AbortController();
    const columns = await columnsOfVariant(
      openExecutor(1),
      load([]),
      ["liquidated_usd"],
      { from: 0, to: 24 },
      shippedSimulation,
      signal,
    );
    return columns.liquidated_usd.reduce((sum, usd) => sum + usd, 0) / 24;
  };
  const whole = await meanUnder([]);
  const calm = await meanUnder(["sequencers.solo.faults.0.rate=0 / year"]);
  expect(manifest.total.value! / whole).toBeCloseTo(1, 12);
  const [sequencer] = rows;
  expect(sequencer.group).toBe("sequencers.solo");
  expect(Math.abs(whole - calm)).toBeGreaterThan(100);
  expect(sequencer.shapley! / (whole - calm)).toBeCloseTo(1, 9);
});
