/** How the paths of a model are drawn together, for the intervals of what is made of them. */
import type { Worlds } from "../estimation/betweenWorlds.ts";
import { BY_PATH } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import type { Sampling } from "../model/resolved/sampling.ts";

/** What of the sampling says how paths are drawn together. */
export type DrawnTogether = Pick<Sampling, "method" | "cycle" | "pathsPerWorld">;

/** Worlds, cycles (pairs of mirrored paths, turns through the strata), scrambles of Sobol points, or each path by itself. */
export function groupingOf({ method, cycle, pathsPerWorld }: DrawnTogether): Grouping {
  if (method?.kind === "sobol") return { kind: "scrambles", count: method.scrambles };
  const length = pathsPerWorld ?? cycle ?? 1;
  return length === 1 ? BY_PATH : { kind: "cycles", length };
}

/** How paths belong to worlds with such scores; null where no parameter is uncertain. */
export function worldsOf(
  { cycle, pathsPerWorld }: DrawnTogether,
  scores: Worlds["scores"],
): Worlds | null {
  return pathsPerWorld === undefined ? null : { length: pathsPerWorld, cycle: cycle ?? 1, scores };
}
