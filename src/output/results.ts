/**
 * The second pass: from the columns of a finished run to its result files, each made by the module of its name. It reads
 * in path order, one metric or one block at a time, so that memory stays flat and the cut into blocks reaches no digit.
 */

import { setImmediate } from "node:timers/promises";
import type { Column } from "../estimation/draws.ts";
import type { Workspace } from "../estimation/workspace.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { CASCADE_SIZE_COLUMNS, cascadeSizeRows } from "./cascadeSizes.ts";
import type { CascadeSizeRecords } from "./cascadeSizes.ts";
import { CONDITIONAL_COLUMNS, conditionalRows } from "./conditional.ts";
import type { FailureRecords, VenueLossRecords } from "./conditional.ts";
import {
  addContagion,
  CONTAGION_COLUMNS,
  contagionRows,
  createContagionMatrix,
} from "./contagionMatrix.ts";
import type { ContagionRecords } from "./contagionMatrix.ts";
import { CONVERGENCE_COLUMNS, convergenceRows } from "./convergence.ts";
import type { ConvergenceRow } from "./convergence.ts";
import { csvFile } from "./csvFile.ts";
import { addDelays, createDelayHistograms, DELAY_COLUMNS, delayRows } from "./delays.ts";
import type { DelayRecords } from "./delays.ts";
import { EXCEEDANCE_COLUMNS, EXCEEDANCE_METRICS, exceedanceRows } from "./exceedance.ts";
import { type DrawnTogether, groupingOf, worldsOf } from "./pathGrouping.ts";
import { SUMMARY_COLUMNS, summaryRows } from "./summary.ts";
import type { SummaryRow } from "./summary.ts";
import { SYSTEMIC_COLUMNS, systemicRows } from "./systemic.ts";
import { varianceShareRows } from "./varianceShares.ts";
import type { MixedMetric } from "./varianceShares.ts";

/** What a finished run lets one read, everything in path order. */
export interface FinishedColumns {
  /** Names of the metrics, in the order of the file. */
  readonly metrics: readonly string[];
  readonly paths: number;
  /** Any number of times; all columns are cut alike. */
  readonly readColumn: (name: string) => Column;
  /** The uncertain parameters of a world, each as a standard normal. */
  readonly scores: (world: number) => readonly number[];
  /** Names of what can fail, by number. */
  readonly components: readonly string[];
  /** As often as one likes. */
  readonly records: {
    readonly delays: Iterable<DelayRecords>;
    readonly contagion: Iterable<ContagionRecords>;
    readonly failures: Iterable<FailureRecords>;
    readonly venueLosses: Iterable<VenueLossRecords>;
    readonly cascadeSizes: Iterable<CascadeSizeRecords>;
  };
  /** Of the first pairs of paths; empty where the run has no hybrids. */
  readonly mixed: readonly MixedMetric[];
}

/** The bytes of each result file by its name, and the rows of the summary. */
export interface Results {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly summary: readonly SummaryRow[];
}

/** The summary, metric by metric; in between the process hears signals. */
async function summaryOf(
  { metrics, readColumn, scores }: FinishedColumns,
  workspace: Workspace,
  sampling: DrawnTogether,
  signal: AbortSignal,
): Promise<SummaryRow[]> {
  const rows: SummaryRow[] = [];
  const weights = readColumn("weight");
  const [grouping, worlds] = [groupingOf(sampling), worldsOf(sampling, scores)];
  for (const metric of metrics) {
    await setImmediate();
    signal.throwIfAborted();
    rows.push(...summaryRows([metric], readColumn, weights, workspace, grouping, worlds));
  }
  return rows;
}

/**
 * Makes all result files of a run of `model`.
 *
 * @param workspace for the numbers of one metric at a time
 * @throws the signal's reason once it is aborted
 */
export async function resultsOf(
  model: ResolvedModel,
  columns: FinishedColumns,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<Results> {
  const { paths, readColumn, records, components } = columns;
  const venues = model.venues.map(({ name }) => name);
  const grouping = groupingOf(model.sampling);
  const summary = await summaryOf(columns, workspace, model.sampling, signal);
  const delays = createDelayHistograms(venues.length, grouping);
  for (const piece of records.delays) addDelays(delays, piece);
  const contagion = createContagionMatrix(venues.length);
  for (const piece of records.contagion) addContagion(contagion, piece);
  const exceedance = exceedanceRows(
    EXCEEDANCE_METRICS,
    readColumn,
    readColumn("weight"),
    model.horizon,
    workspace,
    grouping,
  );
  function* convergence(): Generator<ConvergenceRow> {
    yield* convergenceRows(readColumn, paths, workspace, grouping);
    yield* varianceShareRows(columns.mixed);
  }
  const conditioned = { readColumn, ...records, components, venues };
  const conditional = await conditionalRows(conditioned, workspace, grouping, signal);
  const sizes = cascadeSizeRows(records.cascadeSizes, paths, grouping);
  const files = new Map([
    ["summary.csv", csvFile(SUMMARY_COLUMNS, summary)],
    ["exceedance.csv", csvFile(EXCEEDANCE_COLUMNS, exceedance)],
    ["convergence.csv", csvFile(CONVERGENCE_COLUMNS, convergence())],
    ["delays.csv", csvFile(DELAY_COLUMNS, delayRows(delays, venues, model.step))],
    ["contagion.csv", csvFile(CONTAGION_COLUMNS, contagionRows(contagion, venues, paths))],
    ["conditional.csv", csvFile(CONDITIONAL_COLUMNS, conditional)],
    ["cascade_sizes.csv", csvFile(CASCADE_SIZE_COLUMNS, sizes)],
  ]);
  const systemic = systemicRows(model);
  if (systemic.length > 0) files.set("systemic.csv", csvFile(SYSTEMIC_COLUMNS, systemic));
  return { files, summary };
}
