/** The library's face: load a model, simulate it, summarise what came out; and the pure functions underneath. */

export { clearing } from "./clearing/clearing.ts";
export type { Clearing, ClearingProblem } from "./clearing/clearing.ts";
export { debtRank } from "./clearing/debtRank.ts";
export type { DebtRank, DebtRankProblem } from "./clearing/debtRank.ts";
export { simulate } from "./engine/simulate.ts";
export type { PathBlock, SimulatedModel, SimulateOptions } from "./engine/simulate.ts";
export { PathError } from "./engine/simulation.ts";
export { exceedance } from "./estimation/exceedance.ts";
export { expectedShortfall } from "./estimation/expectedShortfall.ts";
export { quantile } from "./estimation/quantile.ts";
export { loadModel } from "./model/load.ts";
export type { LoadOptions } from "./model/load.ts";
export { parseModel } from "./model/parse.ts";
export type { LoadedModel, ParseOptions } from "./model/parse.ts";
export { ModelError } from "./model/problems.ts";
export type { ResolvedModel } from "./model/resolved.ts";
export { summarise } from "./output/summarise.ts";
export type { SummaryRow } from "./output/summary.ts";
export { inverseNormal } from "./random/inverseNormal.ts";
export { philox4x32 } from "./random/philox.ts";
