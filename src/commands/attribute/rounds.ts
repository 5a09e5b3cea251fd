/**
 * One round: paths simulated under coalitions, in each of which some groups are as they are and the others perfect.
 */

import type { BlockJob, BlockResult, BlockTask } from "../../engine/block.ts";
import type { TableName } from "../../engine/columns.ts";
import type { Executor } from "../../engine/executors/executor.ts";
import { perfect } from "../../engine/perfect.ts";
import { defaultBlockSize, rangesOf } from "../../engine/ranges.ts";
import type { Loaded } from "../../engine/simulation.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { Group } from "./groups.ts";
import { touchedIn } from "./touched.ts";

export interface CoalitionSetting {
  readonly model: ResolvedModel;
  readonly book: unknown;
  /** Absent where every parameter is known. */
  readonly worldOf?: ((path: number) => Loaded) | undefined;
  /** Group i takes part where bit i of a coalition is set. */
  readonly groups: readonly Group[];
  readonly metric: string;
  readonly executor: Executor;
  /** Address of the simulation's module. */
  readonly simulation: string;
  readonly signal: AbortSignal;
  /** Tables that blocks with everybody hold as numbers. */
  readonly numbered?: readonly TableName[];
  /** Told how many paths a round will simulate, and each block as it comes. */
  readonly onRound?: (paths: number) => void;
  readonly onBlock?: (block: BlockResult) => void;
}

/** One path under one coalition; `touched` are groups, as bits. */
export interface Outcome {
  readonly touched: number;
  readonly value: number;
  readonly weight: number;
}

export interface OutcomeBlock {
  readonly under: number;
  readonly from: number;
  readonly to: number;
  readonly outcomes: readonly Outcome[];
}

/** Simulates paths under coalitions, coalition by coalition. */
export async function* simulateRound(
  setting: CoalitionSetting,
  wanted: ReadonlyMap<number, readonly number[]>,
): AsyncGenerator<OutcomeBlock> {
  const { executor, signal, metric } = setting;
  const touchedBy = touchedIn(setting.model, setting.groups);
  const tasks = tasksOf(setting, wanted);
  const unders: number[] = [];
  setting.onRound?.([...wanted.values()].reduce((sum, { length }) => sum + length, 0));
  const inTurn = function* (): Generator<BlockTask> {
    for (const { under, task } of tasks) {
      unders.push(under);
      yield task;
    }
  };
  for await (const block of executor.blocks(inTurn(), signal)) {
    const under = unders.shift()!;
    const touched = touchedBy(block, under);
    const { [metric]: values, weight } = block.columns;
    const outcomes = touched.map((bits, at) => ({
      touched: bits,
      value: values[at],
      weight: weight[at],
    }));
    setting.onBlock?.(block);
    yield { under, from: block.from, to: block.to, outcomes };
  }
}

function* tasksOf(
  setting: CoalitionSetting,
  wanted: ReadonlyMap<number, readonly number[]>,
): Generator<{ readonly under: number; readonly task: BlockTask }> {
  const { model, book, groups, simulation, numbered = [], worldOf } = setting;
  const { paths: all, pathsPerWorld: world } = model.sampling;
  for (const [under, paths] of wanted) {
    const away = groups.filter((_, group) => (under & (1 << group)) === 0);
    const keys = away.flatMap((group) => group.keys);
    const tables: TableName[] = ["faults", ...(away.length === 0 ? numbered : [])];
    const jobOf = (loaded: Loaded): BlockJob => ({
      loaded: { ...loaded, model: perfect(loaded.model, keys) },
      requested: [],
      numbered: tables,
      simulation,
    });
    let [job, made] = [jobOf({ model, book }), -1];
    for (const [from, to] of stretchesOf(paths)) {
      for (const range of rangesOf(from, to, defaultBlockSize(all, world), [], world)) {
        const now = world === undefined ? -1 : Math.floor(range.from / world);
        if (worldOf !== undefined && now !== made) [job, made] = [jobOf(worldOf(range.from)), now];
        yield { under, task: { job, range } };
      }
    }
  }
}

/** Stretches of paths that follow each other. @param paths ascending */
export function stretchesOf(paths: readonly number[]): [from: number, to: number][] {
  const stretches: [from: number, to: number][] = [];
  for (const path of paths) {
    const last = stretches.at(-1);
    if (last !== undefined && last[1] === path) last[1] = path + 1;
    else stretches.push([path, path + 1]);
  }
  return stretches;
}
