/** Weights by name: shares of something that a venue has a list of. */
import { type Context, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import { unknownWord } from "../suggest.ts";

const sumTolerance = 1e-9;

/** Names of a venue's markets or collaterals in their order. */
export function namesAt(
  context: Context,
  entries: readonly { readonly asset: number }[],
): string[] {
  const assets = Object.keys(Object(Object(context.tree["market"]).assets) as object);
  return entries.map(({ asset }) => assets[asset] ?? "");
}

/** Weights by name as positions in the venue's own list; they must sum to 1. */
export function weigh(
  context: Context,
  weights: Readonly<Record<string, number>>,
  known: readonly string[],
  path: KeyPath,
  venue: string,
): { index: number; weight: number }[] {
  const entries = Object.entries(weights).map(([name, weight]) => {
    const index = known.indexOf(name);
    if (index < 0) {
      const reason = `${unknownWord("name", name, known)} at venue '${venue}'`;
      context.problems.push({ path: [...path, name], reason, onKey: true });
    }
    return { index, weight };
  });
  const total = entries.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > sumTolerance) refuse(context, path, `must sum to 1, got ${total}`);
  return entries;
}
