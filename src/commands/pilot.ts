/**
 * `--tilt auto`: tilts chosen from a pilot by the cross-entropy method (`estimation/crossEntropy.ts`).
 *
 * A round is so many paths of the model under a seed of its own, `<seed>/pilot-<round>`, so that what is chosen depends on
 * model, seed and figure alone, and the paths of the run itself are as new to it as to any tilt given by hand. The first
 * round makes what can fail frequent: of a fault once in 2 000 paths a plain pilot would see nothing. Choices are rounded
 * and written as `--tilt` takes them.
 */

import type { BlockJob } from "../engine/block.ts";
import { evidenceColumns, tiltablesOf } from "../engine/evidence.ts";
import type { Tiltable } from "../engine/evidence.ts";
import type { Executor } from "../engine/executors/executor.ts";
import { openExecutor } from "../engine/executors/run.ts";
import { defaultBlockSize, rangesOf } from "../engine/ranges.ts";
import { tasksOf } from "../engine/worlds.ts";
import { fitTilts, LARGEST_FACTOR, matterTo } from "../estimation/crossEntropy.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { compileFaultProcesses } from "../reliability/faultProcesses.ts";
import { createRegistry } from "../random/streams.ts";
import type { ChosenTilts } from "../output/manifest.ts";
import { showProgress } from "./progress.ts";
import type { RunPlan } from "./runPlan.ts";
import type { TiltRule } from "./tiltRule.ts";

/** Paths of a round. */
const PATHS = 1000;
const MOST_ROUNDS = 8;
/** Rounds at the level asked for: the first finds the way there, the second is drawn from there. */
const ROUNDS_THERE = 2;
/** Share of the first round's paths that each thing that can fail shall strike, if there are few of them. */
const FIRST_SHARE = 0.2;
/** Factors so close to 1 are noise. */
const INDIFFERENT = 1.25;

/** What a pilot needs besides its rule. */
export interface PilotSetting {
  readonly model: ResolvedModel;
  readonly book: unknown;
  /** The same model under other tilts. */
  readonly underTilts: (tilts: readonly string[]) => ResolvedModel;
  readonly plan: Pick<RunPlan, "threads" | "executor" | "simulation" | "quiet">;
}

/** Chooses the tilts for a figure. */
export async function chooseTilts(
  rule: TiltRule & { readonly kind: "auto" },
  setting: PilotSetting,
  signal: AbortSignal,
): Promise<ChosenTilts> {
  const executor = openExecutor(setting.plan.threads, setting.plan.executor);
  try {
    return await playRounds(rule, setting, executor, signal);
  } finally {
    await executor.close();
  }
}

async function playRounds(
  rule: TiltRule & { readonly kind: "auto" },
  setting: PilotSetting,
  executor: Executor,
  signal: AbortSignal,
): Promise<ChosenTilts> {
  const started = performance.now();
  const { model } = setting;
  const registry = createRegistry(model.sampling.seed);
  const tiltables = tiltablesOf(model, compileFaultProcesses(model, registry));
  let tilts = firstTilts(tiltables);
  let there = 0;
  let rounds = 0;
  let seen = false;
  while (rounds < MOST_ROUNDS && there < ROUNDS_THERE) {
    const round = await playRound(setting, tilts, ++rounds, rule.metric, executor, signal);
    const { matter, reached } = matterTo(rule.figure, round.values, round.weights);
    const weighted = matter.map((one, path) => one * round.weights[path]);
    if (!weighted.some((one) => one > 0)) continue;
    seen = true;
    if (reached) there++;
    tilts = written(tiltables, fitTilts(tiltables.map(ratioOf(round.evidence)), weighted));
  }
  const chosen = { for: rule.text, tilts: seen ? tilts : [] };
  const seconds = (performance.now() - started) / 1000;
  return { ...chosen, rounds, paths: PATHS, seconds, reached: there > 0 };
}

/** One round: the metric, the weights and the evidence of its paths. */
interface Round {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly evidence: Readonly<Record<string, Float64Array>>;
}

async function playRound(
  { model, book, underTilts, plan }: PilotSetting,
  tilts: readonly string[],
  round: number,
  metric: string,
  executor: Executor,
  signal: AbortSignal,
): Promise<Round> {
  const piloted = pilotModel(model, underTilts(tilts), round);
  const { simulation, quiet } = plan;
  const job: BlockJob = {
    loaded: { model: piloted, book },
    requested: [],
    simulation,
    purpose: "pilot",
  };
  const ranges = rangesOf(0, PATHS, defaultBlockSize(PATHS));
  const values = new Float64Array(PATHS);
  const weights = new Float64Array(PATHS);
  const evidence: Record<string, Float64Array> = {};
  const progress = showProgress(quiet, PATHS, [], `pilot, round ${round}`);
  const start = performance.now();
  try {
    for await (const block of executor.blocks(tasksOf(job, ranges), signal)) {
      values.set(block.columns[metric], block.from);
      weights.set(block.columns["weight"], block.from);
      for (const [name, column] of Object.entries(block.evidence))
        (evidence[name] ??= new Float64Array(PATHS)).set(column, block.from);
      progress.advance(block.columns, (performance.now() - start) / 1000);
    }
  } finally {
    progress.stop();
  }
  return { values, weights, evidence };
}

/** Each path by itself, and the drift watched though nothing may tilt it. */
function pilotModel(
  { sampling }: ResolvedModel,
  tilted: ResolvedModel,
  round: number,
): ResolvedModel {
  const {
    method: _method,
    strata: _strata,
    tilt = { factors: [], defensive: 0 },
    ...rest
  } = tilted.sampling;
  const drift = tilt.market?.drift ?? tilted.market.baseAssets.map(() => null);
  return {
    ...tilted,
    sampling: {
      ...rest,
      paths: PATHS,
      seed: `${sampling.seed}/pilot-${round}`,
      tilt: { ...tilt, market: { ...tilt.market, drift } },
    },
  };
}

/** What can fail, made frequent. */
function firstTilts(tiltables: readonly Tiltable[]): string[] {
  const rare = tiltables.filter(
    ({ kind, expected }) => kind === "factor" && expected < FIRST_SHARE,
  );
  const share = Math.min(FIRST_SHARE, 1 / rare.length);
  return rare.flatMap(({ key, expected }) => factorText(key, share / expected));
}

function ratioOf(evidence: Round["evidence"]) {
  return ({ key, kind }: Tiltable) => {
    const [sum, base] = evidenceColumns(key);
    return { kind, sum: evidence[sum], base: evidence[base] };
  };
}

/** What moves nothing is left out; an asset whose mean is not given follows the others. */
function written(tiltables: readonly Tiltable[], values: readonly number[]): string[] {
  return tiltables.flatMap(({ key, kind }, place) => {
    const value = values[place];
    if (kind === "factor") return factorText(key, value);
    const shift = Number(value.toFixed(2));
    return shift === 0 ? [] : [`${key}=${shift}`];
  });
}

function factorText(key: string, value: number): string[] {
  const factor = Number(Math.min(value, LARGEST_FACTOR).toPrecision(3));
  return factor < INDIFFERENT && factor > 1 / INDIFFERENT ? [] : [`${key}=${factor}`];
}
