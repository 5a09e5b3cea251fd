/**
 * Faultline as a library: load a model, simulate it, estimate figures with their intervals, leave a run folder, search a
 * margin; and the pure functions underneath. The package is an ES module; CommonJS takes it by `await import("faultline")`.
 *
 * ```js
 * import { estimate, loadModel, simulatePaths } from "faultline";
 *
 * const model = loadModel("model.yaml", { set: ["horizon=2 days"] });
 * const paths = await simulatePaths(model, { paths: 1000, seed: 1 });
 * const { value, interval, note } = estimate("es(bad_debt_usd, 0.99)", paths);
 * ```
 *
 * Units everywhere: seconds, USD, fractions, rates per second; `tables` says the unit of each column. The same model, seed
 * and path number give the same numbers whatever the threads.
 *
 * @module
 */

export { Abandoned, Interrupted, Refusal, RunFailed } from "./commands/refusal.ts";
export { version } from "./commands/version.ts";
export { runs } from "./commands/runs.ts";
export type { ListedRun } from "./commands/runs.ts";

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
export { mertonCdf, mertonMoments, mertonSurvival } from "./closedForms/mertonReturn.ts";
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
export { difference, estimate } from "./library/figures.ts";
export { loadModel, parseModel } from "./library/load.ts";
export type { FilePath, ModelOptions, TextOptions } from "./library/load.ts";
export { readPaths, simulatePaths } from "./library/paths.ts";
export type { Paths, PathsOptions } from "./library/paths.ts";
export { compare, query, report, run } from "./library/run.ts";
export type { ReportOptions, RunOptions } from "./library/run.ts";
export { margin, sweep } from "./library/search.ts";
export type {
  MarginOptions,
  MarginResult,
  SweepOptions,
  SweepResult,
  SweptVariant,
} from "./library/search.ts";
export type { VerbOptions } from "./library/call.ts";
export type { Comparison, ComparisonManifest, ComparedRun } from "./commands/compare.ts";
export type { FrontierRow } from "./commands/margin/frontier.ts";
export type { MarginManifest, SearchManifest } from "./commands/margin/manifest.ts";
export type { MarginRow } from "./commands/margin/ruleRows.ts";
export type { ReportResult } from "./commands/report/report.ts";
export type { RunResult } from "./commands/runModel.ts";
export type { DesignName } from "./commands/sweep/design.ts";
export type { SweepIdentity } from "./commands/sweep/keptVariants.ts";
export type { SweepManifest } from "./commands/sweep/manifest.ts";
export { tables } from "./engine/columns.ts";
export type { Column, ColumnNames, TableName } from "./engine/columns.ts";
export type { LabelSet } from "./engine/labels.ts";
export type { Grouping } from "./estimation/grouping.ts";
export type { Probability } from "./estimation/probability.ts";
export type { Numbers } from "./estimation/requirements.ts";
export type { ReadParent, SourceText } from "./model/extends.ts";
export type { ReadData } from "./model/filling.ts";
export type { ComparisonRow } from "./output/comparison.ts";
export type { SqlCell, SqlResult } from "./output/database.ts";
export type { TableFormat } from "./output/format.ts";
export type { FigureApart, HeadlineFigure, WorstPath } from "./output/headline.ts";
export type { ChosenTilts, Manifest, UntilOutcome } from "./output/manifest.ts";
export type { DrawnTogether } from "./output/pathGrouping.ts";
export type { PathsBlock } from "./output/summarise.ts";
export type { Statistic } from "./output/summary.ts";
export type { SweepRow } from "./output/sweepTable.ts";
export type { VerbManifest } from "./output/verbFolder.ts";
export type { LoadedFile, ModelSources } from "./model/load.ts";
export type { LoadedModel } from "./model/parse.ts";
export { ModelError } from "./model/problems.ts";
export type { KeyPath } from "./model/problems.ts";
export type * from "./model/resolved.ts";
export type * from "./model/resolved/book.ts";
export type * from "./model/resolved/bridge.ts";
export type * from "./model/resolved/chain.ts";
export type * from "./model/resolved/claims.ts";
export type * from "./model/resolved/component.ts";
export type * from "./model/resolved/distribution.ts";
export type * from "./model/resolved/fault.ts";
export type * from "./model/resolved/history.ts";
export type * from "./model/resolved/market.ts";
export type * from "./model/resolved/sampling.ts";
export type * from "./model/resolved/scenario.ts";
export type * from "./model/resolved/settlement.ts";
export type * from "./model/resolved/uncertain.ts";
export type * from "./model/resolved/venue.ts";
export { summarise } from "./output/summarise.ts";
export type { SummaryRow } from "./output/summary.ts";
export { inverseNormal } from "./random/inverseNormal.ts";
export { sobol } from "./random/sobol.ts";
export { philox4x32 } from "./random/philox.ts";
