/**
 * Which coalitions a model has to be simulated under: all of those groups that matter, up to ten of them, else those met
 * on the way of sampled orders of joining.
 *
 * A group that no path is touched by, whoever else is perfect, adds nothing to any coalition: it owes exactly 0 and takes
 * no part in the game of the others (Shapley's dummy player). Orders are drawn over all groups, so that who matters
 * changes none of them.
 */

import { type Contributions, allOrders, someOrders } from "../../estimation/contributions.ts";
import { createRegistry, streamOf, uniform } from "../../random/streams.ts";
import type { Coalitions } from "./coalitions.ts";

/** Groups whose coalitions are all simulated. */
const MOST_OF_ALL = 10;
/** Orders that are sampled for more: half of them drawn, each with its reverse. */
export const SAMPLED_ORDERS = 100;

/** The game of the groups that matter. */
export interface Asked {
  /** Group of each player. */
  readonly players: readonly number[];
  readonly contributions: Contributions;
  /** Null: all. */
  readonly orders: readonly (readonly number[])[] | null;
  /** The coalition of groups that a coalition of players stands for: the others, which do not matter, are in it. */
  readonly groupsOf: (coalition: number) => number;
}

/** Simulates until every coalition that counts is known. @param seed of the orders */
export async function settleAll(
  coalitions: Coalitions,
  groups: number,
  seed: string,
  mostOfAll: number = MOST_OF_ALL,
): Promise<Asked> {
  const everybody = 2 ** groups - 1;
  await coalitions.settle([everybody]);
  for (;;) {
    const touched = coalitions.touched();
    const asked = askedFor(touched, groups, seed, mostOfAll);
    await coalitions.settle([...asked.contributions.keys()].map(asked.groupsOf));
    // A group may be touched only where another one is perfect.
    if (coalitions.touched() === touched) return asked;
  }
}

function askedFor(touched: number, groups: number, seed: string, mostOfAll: number): Asked {
  const all = Array.from({ length: groups }, (_, group) => group);
  const players = all.filter((group) => (touched & (1 << group)) !== 0);
  const others = (2 ** groups - 1) ^ touched;
  const groupsOf = (coalition: number): number =>
    players.reduce(
      (bits, group, player) => ((coalition & (1 << player)) !== 0 ? bits | (1 << group) : bits),
      others,
    );
  if (players.length <= mostOfAll)
    return { players, contributions: allOrders(players.length), orders: null, groupsOf };
  const orders = ordersOf(groups, seed).map((order) =>
    order.filter((group) => players.includes(group)).map((group) => players.indexOf(group)),
  );
  return { players, contributions: withEnds(someOrders(orders), players.length), orders, groupsOf };
}

/** Also those that no order counts: nobody, everybody, each alone and each left out. */
function withEnds(contributions: Contributions, players: number): Contributions {
  const all = 2 ** players - 1;
  const bits = Array.from({ length: players }, (_, player) => 1 << player);
  const ends = [0, all, ...bits, ...bits.map((bit) => all ^ bit)];
  const none = new Float64Array(players);
  return new Map([
    ...contributions,
    ...ends.filter((end) => !contributions.has(end)).map((end) => [end, none] as const),
  ]);
}

/** Orders of all groups, each followed by its reverse (Fisher and Yates 1938, one draw per exchange). */
export function ordersOf(groups: number, seed: string): number[][] {
  const stream = streamOf(createRegistry(seed), "attribution", "orders");
  return Array.from({ length: SAMPLED_ORDERS / 2 }, (_, number) => {
    const order = Array.from({ length: groups }, (_group, group) => group);
    for (let last = groups - 1; last > 0; last--) {
      const other = Math.floor(uniform(stream, number, last) * (last + 1));
      [order[last], order[other]] = [order[other], order[last]];
    }
    return [order, order.toReversed()];
  }).flat();
}
