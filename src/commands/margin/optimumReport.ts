/** What `faultline margin --optimise` prints: where it began, what it found, and a sentence. */

import { join } from "node:path";
import { aligned, figure } from "../figures.ts";
import type { OptimumAnswer } from "./optimum.ts";
import type { LookedAt } from "./optimise.ts";
import { optimumRow } from "./optimumFile.ts";
import { jsonRow } from "../../output/jsonCells.ts";

function lineOf(name: string, one: LookedAt): string[] {
  return [
    name,
    ...one.values.map((value) => figure(value)),
    figure(one.cost),
    figure(one.shortfall_usd),
    figure(one.probability),
    one.confirmed ? "yes" : "no",
  ];
}

/** The optimum in a sentence. */
export function optimumText({ manifest, optimum: { looked, best } }: OptimumAnswer): string {
  const { limit, cost, keys } = manifest;
  const wanted = `a shortfall of ${limit.metric} under ${figure(limit.threshold)} beyond ${Number((100 - 100 * limit.probability).toPrecision(6))} %`;
  if (best === null) return `None of ${looked.length} settings has ${wanted}.`;
  const named = keys.map((key, at) => `${key}=${figure(best.values[at])}`).join(" ");
  const doubt = best.confirmed ? "" : " These paths do not confirm it: ask for more of them.";
  return `${named} has the least mean of ${cost}, ${figure(best.cost)}, of ${looked.length} settings looked at that have ${wanted}.${doubt}`;
}

/** The report as text for a terminal. */
export function optimumReport(answer: OptimumAnswer): string {
  const { manifest, optimum, out } = answer;
  const { looked, best } = optimum;
  return [
    `${manifest.model}, seed ${manifest.seed}: ${looked.length} settings on the same ${manifest.paths} paths`,
    "",
    aligned([
      ["", ...manifest.keys, manifest.cost, "shortfall", "P(limit broken)", "confirmed"],
      lineOf("start", looked[0]),
      ...(best === null ? [] : [lineOf("best", best)]),
    ]),
    "",
    optimumText(answer),
    "",
    `Every setting is in ${join(out, "optimum.csv")}`,
    "",
  ].join("\n");
}

/** The result as one JSON value. */
export function optimumJson(answer: OptimumAnswer): unknown {
  const { out, manifest, optimum } = answer;
  const rows = optimum.looked.map((one) => jsonRow(optimumRow(manifest.keys, one, optimum.best)));
  return { out, manifest, answer: optimumText(answer), settings: rows };
}
