/**
 * Paths under coalitions: in each, some groups are as they are and the others are perfect.
 *
 * A path on which a group takes part and is not touched is the same path without it, to the bit: none of its clocks runs
 * out, so nothing differs until the end, however the book feeds back into clocks. If under S the groups R were touched,
 * the path is known for every coalition between R and S. So each path is walked down from everybody: out of S goes the
 * first group that is touched and not in the coalition asked for, until none is. Of m groups that are touched on a path
 * that takes 2^m simulations in place of 2^n, and one where nothing fails.
 */

import type { MetricPaths } from "../../estimation/worth.ts";
import { type CoalitionSetting, type Outcome, type OutcomeBlock, simulateRound } from "./rounds.ts";

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
  const note = (under: number, { from, to, outcomes }: OutcomeBlock): void => {
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
