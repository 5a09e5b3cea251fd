/**
 * What importance sampling saves: variance of a tail figure per path and per second, plain against chosen tilts.
 *
 *   npx tsx bench/tilt.ts [model] [figure's level] [paths of each] [threads]
 *
 * The plain run's own variance of a far tail is hardly known from its own few tail paths, so the threshold is the tilted
 * run's quantile for both, and the plain variance is read off the tilted run: Var = E_tilted[w x^2] - (E x)^2, x the excess.
 */
import { availableParallelism } from "node:os";
import { chooseTilts } from "../src/commands/pilot.ts";
import { tiltRuleOf } from "../src/commands/tiltRule.ts";
import type { TiltRule } from "../src/commands/tiltRule.ts";
import { executorFor, runBlocks } from "../src/engine/executors/run.ts";
import { buildBook } from "../src/engine/path.ts";
import { defaultBlockSize, rangesOf } from "../src/engine/ranges.ts";
import { shippedSimulation } from "../src/engine/simulation.ts";
import { tasksOf } from "../src/engine/worlds.ts";
import { quantileOf } from "../src/estimation/quantile.ts";
import { sortSample } from "../src/estimation/sortedSample.ts";
import { loadModel } from "../src/model/load.ts";

const METRIC = "bad_debt_usd";
const [file = "models/three-rollups.yaml", level = "0.999", count = "20000", cores] =
  process.argv.slice(2);
const paths = Number(count);
const threads = cores === undefined ? availableParallelism() : Number(cores);
const executor = executorFor(threads);
const signal = new AbortController().signal;

interface Sample {
  readonly losses: Float64Array;
  readonly weights: Float64Array;
  readonly seconds: number;
}

async function play(tilt: readonly string[]): Promise<Sample> {
  const { model, base } = loadModel(file, { tilt });
  const job = {
    loaded: { model, book: buildBook(model, base) },
    requested: [],
    simulation: shippedSimulation,
  };
  const [losses, weights] = [new Float64Array(paths), new Float64Array(paths)];
  const start = performance.now();
  for await (const block of runBlocks(
    tasksOf(job, rangesOf(0, paths, defaultBlockSize(paths))),
    threads,
    signal,
    executor,
  )) {
    losses.set(block.columns[METRIC], block.from);
    weights.set(block.columns["weight"], block.from);
  }
  return { losses, weights, seconds: (performance.now() - start) / 1000 };
}

const rule = tiltRuleOf(["auto"], `es(${METRIC}, ${level})`, []) as TiltRule & { kind: "auto" };
const { model, base } = loadModel(file, { tilt: [] });
const chosen = await chooseTilts(
  rule,
  {
    model,
    book: buildBook(model, base),
    underTilts: (tilt) => loadModel(file, { tilt }).model,
    plan: { threads, executor, simulation: shippedSimulation, quiet: true },
  },
  signal,
);
console.log(`--tilt ${chosen.tilts.join(" ")}`);
console.log(`pilot: ${chosen.rounds} rounds of ${chosen.paths}, ${chosen.seconds.toFixed(1)} s`);
const tilted = await play(chosen.tilts);
const plain = await play([]);
const { losses, weights } = tilted;
const threshold = quantileOf(sortSample(losses, weights, "likelihood"), Number(level));
let [sum, squares, plainSquares] = [0, 0, 0];
for (let path = 0; path < paths; path++) {
  const excess = Math.max(0, losses[path] - threshold);
  sum += weights[path] * excess;
  squares += (weights[path] * excess) ** 2;
  plainSquares += weights[path] * excess ** 2;
}
const mean = sum / paths;
const perPath = (plainSquares / paths - mean ** 2) / (squares / paths - mean ** 2);
const slower = tilted.seconds / plain.seconds;
const shortfall = threshold + mean / (1 - Number(level));
console.log(`${rule.text}: ${shortfall.toPrecision(4)} USD`);
console.log(`variance per path: plain / tilted = ${perPath.toFixed(1)}`);
console.log(`seconds per path: tilted / plain = ${slower.toFixed(2)}`);
console.log(`variance per second: plain / tilted = ${(perPath / slower).toFixed(1)}`);
