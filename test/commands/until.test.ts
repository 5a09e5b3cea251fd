import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Interrupted } from "../../src/commands/refusal.ts";
import { runModel } from "../../src/commands/runModel.ts";
import type { RunPlan } from "../../src/commands/runPlan.ts";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { runReport } from "../../src/commands/runReport.ts";
import { untilOf } from "../../src/commands/until.ts";
import { testCounts } from "../../src/estimation/stopping.ts";
import { standInRun } from "./standInRun.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-until-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CAP = 12_000;

function start(rule: string | null, changes: Partial<RunPlan>, cap = CAP, signal?: AbortSignal) {
  const until = rule === null ? null : untilOf(rule, []);
  const run = standInRun("calm", cap, { out: join(folder, "run"), block: 256, until, ...changes });
  return runModel(run.model, run.plan, signal ?? new AbortController().signal);
}

/** Every file but those that say when and how it was asked for. */
function filesOf(out: string): Record<string, string> {
  const names = readdirSync(out).filter((name) => !/^(manifest|resolved)\.json$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), "latin1")]));
}

/** Half-width over value of a figure of a run's summary. */
function lengthOf(out: string, figure: string): number {
  const row = readFileSync(join(out, "summary.csv"), "utf8")
    .split("\n")
    .find((line) => line.startsWith(figure))!
    .split(",");
  const [value, low, high] = row.slice(3, 6).map(Number);
  return (high - low) / 2 / value;
}

describe("mean(bad_debt_usd) within 4%", () => {
  const RULE = "mean(bad_debt_usd) within 4%";

  test("ends at the first of the fixed counts at which it holds, with the bytes of a run of so many paths", async () => {
    const { manifest, out } = await start(RULE, {});
    const done = manifest.paths_done;
    expect(manifest).toMatchObject({ paths: CAP, until: { rule: RULE, met: true } });
    expect(testCounts(CAP)).toContain(done);
    expect(done).toBeGreaterThan(1000);
    expect(lengthOf(out, "bad_debt_usd,mean,")).toBeLessThanOrEqual(0.04);
    const before = testCounts(CAP).findLast((count) => count < done)!;
    const shorter = await start(null, { out: join(folder, "shorter") }, before);
    expect(lengthOf(shorter.out, "bad_debt_usd,mean,")).toBeGreaterThan(0.04);
    const plain = await start(null, { out: join(folder, "plain") }, done);
    expect(filesOf(out)).toEqual(filesOf(plain.out));
  });

  test("leaves the same bytes with other blocks and with two threads", async () => {
    const reference = filesOf((await start(RULE, {})).out);
    const ways: Partial<RunPlan>[] = [
      { block: 97 },
      { block: 5000 },
      { block: 64, threads: 2, executor: "threads" },
    ];
    for (const [index, way] of ways.entries()) {
      const { out } = await start(RULE, { ...way, out: join(folder, `way-${index}`) });
      expect(filesOf(out)).toEqual(reference);
    }
  }, 60_000);

  test("goes on after an interruption to the same end", async () => {
    const reference = await start(RULE, { out: join(folder, "reference") });
    const controller = new AbortController();
    const journal = join(folder, "run", ".checkpoint", "journal.jsonl");
    const watch = async (): Promise<void> => {
      while (!existsSync(journal) || readFileSync(journal, "utf8").split("\n").length < 20)
        await setTimeout(1);
      controller.abort();
    };
    const watching = watch();
    await expect(start(RULE, { block: 50 }, CAP, controller.signal)).rejects.toThrow(Interrupted);
    await watching;
    const { out, manifest } = await start(RULE, { resume: true, block: 300 });
    expect(manifest.until).toEqual(reference.manifest.until);
    expect(filesOf(out)).toEqual(filesOf(reference.out));
  });

  test("is part of the run: without it, or with another, there is nothing to resume", async () => {
    await start(RULE, {});
    await expect(start(null, { resume: true })).rejects.toThrow(/until is mean/);
    await expect(start("mean(bad_debt_usd) within 3%", { resume: true })).rejects.toThrow(/until/);
    await expect(start(RULE, { resume: true })).resolves.toBeDefined();
  });
});

test("a rule that never holds ends at the cap, and the report says so", async () => {
  const result = await start("es(bad_debt_usd, 0.99) within 0.1%", {}, 1500);
  expect(result.manifest).toMatchObject({ paths_done: 1500, until: { met: false } });
  expect(runReport(result, ["faultline"], NO_COLOURS)).toMatch(/NOT reached; give more --paths/);
  expect(runReport(result, ["faultline"], NO_COLOURS)).not.toMatch(/Weighted paths/);
  const weighted = { effective_sample_size: 12, largest_weight_share: 0.34 };
  expect(
    runReport(
      { ...result, manifest: { ...result.manifest, ...weighted } },
      ["faultline"],
      NO_COLOURS,
    ),
  ).toMatch(/worth 12 equal ones, the heaviest 34 % of all weight/);
});

test.each([
  ["es(bad_debt_usd, 0.99) within 5%", { kind: "es", level: 0.99 }, "relative", 0.05],
  ["  ES( bad_debt_usd ,.99 )  within 5 % ", { kind: "es", level: 0.99 }, "relative", 0.05],
  ["var(x, 0.995) within 1e3", { kind: "quantile", level: 0.995 }, "absolute", 1000],
  ["probability(x > 1e6) within 10%", { kind: "probability", threshold: 1e6 }, "relative", 0.1],
  ["sd(x) within 2.5%", { kind: "sd" }, "relative", 0.025],
])("%s is read", (text, figure, kind, size) => {
  const problems: string[] = [];
  expect(untilOf(text, problems)).toMatchObject({ figure, tolerance: { kind, size } });
  expect(problems).toEqual([]);
});

test.each([
  "es(x) within 5%",
  "mean(x, 0.5) within 5%",
  "probability(x) within 5%",
  "probability(x, 3) within 5%",
  "es(x, 1) within 5%",
  "es(x, 0.9) within -5%",
  "es(x, 0.9) within 0",
  "es(x, 0.9)",
  "es(x, 0.9) within 1e400%",
  "median(x) within 5%",
  "",
])("'%s' is refused with an example", (text) => {
  const problems: string[] = [];
  expect(untilOf(text, problems)).toBeNull();
  expect(problems).toEqual([expect.stringMatching(/^--until: must be like .*got/)]);
});
