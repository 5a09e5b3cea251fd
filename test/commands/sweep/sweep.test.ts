import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../../../src/commands/caller.ts";
import { sweepJson, sweepReport } from "../../../src/commands/sweep/report.ts";
import type { SweepOptions } from "../../../src/commands/sweep/settings.ts";
import { sweep } from "../../../src/commands/sweep/sweep.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";
import { standIn } from "../standInRun.ts";

const model = "models/quickstart.yaml";
const margin = "venues.perps.margin.0.maintenance";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-sweep-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const callerOf = (simulation: string, signal = new AbortController().signal): Caller => ({
  invocation: { program: ["faultline"], arguments: ["sweep", "x"] },
  signal,
  simulation,
});
const asked = (more: SweepOptions = {}): SweepOptions => ({
  vary: [`${margin}=0.02:0.03:0.005`],
  paths: "40",
  threads: "1",
  quiet: true,
  out: join(folder, "out"),
  ...more,
});
const table = (out = "out"): Record<string, string>[] =>
  parse(readFileSync(join(folder, out, "sweep.csv")), { columns: true }) as Record<
    string,
    string
  >[];
const refusal = async (promise: Promise<unknown>): Promise<string[]> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason as { problems: string[] },
  );
  return error?.problems ?? [];
};

/** A signal that is aborted at the `after`-th look at it. */
function abortedAfter(after: number): AbortSignal {
  const controller = new AbortController();
  let looks = 0;
  return Object.assign(controller.signal, {
    throwIfAborted() {
      if (++looks > after) controller.abort();
      if (controller.signal.aborted) throw new Error("stopped");
    },
  });
}

test("a sweep's values are those of single runs, and its differences those of their paths", async () => {
  const real = callerOf(shippedSimulation);
  const { rows } = await sweep(model, asked({ metrics: "bad_debt_usd,liquidated_usd" }), real);
  expect(rows).toHaveLength(3);
  const cells = table();
  expect(Object.keys(cells[0])).toEqual(
    `variant,${margin},metric,statistic,level,value,ci_low,ci_high,difference,difference_ci_low,difference_ci_high,note`.split(
      ",",
    ),
  );
  const mean = (out: string, variant: string, metric: string) =>
    table(out).find(
      (row) =>
        row["variant"] === variant && row["metric"] === metric && row["statistic"] === "mean",
    )!;
  // One variant alone, set by hand.
  const alone = asked({
    vary: ["name=alone"],
    set: [`${margin}=0.03`],
    out: join(folder, "alone"),
  });
  await sweep(model, alone, real);
  for (const metric of ["bad_debt_usd", "liquidated_usd"]) {
    const [first, last, single] = [
      mean("out", "0", metric),
      mean("out", "2", metric),
      mean("alone", "0", metric),
    ];
    expect(last[margin]).toBe("0.03");
    expect(last["value"]).toBe(single["value"]);
    expect(Number(last["difference"])).toBeCloseTo(
      Number(last["value"]) - Number(first["value"]),
      6,
    );
    expect([first["difference"], first["difference_ci_low"]]).toEqual(["0", "0"]);
  }
});

test("paired intervals of margins from 2 to 3 % are more than 5 times narrower than unpaired ones", async () => {
  const vary = [`${margin}=0.02,0.0205,0.025,0.03`];
  const metrics = "bad_debt_usd,liquidated_usd";
  await sweep(model, asked({ vary, metrics, paths: "200" }), callerOf(shippedSimulation));
  const means = table().filter((row) => row["statistic"] === "mean");
  const width = (row: Record<string, string>, low: string, high: string) =>
    Number(row[high]) - Number(row[low]);
  for (const metric of metrics.split(",")) {
    const [first, ...others] = means.filter((row) => row["metric"] === metric);
    expect(others).toHaveLength(3);
    for (const row of others) {
      const unpaired = Math.hypot(
        width(first, "ci_low", "ci_high"),
        width(row, "ci_low", "ci_high"),
      );
      const paired = width(row, "difference_ci_low", "difference_ci_high");
      expect(paired).toBeGreaterThan(0);
      expect(unpaired / paired).toBeGreaterThan(5);
    }
  }
});

test("accounts that a variant makes liquidatable at t = 0 are in none of its objectives", async () => {
  const file = "models/acceptance/worked-cascade.yaml";
  const vary = ["venues.*.margin.0.maintenance=0.05,0.2"];
  const set = ["venues.*.margin.0.initial=0.4"];
  const options = asked({
    vary,
    set,
    paths: "2",
    metrics: "liquidated_usd,initial_liquidated_usd",
  });
  const { rows } = await sweep(file, options, callerOf(shippedSimulation));
  const means = rows.map((own) => own.filter(({ statistic }) => statistic === "mean"));
  expect(means[0].map(({ value }) => Math.round(value))).toEqual([1_885_074, 0]);
  expect(means[1][0].value).toBe(0);
  expect(means[1][1].value).toBeGreaterThan(1_900_000);
});

