/** What `faultline stress --reverse` prints: the boundary, and the mildest point on it in a sentence or two. */

import { jsonRow } from "../../output/jsonCells.ts";
import { join } from "node:path";
import { BOUNDARY_FILE, LOOKS_FILE } from "../../output/boundary.ts";
import { aligned, figure } from "../figures.ts";
import { breakingText, percent } from "../limitText.ts";
import { likelihoodOf } from "./mildness.ts";
import { namedValues, superlative, valueText } from "./names.ts";
import type { Reverse } from "./reverse.ts";
import type { BoundaryPoint } from "./search.ts";

/** Points that are printed. */
const MOST_SHOWN = 40;

/** What to do where the calm ends break the limit already. */
function turnText({ question: { keys }, found: { safeCorner } }: Reverse): string {
  if (safeCorner === null) return "The ranges hold no boundary.";
  return `${namedValues(keys, safeCorner.values)} does not: does a range run from its severe to its calm end? Type it the other way round.`;
}

/** The answer in a sentence or two. */
export function reverseText(answer: Reverse): string {
  const { manifest, question, mildness, found } = answer;
  const { keys, limit } = question;
  const { calm, severe, mildest } = found;
  const often = ({ judged }: typeof calm): string =>
    `${percent(judged.probability)} (${percent(judged.low)} to ${percent(judged.high)}) of paths`;
  if (found.outcome === "broken at the calm end")
    return `Broken at the calm end already: ${namedValues(keys, calm.values)} breaks the limit on ${often(calm)}. ${turnText(answer)}`;
  if (found.outcome === "never broken")
    return `Never broken within the ranges: their severe ends, ${namedValues(keys, severe.values)}, break the limit on ${often(severe)}.`;
  if (mildest === null || manifest.mildest === null)
    return "The densities give none of the points: none of them is the most likely one.";
  const { look, safe, distance } = mildest;
  const shock = `The ${superlative(mildness)} shock after which ${breakingText(limit)} is ${namedValues(keys, look.values)}: on ${often(look)}. ${namedValues(keys, safe)} does not do it.`;
  if (mildness.kind === "ranges")
    return `${shock} It takes ${figure(distance)} of the ranges; which point is likelier, densities would tell (--density).`;
  return `${shock} Its reliability index is ${figure(distance)}: to first order the densities break the limit with probability ${figure(manifest.mildest.first_order_probability)}.`;
}

function lineOf({ question: { keys }, mildness, found }: Reverse, point: BoundaryPoint): string[] {
  const { values, judged } = point.look;
  return [
    point === found.mildest ? "*" : "",
    ...keys.map((key, at) => valueText(key, values[at])),
    percent(judged.probability),
    figure(Number.isFinite(point.distance) ? point.distance : NaN),
    ...(mildness.kind === "density" ? [figure(likelihoodOf(mildness, point.distance))] : []),
  ];
}

/** The report as text for a terminal. */
export function reverseReport(answer: Reverse): string {
  const { out, manifest, question, mildness, found } = answer;
  const shown = found.points.slice(0, MOST_SHOWN);
  const density = mildness.kind === "density";
  const header = [
    "",
    ...question.keys.map(({ key }) => key),
    "P(broken)",
    density ? "index" : "distance",
    ...(density ? ["likelihood"] : []),
  ];
  const more = found.points.length - shown.length;
  return [
    `${manifest.model}, seed ${manifest.seed}: ${manifest.variants} places on the same paths, at most ${manifest.paths} each; ${breakingText(question.limit)}`,
    "",
    ...(shown.length > 0
      ? [aligned([header, ...shown.map((point) => lineOf(answer, point))])]
      : []),
    ...(more > 0 ? [`  ... and ${more} more`] : []),
    ...(shown.length > 0 ? [""] : []),
    reverseText(answer),
    "",
    `The boundary is in ${join(out, BOUNDARY_FILE)}, every place that was looked at in ${join(out, LOOKS_FILE)}`,
    "",
  ].join("\n");
}

/** The result as one JSON value. */
export function reverseJson(answer: Reverse): unknown {
  const { out, manifest, rows, question } = answer;
  const named = (values: readonly number[]) =>
    jsonRow(Object.fromEntries(question.keys.map(({ key }, at) => [key, values[at]])));
  const boundary = rows.map(({ values, safe, low, high, ...cells }) => ({
    ...jsonRow(cells),
    values: named(values),
    safe: named(safe),
    low: named(low),
    high: named(high),
  }));
  return { out, manifest, answer: reverseText(answer), boundary };
}
