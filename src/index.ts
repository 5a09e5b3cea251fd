/** The library's face: load a model, simulate it, summarise what came out; and the pure functions underneath. */

export { clearing } from "./clearing/clearing.ts";
export type { Clearing, ClearingProblem } from "./clearing/clearing.ts";
export { debtRank } from "./clearing/debtRank.ts";
export type { DebtRank, DebtRankProblem } from "./clearing/debtRank.ts";
export {
  availability,
  availabilityAt,
  expectedDowntime,
} from "./closedForms/alternatingRenewal.ts";
export type { Alternating } from "./closedForms/alternatingRenewal.ts";
export { bothFailedBy, failTogether } from "./closedForms/commonShock.ts";
export type { CommonShock } from "./closedForms/commonShock.ts";
export { eulerParts } from "./closedForms/eulerAllocation.ts";
export { correctedPassage, firstPassage, monitoredPassage } from "./closedForms/firstPassage.ts";
export type { Passage } from "./closedForms/firstPassage.ts";
export { hawkesMeanFromEmpty, hawkesRate, hawkesVariance } from "./closedForms/hawkes.ts";
export type { Hawkes } from "./closedForms/hawkes.ts";
export { mertonCdf, mertonMoments } from "./closedForms/mertonReturn.ts";
export type { MertonReturn, ReturnMoments } from "./closedForms/mertonReturn.ts";
export { gapAfter, gapAtExponential } from "./closedForms/outageGap.ts";
export type { Fall, Gap } from "./closedForms/outageGap.ts";
export { erlangB, erlangC, meanWait } from "./closedForms/queues.ts";
export { plainVariance, shiftedVariance } from "./closedForms/shiftedNormal.ts";
export { simulate } from "./engine/simulate.ts";
export type { PathBlock, SimulatedModel, SimulateOptions } from "./engine/simulate.ts";
export { PathError } from "./engine/simulation.ts";
export { borelMean, borelProbability, borelVariance } from "./estimation/borel.ts";
export { conditionalQuantile, conditionalQuantileShift } from "./estimation/conditional.ts";
export type { ConditionedLoss } from "./estimation/conditional.ts";
export type { Estimate, Interval } from "./estimation/estimate.ts";
export { exceedance } from "./estimation/exceedance.ts";
export { expectedShortfall } from "./estimation/expectedShortfall.ts";
export { marginalShortfall } from "./estimation/marginalShortfall.ts";
export type { PartOfLoss } from "./estimation/marginalShortfall.ts";
export { normalTail, studentTail } from "./estimation/parametricTail.ts";
export type { TailFigures } from "./estimation/parametricTail.ts";
export { quantile } from "./estimation/quantile.ts";
export { shapley } from "./estimation/shapley.ts";
export { loadModel } from "./model/load.ts";
export type { LoadOptions } from "./model/load.ts";
export { parseModel } from "./model/parse.ts";
export type { LoadedModel, ParseOptions } from "./model/parse.ts";
export { ModelError } from "./model/problems.ts";
export type { ResolvedModel } from "./model/resolved.ts";
export { summarise } from "./output/summarise.ts";
export type { SummaryRow } from "./output/summary.ts";
export { inverseNormal } from "./random/inverseNormal.ts";
export { sobol } from "./random/sobol.ts";
export { philox4x32 } from "./random/philox.ts";
