/** Estimators against figures worked out by hand or printed: intervals, tails, exceedance, merging, attribution. */
import { eulerParts } from "../closedForms/eulerAllocation.ts";
import { plainVariance, shiftedVariance } from "../closedForms/shiftedNormal.ts";
import { catastropheCurves } from "../estimation/catastrophe.ts";
import { expectedShortfall } from "../estimation/expectedShortfall.ts";
import { mergeMoments, momentsOf, varianceOf } from "../estimation/moments.ts";
import { orderStatistics } from "../estimation/orderStatistics.ts";
import { normalTail, studentTail } from "../estimation/parametricTail.ts";
import { exceedanceProbability, wilson } from "../estimation/probability.ts";
import { quantile } from "../estimation/quantile.ts";
import { shapley } from "../estimation/shapley.ts";
import { sortSample } from "../estimation/sortedSample.ts";
import { wilksSampleSize } from "../estimation/wilks.ts";
import { normalCdf } from "../random/normalCdf.ts";
import { createRegistry, fillNormals, streamOf } from "../random/streams.ts";
import { agrees, equals, printed, samples } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { meanOf } from "./playing.ts";

/** Order statistics, Wilson, Wilks. */
export function intervals(): Finding[] {
  const small = orderStatistics(1000, 0.99, 0.95);
  const large = orderStatistics(100_000, 0.999, 0.95);
  const three = wilson(3 / 1000, 1000, 0.95);
  return [
    equals(".99 quantile of 1 000: lower rank", 983, small.lower),
    equals(".99 quantile of 1 000: upper rank", 997, small.upper),
    printed(".99 quantile of 1 000: coverage", "0.9760947635", small.coverage),
    equals(".999 quantile of 100 000: lower rank", 99_880, large.lower),
    equals(".999 quantile of 100 000: upper rank", 99_920, large.upper),
    printed("Wilson, 3 of 1 000: low", "0.0010207839", three.low),
    printed("Wilson, 3 of 1 000: high", "0.0087830141", three.high),
    equals("Wilks 95/95", 59, wilksSampleSize(0.95, 0.95)),
  ];
}

/** Value at risk and expected shortfall: laws, atoms, weights. */
export function tails(): Finding[] {
  const student = studentTail(0.99, 4);
  const atoms = [0, 0, 0, 0, 0, 0, 5, 5, 5, 20];
  return [
    printed("normal VaR .95", "1.6448536270", normalTail(0.95).valueAtRisk),
    printed("normal ES .95", "2.0627128075", normalTail(0.95).expectedShortfall),
    printed("normal VaR .99", "2.3263478740", normalTail(0.99).valueAtRisk),
    printed("normal ES .99", "2.6652142203", normalTail(0.99).expectedShortfall),
    printed("Student VaR .99, 4 df", "3.7469473880", student.valueAtRisk),
    printed("Student ES .99, 4 df", "5.2205841945", student.expectedShortfall),
    equals("atoms: VaR .8", 5, quantile(atoms, undefined, 0.8)),
    agrees("atoms: ES .8", 12.5, expectedShortfall(atoms, undefined, 0.8)),
    agrees("atoms: ES .75", 11, expectedShortfall(atoms, undefined, 0.75)),
    agrees(
      "weighted: ES .95",
      64,
      expectedShortfall([100, 60, 40, 10, 0], [0.01, 0.03, 0.06, 0.3, 0.6], 0.95),
    ),
  ];
}

/** Ten periods in the convention of catastrophe models, and the variance of parts put together. */
export function exceedanceCurves(): Finding[] {
  const periods = [[5, 12], [], [40], [7, 7, 7], [100, 20], [3], [], [60], [15, 1], [33]];
  const { aggregate, occurrence, mean } = catastropheCurves(periods);
  const large = [120, 60, 40, 33, 21, 17, 16, 3];
  const largest = [100, 60, 40, 33, 15, 12, 7, 3];
  const values = [4, 7, 13, 16].map((value) => 1e9 + value);
  return [
    ...large.map((loss, i) => equals(`aggregate loss, rank ${i + 1}`, loss, aggregate[i].loss)),
    ...largest.map((loss, i) => equals(`occurrence loss, rank ${i + 1}`, loss, occurrence[i].loss)),
    ...large.map((_, i) =>
      agrees(`return period, rank ${i + 1}`, 10 / (i + 1), aggregate[i].returnPeriod),
    ),
    agrees("annual mean", 31, mean),
    ...[1, 2, 3].map((cut) => {
      const parts = [values.slice(0, cut), values.slice(cut)];
      const [first, second] = parts.map((part) => momentsOf(part, undefined));
      return equals(
        `variance of 1e9 + {4, 7, 13, 16}, cut at ${cut}`,
        30,
        varianceOf(mergeMoments(first, second)),
      );
    }),
  ];
}

/** P(Z > 4) by draws around 4: the gain in closed form, and the weighted estimate of the run's own estimator. */
export function importanceSampling(): Finding[] {
  const probability = normalCdf(-4);
  const draws = 10_000;
  const spread = Math.sqrt(shiftedVariance(4, 4) / draws) / probability;
  const plain = Math.sqrt(plainVariance(4) / draws) / probability;
  const shifted = new Float64Array(draws);
  fillNormals(streamOf(createRegistry("1"), "verification", "shifted"), 0, 0, shifted, draws);
  const values = shifted.map((value) => value + 4);
  const weights = values.map((value) => Math.exp(-4 * value + 8));
  const estimate = exceedanceProbability(sortSample(values, weights, "likelihood"), 4);
  const { mean, error } = meanOf(values.map((value, i) => (value > 4 ? weights[i] : 0)));
  return [
    printed("P(Z > 4)", "3.167124183e-5", probability),
    printed("variance, plain over shifted", "6999.03", plainVariance(4) / shiftedVariance(4, 4)),
    printed("relative error at 10 000 draws", "0.0212394", spread),
    printed("relative error of plain draws", "1.7768901", plain),
    samples("drawn: P(Z > 4)", probability, { mean: estimate.probability, error }),
    agrees("drawn: (1/n) sum of weights beyond 4", mean, estimate.probability),
  ];
}

/** Shapley values, and Euler's allocation of a normal expected shortfall. */
export function attribution(): Finding[] {
  const values = shapley([0, 10, 20, 45, 30, 50, 70, 120]);
  const correlation = [1, 0.5, 0.2, 0.5, 1, 0.3, 0.2, 0.3, 1];
  const factor = normalTail(0.99).expectedShortfall;
  const parts = eulerParts([1, 1, 1], [0.2, 0.3, 0.4], correlation, factor);
  const owed = ["0.3401752", "0.6170620", "0.8385714"];
  return [
    ...[27.5, 42.5, 50].map((value, i) => agrees(`Shapley value ${i + 1}`, value, values[i])),
    ...owed.map((part, i) => printed(`Euler part ${i + 1} of ES .99`, part, parts[i])),
    printed(
      "Euler parts together",
      "1.7958086049",
      parts.reduce((sum, part) => sum + part, 0),
    ),
  ];
}
