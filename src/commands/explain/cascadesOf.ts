/**
 * The cascades of a path from its liquidations: closes of one sale belong together, and so do a sale and its parent.
 *
 * Those are the rows of `cascades`, here with the closes in each, to tell who pushed whom.
 */

import type { ReplayedRow } from "../../engine/replay.ts";
import { numberIn, textIn } from "./event.ts";

/** Finds the root of a close, halving the way. */
function rootOf(parent: number[], close: number): number {
  let at = close;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]];
    at = parent[at];
  }
  return at;
}

/** Closes of each cascade, in the order of their first close. @param liquidations of one path, in file order */
export function cascadesOf(
  liquidations: readonly ReplayedRow[],
): readonly (readonly ReplayedRow[])[] {
  const place = new Map(liquidations.map((row, at) => [numberIn(row, "liquidation"), at]));
  const parent = liquidations.map((_, at) => at);
  const join = (one: number, other: number): void => {
    parent[rootOf(parent, one)] = rootOf(parent, other);
  };
  const sales = new Map<string, number>();
  liquidations.forEach((row, at) => {
    const generation = row["generation"] ?? "order";
    const sale = `${numberIn(row, "time_s")}\n${textIn(row, "venue")}\n${generation}`;
    const first = sales.get(sale);
    if (first === undefined) sales.set(sale, at);
    else join(at, first);
    const pushedBy = place.get(numberIn(row, "parent"));
    if (pushedBy !== undefined) join(at, pushedBy);
    const close = place.get(numberIn(row, "liquidation"));
    if (close !== undefined && close !== at) join(at, close);
  });
  const cascades = new Map<number, ReplayedRow[]>();
  liquidations.forEach((row, at) => {
    const root = rootOf(parent, at);
    const closes = cascades.get(root);
    if (closes === undefined) cascades.set(root, [row]);
    else closes.push(row);
  });
  return [...cascades.values()];
}
