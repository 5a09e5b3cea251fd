/** Figures by name, as options ask for them: `es(bad_debt_usd, 0.99)`, `mean(liquidated_usd)`, `probability(bad_debt_usd > 1e6)`. */

import type { Figure } from "../estimation/figure.ts";
import { unknownWord } from "../model/suggest.ts";

/** A figure of a metric. */
export interface MetricFigure {
  readonly metric: string;
  readonly figure: Figure;
}

/** A number, as a piece of a regular expression. */
export const NUMBER: string = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;

const FIGURE = new RegExp(
  String.raw`^(mean|sd|probability|quantile|var|es) ?\( ?([A-Za-z]\w*) ?(?:([,>]) ?(${NUMBER}) ?)?\)$`,
  "i",
);

/** Reads a figure from text with single spaces; null if it is none. */
export function figureOf(text: string): MetricFigure | null {
  const [, name = "", metric = "", sign, number] = FIGURE.exec(text) ?? [];
  const figure = kindOf(name.toLowerCase(), sign, Number(number));
  return figure === null ? null : { metric, figure };
}

function kindOf(name: string, sign: string | undefined, number: number): Figure | null {
  if (name === "mean" || name === "sd") return sign === undefined ? { kind: name } : null;
  if (name === "probability") return sign === ">" ? { kind: name, threshold: number } : null;
  if (sign !== "," || !(number > 0 && number < 1)) return null;
  return { kind: name === "es" ? "es" : "quantile", level: number };
}

/** What is wrong with the metric of an option, in a list. @param metrics that a run of the model has */
export function metricProblems(
  option: string,
  asked: { readonly metric: string } | null,
  metrics: readonly string[],
): string[] {
  if (asked === null || metrics.includes(asked.metric)) return [];
  return [`${option}: ${unknownWord("metric", asked.metric, metrics)}`];
}
