/** How the paths of a model are drawn together, for the intervals of what is made of them. */
import { BY_PATH } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import type { Sampling } from "../model/resolved/sampling.ts";

/** Pairs of mirrored paths, cycles through the strata, scrambles of Sobol points, or each path by itself. */
export function groupingOf({ method, strata }: Pick<Sampling, "method" | "strata">): Grouping {
  if (method?.kind === "sobol") return { kind: "scrambles", count: method.scrambles };
  const cycle = strata?.reduce((sum, paths) => sum + paths, 0) ?? 1;
  // An odd cycle begins in the middle of every other pair.
  const length = method !== undefined && cycle % 2 === 1 ? 2 * cycle : cycle;
  return length === 1 ? BY_PATH : { kind: "cycles", length };
}
