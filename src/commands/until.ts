/**
 * `--until "es(bad_debt_usd, 0.99) within 5%"`: the rule that ends a run, read from its text and looked at on the
 * durable paths.
 */

import { orNull } from "../output/jsonCells.ts";
import type { Checkpoint } from "../engine/checkpoint/checkpoint.ts";
import { readColumn } from "../engine/checkpoint/read.ts";
import { gatherDraws } from "../estimation/draws.ts";
import type { Estimate } from "../estimation/estimate.ts";
import { sortMetric } from "../estimation/figure.ts";
import { groupedEstimate } from "../estimation/groupedFigure.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { halfWidth, isKnown } from "../estimation/stopping.ts";
import type { Tolerance } from "../estimation/stopping.ts";
import type { UntilOutcome } from "../output/manifest.ts";
import { type MetricFigure, NUMBER, figureOf } from "./figureText.ts";
import { withWorkspace } from "./workspace.ts";

/** A rule that ends a run. */
export interface Until extends MetricFigure {
  /** As it was typed, with single spaces. */
  readonly text: string;
  readonly tolerance: Tolerance;
}

const RULE = new RegExp(String.raw`^(.*\)) within (${NUMBER}) ?(%?)$`, "i");

const FORM =
  "must be like 'es(bad_debt_usd, 0.99) within 5%', 'mean(liquidated_usd) within 2e4' or 'probability(bad_debt_usd > 1e6) within 10%'";

/** Reads a rule; null with a problem noted if it is none. */
export function untilOf(text: string, problems: string[]): Until | null {
  const words = text.trim().replaceAll(/\s+/g, " ");
  const [, figure = "", size, percent] = RULE.exec(words) ?? [];
  const asked = figureOf(figure);
  const largest = Number(size) / (percent === "%" ? 100 : 1);
  if (asked !== null && largest > 0 && largest < Infinity) {
    const kind = percent === "%" ? "relative" : "absolute";
    return { text: words, ...asked, tolerance: { kind, size: largest } };
  }
  problems.push(`--until: ${FORM}, got '${text}'`);
  return null;
}

function estimateOf(
  { metric: name, figure }: Until,
  checkpoint: Checkpoint,
  grouping: Grouping,
): Promise<Estimate> {
  const [values, weights] = [readColumn(checkpoint, name), readColumn(checkpoint, "weight")];
  return withWorkspace(checkpoint, (workspace) => {
    const metric = sortMetric(gatherDraws(name, values, weights, workspace), workspace);
    return groupedEstimate(figure, { values, weights, metric }, grouping);
  });
}

/** Looks at a rule on the paths that are durable. @param grouping how the paths are drawn together */
export async function lookAt(
  until: Until,
  checkpoint: Checkpoint,
  grouping: Grouping,
): Promise<UntilOutcome> {
  const estimate = await estimateOf(until, checkpoint, grouping);
  return {
    rule: until.text,
    met: isKnown(estimate, until.tolerance),
    value: orNull(estimate.value),
    half_width: orNull(halfWidth(estimate)),
  };
}
