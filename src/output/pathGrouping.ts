/** How the paths of a model are drawn together, for the intervals of what is made of them. */
import { BY_PATH } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import type { Sampling } from "../model/resolved.ts";

/** Pairs of mirrored paths, scrambles of Sobol points, or each path by itself. */
export function groupingOf({ method }: Pick<Sampling, "method">): Grouping {
  if (method === undefined) return BY_PATH;
  if (method.kind === "antithetic") return { kind: "pairs" };
  return { kind: "scrambles", count: method.scrambles };
}