describe("an interrupted sweep", () => {
  const stopped = async (): Promise<unknown> =>
    sweep(model, asked(), callerOf(standIn, abortedAfter(13))).catch((error: unknown) => error);

  test("keeps what is finished, says how to go on, and resumes to the same bytes", async () => {
    await sweep(model, asked({ out: join(folder, "whole") }), callerOf(standIn));
    const error = (await stopped()) as Error;
    expect(error.message).toBe("interrupted: 2 of 3 variants are kept");
    expect(error).toMatchObject({ resume: "faultline sweep x --resume" });
    expect(readdirSync(join(folder, "out"))).toEqual([".variants"]);
    const kept = readdirSync(join(folder, "out", ".variants"));
    expect(kept).toContain("variant-1.json");
    expect(kept).not.toContain("variant-2.json");
    await sweep(model, asked({ resume: true }), callerOf(standIn));
    const bytes = (out: string) => readFileSync(join(folder, out, "sweep.csv"), "utf8");
    expect(bytes("out")).toBe(bytes("whole"));
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual(["manifest.json", "sweep.csv"]);
  });

  test("is not replaced without --resume, nor resumed by another one", async () => {
    await stopped();
    const out = join(folder, "out");
    expect(await refusal(sweep(model, asked(), callerOf(standIn)))).toEqual([
      `${out}: holds an interrupted sweep; choose another --out, or --resume`,
    ]);
    const other = asked({
      resume: true,
      set: ["venues.perps.liquidation.penalty=0.02"],
      seed: "9",
    });
    expect(await refusal(sweep(model, other, callerOf(standIn)))).toEqual([
      `${out}: cannot resume: the seed is not that of the sweep there`,
      `${out}: cannot resume: the model, its settings or the design is not that of the sweep there`,
    ]);
  });
});

test("a finished sweep is read again with --resume, and replaced by the same one only", async () => {
  const first = await sweep(model, asked(), callerOf(standIn));
  const again = await sweep(model, asked({ resume: true }), callerOf(standIn));
  expect(again.rows).toEqual(first.rows);
  expect(again.manifest).toEqual(first.manifest);
  await sweep(model, asked(), callerOf(standIn));
  expect((await refusal(sweep(model, asked({ seed: "9" }), callerOf(standIn))))[0]).toContain(
    "holds a finished sweep of another model, seed or design",
  );
});

test("what is wrong with any variant is told before the first path, with the variants it is wrong in", async () => {
  const vary = [`${margin}=0.02,0.07,0.08`, "venues.perps.liquidation.penalty=0.01,2"];
  const problems = await refusal(sweep(model, asked({ vary }), callerOf(standIn)));
  expect(problems.filter((text) => text.startsWith("variants 2, 3: --set"))).toHaveLength(1);
  expect(problems.filter((text) => text.startsWith("variants 1, 3, 5: --set"))).toHaveLength(1);
  expect(problems.some((text) => text.includes("must be below initial (0.05), got 0.07"))).toBe(
    true,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("options are refused all at once; so are keys that move the paths, unknown metrics and foreign folders", async () => {
  const options = asked({ vary: ["a"], design: "cube", points: "0", paths: "none", metrics: "," });
  expect(await refusal(sweep(model, options, callerOf(standIn)))).toHaveLength(5);
  const nothing = await refusal(sweep(model, asked({ vary: [] }), callerOf(standIn)));
  expect(nothing[0]).toContain("--vary: at least one key is needed");
  const moved = asked({ vary: ["sampling.seed=1,2"] });
  expect(await refusal(sweep(model, moved, callerOf(standIn)))).toEqual([
    "variant 1: sampling.seed cannot be varied: every variant meets the same paths",
  ]);
  const unknown = asked({ metrics: "bad_dept_usd" });
  expect(await refusal(sweep(model, unknown, callerOf(standIn)))).toEqual([
    "--metrics: unknown metric 'bad_dept_usd', did you mean 'bad_debt_usd'?",
  ]);
  mkdirSync(join(folder, "other"));
  writeFileSync(join(folder, "other", "letter.txt"), "");
  const elsewhere = asked({ out: join(folder, "other") });
  expect((await refusal(sweep(model, elsewhere, callerOf(standIn))))[0]).toContain(
    "contains other files",
  );
});

test("a path that fails names its variant and how to meet it again", async () => {
  const vary = ["name=calm,fails-7"];
  const error = await sweep(model, asked({ vary }), callerOf(standIn)).catch(
    (reason: unknown) => reason,
  );
  expect((error as Error).message).toMatch(
    /^variant 1 \(name=fails-7\): path 7: the ledger is 3 USD out/,
  );
  expect(error).toMatchObject({ replay: "faultline sweep x --resume" });
});

test("the report has a line per variant; JSON has null for what is empty", async () => {
  const made = await sweep(
    model,
    asked({ design: "lhs", points: "3", vary: [`${margin}=0.02:0.03`] }),
    callerOf(standIn),
  );
  const lines = sweepReport(made).split("\n");
  expect(lines.filter((line) => /^ {2}\d /.test(line))).toHaveLength(4);
  expect(lines.find((line) => line.startsWith("  0 "))).toContain("as in the file");
  const json = JSON.parse(JSON.stringify(sweepJson(made))) as {
    variants: { keys: object; rows: object[] }[];
  };
  expect(json.variants[0].keys).toEqual({ [margin]: null });
  expect(json.variants[1].rows[0]).toMatchObject({
    metric: "bad_debt_usd",
    statistic: "mean",
    level: null,
  });
});
