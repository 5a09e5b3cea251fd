import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Interrupted } from "../../src/commands/refusal.ts";
import { runModel, type RunResult } from "../../src/commands/runModel.ts";
import type { RunPlan } from "../../src/commands/runPlan.ts";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { runReport } from "../../src/commands/runReport.ts";
import { columnsOfVariant, openVariants } from "../../src/commands/variants.ts";
import { openExecutor } from "../../src/engine/executors/run.ts";
import { parameterScores } from "../../src/engine/parameters.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { loadModel } from "../../src/model/load.ts";
import { smallModel } from "../engine/smallModel.ts";
import { standInRun } from "./standInRun.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-worlds-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const PATHS = 240;
const WORLD = 8;

/** A run whose worlds have seeds of other lengths, which is all that the stand-in's figures hang on. */
function start(
  name: string,
  changes: Partial<RunPlan>,
  signal: AbortSignal = new AbortController().signal,
): Promise<RunResult> {
  const { model: known, plan } = standInRun(name, PATHS, { out: join(folder, name), ...changes });
  const law = { kind: "uniform", low: 0, high: 1 } as const;
  const model = {
    ...known.model,
    sampling: { ...known.model.sampling, pathsPerWorld: WORLD },
    uncertain: [{ name: "length", measure: "number", stated: 0.5, law } as const],
  };
  const scores = parameterScores(model);
  const load = (world: number) => ({
    model: smallModel(name, PATHS, "7".repeat(scores(world)[0] > 0 ? 1 : 5)),
    book: known.book,
  });
  return runModel({ ...known, model, worlds: { paths: WORLD, load } }, plan, signal);
}

function filesOf(out: string): Record<string, string> {
  const names = readdirSync(out).filter((file) => !["manifest.json", ".checkpoint"].includes(file));
  return Object.fromEntries(names.map((file) => [file, readFileSync(join(out, file), "latin1")]));
}

test("blocks, threads and an interruption change no byte of a run over worlds", async () => {
  const whole = filesOf((await start("slow-1", { out: join(folder, "whole") })).out);
  expect(
    filesOf(
      (
        await start("slow-1", {
          out: join(folder, "cut"),
          block: 3,
          threads: 2,
          executor: "threads",
        })
      ).out,
    ),
  ).toEqual(whole);
  const out = join(folder, "broken");
  const controller = new AbortController();
  const running = expect(start("slow-1", { out, block: 5 }, controller.signal)).rejects.toThrow(
    Interrupted,
  );
  const journal = join(out, ".checkpoint", "journal.jsonl");
  while (!existsSync(journal) || readFileSync(journal, "utf8").split("\n").length < 5)
    await setTimeout(1);
  controller.abort();
  await running;
  await start("slow-1", { out, resume: true });
  expect(filesOf(out)).toEqual(whole);
}, 120_000);

test("the first thing a user sees shows both intervals, and says what they are", async () => {
  const result = await start("calm", {});
  const { manifest } = result;
  expect(manifest.worlds).toBe(PATHS / WORLD);
  expect(manifest.headline[0]).toHaveProperty("parameter_low");
  const report = runReport(result, ["faultline"], NO_COLOURS);
  expect(report).toMatch(/USD per path +mean +95 % by sampling +95 % of worlds +VaR 99/);
  expect(report).toContain(`over ${PATHS / WORLD} draws of the uncertain`);
  const [header] = readFileSync(join(result.out, "summary.csv"), "utf8").split("\n");
  expect(header).toBe(
    "metric,statistic,level,value,ci_low,ci_high,note,parameter_low,parameter_high",
  );
});

test("a run in which everything is known has one interval, as before", async () => {
  const { model, plan } = standInRun("calm", PATHS, { out: join(folder, "known") });
  const result = await runModel(model, plan, new AbortController().signal);
  expect(result.manifest.worlds).toBeNull();
  expect(runReport(result, ["faultline"], NO_COLOURS)).toMatch(
    /USD per path +mean +95 % interval +VaR 99/,
  );
});

test("a variant meets the worlds of a run, also from the middle of one", async () => {
  const file = join(folder, "m.yaml");
  const model = {
    name: "m",
    horizon: "30 days",
    step: "5 days",
    params: { rate: "10 / 30 / day" },
    uncertain: { rate: { gamma: { mean: "=rate", shape: 4 } } },
    market: { assets: { ETH: { price: 1000, volatility: 0.5 } } },
    sequencers: {
      s: { faults: [{ mode: "halt", rate: "=rate", duration: { constant: "1 second" } }] },
    },
    sampling: { paths_per_world: 10 },
  };
  writeFileSync(file, JSON.stringify(model));
  const asked = { file, set: [], paths: 60, seed: "5" };
  const variant = (await openVariants(asked, shippedSimulation))([]);
  const [executor, range] = [openExecutor(1), { from: 15, to: 60 }];
  const never = new AbortController().signal;
  const { faults } = await columnsOfVariant(
    executor,
    variant,
    ["faults"],
    range,
    shippedSimulation,
    never,
  );
  const alone: number[] = [];
  const options = { paths: 60, seed: "5", threads: 1 };
  for await (const { columns } of simulate(loadModel(file), options))
    alone.push(...columns["faults"]);
  expect([...faults]).toEqual(alone.slice(15));
  expect(new Set(faults).size).toBeGreaterThan(5);
});
