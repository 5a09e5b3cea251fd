/**
 * Paths under coalitions: in each, some groups are as they are and the others are perfect.
 *
 * A path on which a group takes part and is not touched is the same path without it, to the bit: none of its clocks runs
 * out, so nothing differs until the end, however the book feeds back into clocks. If under S the groups R were touched,
 * the path is known for every coalition between R and S. So each path is walked down from everybody: out of S goes the
 * first group that is touched and not in the coalition asked for, until none is. Of m groups that are touched on a path
 * that takes 2^m simulations in place of 2^n, and one where nothing fails. What fails unseen (depegs, jumps, prices,
 * impact) counts as touched always, and so does what is tilted, for without it the path has another weight.
 */

import type { BlockJob, BlockResult, BlockTask } from "../../engine/block.ts";
import type { TableName } from "../../engine/columns.ts";
import type { Executor } from "../../engine/executors/executor.ts";
import { perfect } from "../../engine/perfect.ts";
import { perfectibleIn, wholeOf } from "../../engine/perfectible.ts";
import { defaultBlockSize, rangesOf } from "../../engine/ranges.ts";
import type { MetricPaths } from "../../estimation/worth.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { componentsOf } from "../../reliability/components.ts";
import { FAULT_CAUSES } from "../../reliability/modes.ts";
import type { Group } from "./groups.ts";

export interface CoalitionSetting {
  readonly model: ResolvedModel;
  readonly book: unknown;
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
interface Outcome {
  readonly touched: number;
  readonly value: number;
  readonly weight: number;
}

export interface Coalitions {
  /** Simulates what is missing until every path is known under the coalitions. */
  readonly settle: (coalitions: Iterable<number>) => Promise<void>;
  /** The metric under a coalition that is settled. */
  readonly pathsOf: (coalition: number) => MetricPaths;
  /** Groups that have been touched on any path so far, as bits. */
  readonly touched: () => number;
  /** Paths simulated so far, all coalitions together. */
  readonly simulated: () => number;
}

/** Nothing is simulated yet. */
export function openCoalitions(setting: CoalitionSetting): Coalitions {
  const { model, groups } = setting;
  const { paths } = model.sampling;
  const everybody = 2 ** groups.length - 1;
  const known = new Map<number, Map<number, Outcome>>();
  const tally = { touched: 0, simulated: 0 };

  /** What a path is under a coalition, or the coalition under which it has to be simulated to know. */
  const look = (path: number, coalition: number): Outcome | number => {
    for (let under = everybody; ;) {
      const outcome = known.get(under)?.get(path);
      if (outcome === undefined) return under;
      const others = outcome.touched & ~coalition;
      if (others === 0) return outcome;
      under ^= others & -others;
    }
  };
  const missing = (coalitions: readonly number[]): Map<number, number[]> => {
    const wanted = new Map<number, Set<number>>();
    for (let path = 0; path < paths; path++) {
      // Where nothing was touched the path is the same under all of them.
      if (known.get(everybody)?.get(path)?.touched === 0) continue;
      for (const coalition of coalitions) {
        const found = look(path, coalition);
        if (typeof found === "number")
          wanted.set(found, (wanted.get(found) ?? new Set()).add(path));
      }
    }
    return new Map([...wanted].map(([under, some]) => [under, [...some]]));
  };
  const note = (under: number, { from, to, outcomes }: SimulatedBlock): void => {
    const of = known.get(under) ?? new Map<number, Outcome>();
    known.set(under, of);
    outcomes.forEach((outcome, at) => {
      of.set(from + at, outcome);
      tally.touched |= outcome.touched;
    });
    tally.simulated += to - from;
  };
  return {
    async settle(coalitions) {
      const asked = [...coalitions];
      for (let wanted = missing(asked); wanted.size > 0; wanted = missing(asked)) {
        for await (const block of simulateRound(setting, wanted)) note(block.under, block);
      }
    },
    pathsOf(coalition) {
      const values = new Float64Array(paths);
      const weights = new Float64Array(paths);
      for (let path = 0; path < paths; path++) {
        const outcome = look(path, coalition) as Outcome;
        values[path] = outcome.value;
        weights[path] = outcome.weight;
      }
      return { values, weights };
    },
    touched: () => tally.touched,
    simulated: () => tally.simulated,
  };
}

interface SimulatedBlock {
  readonly under: number;
  readonly from: number;
  readonly to: number;
  readonly outcomes: readonly Outcome[];
}

/** Simulates paths under coalitions, coalition by coalition. */
async function* simulateRound(
  setting: CoalitionSetting,
  wanted: ReadonlyMap<number, readonly number[]>,
): AsyncGenerator<SimulatedBlock> {
  const { executor, signal, metric } = setting;
  const touchedBy = touchedIn(setting);
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
  const { model, book, groups, simulation, numbered = [] } = setting;
  for (const [under, paths] of wanted) {
    const away = groups.filter((_, group) => (under & (1 << group)) === 0);
    const loaded = {
      model: perfect(
        model,
        away.flatMap(({ keys }) => keys),
      ),
      book,
    };
    const tables: TableName[] = ["faults", ...(away.length === 0 ? numbered : [])];
    const job: BlockJob = { loaded, requested: [], numbered: tables, simulation };
    for (const [from, to] of stretchesOf(paths)) {
      for (const range of rangesOf(from, to, defaultBlockSize(model.sampling.paths)))
        yield { under, task: { job, range } };
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

/** Reads off a block which of the groups that took part were touched on each path. */
function touchedIn({ model, groups }: CoalitionSetting) {
  const bitsOf = (isIn: (group: Group) => boolean): number =>
    groups.reduce((bits, group, number) => (isIn(group) ? bits | (1 << number) : bits), 0);
  const holding = (key: string): number => bitsOf(({ keys }) => keys.includes(key));
  const ofComponent = componentsOf(model).map(({ key }) => holding(wholeOf(key)));
  const ofCause = [
    ...FAULT_CAUSES.map(() => 0),
    ...(model.commonCauses ?? []).map(({ name }) => holding(`common_causes.${name}`)),
  ];
  const always = alwaysTouched(model);
  const unseen = bitsOf(({ keys }) => keys.some((key) => always.has(key)));
  return ({ from, to, tables }: BlockResult, under: number): number[] => {
    const touched = Array<number>(to - from).fill(unseen & under);
    const { path, component, cause } = tables.faults!;
    for (let row = 0; row < path.length; row++)
      touched[path[row] - from] |= ofComponent[component[row]] | ofCause[cause[row]];
    return touched;
  };
}

/** What fails without a row of its own, and what changes the weight of a path by not failing. */
function alwaysTouched(model: ResolvedModel): ReadonlySet<string> {
  const unseen = perfectibleIn(model).filter(({ fails, shows }) => fails && !shows);
  const tilted = model.sampling.tilt?.factors.filter(({ factor }) => factor !== 1) ?? [];
  return new Set([
    ...unseen.map(({ key }) => key),
    ...tilted.map(({ component }) => wholeOf(component)),
  ]);
}
