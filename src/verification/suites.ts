/** The suites of `faultline verify`, in the order in which they are shown; a new check is a line here. */
import { synchronousRounds, workedExamples } from "./cascades.ts";
import {
  attribution,
  exceedanceCurves,
  importanceSampling,
  intervals,
  tails,
} from "./estimates.ts";
import { clearings, stressRanks } from "./clearing.ts";
import { outagesOnRecord } from "./events.ts";
import type { Records } from "./events.ts";
import type { Suite } from "./finding.ts";
import { limits } from "./limits.ts";
import { generator, normals, sobolPoints } from "./numbers.ts";
import { firstPassages, outageGaps } from "./passages.ts";
import { clusters, commonShock, queues, renewal } from "./reliability.ts";
import { jumpDiffusion } from "./returns.ts";

/** What is checked in any case. */
export const goldenSuites: readonly Suite[] = [
  { subject: "random generator", run: generator },
  { subject: "normals", run: normals },
  { subject: "Sobol points", run: sobolPoints },
  { subject: "worked examples", run: workedExamples },
  { subject: "synchronous cascade", run: synchronousRounds },
  { subject: "first passage", run: firstPassages },
  { subject: "outage", run: outageGaps },
  { subject: "jump diffusion", run: jumpDiffusion },
  { subject: "clusters", run: clusters },
  { subject: "renewal", run: renewal },
  { subject: "common cause", run: commonShock },
  { subject: "queues", run: queues },
  { subject: "clearing", run: clearings },
  { subject: "debt rank", run: stressRanks },
  { subject: "intervals", run: intervals },
  { subject: "value at risk and shortfall", run: tails },
  { subject: "exceedance and merging", run: exceedanceCurves },
  { subject: "importance sampling", run: importanceSampling },
  { subject: "attribution", run: attribution },
];

/** What is checked with `--limits`. */
export const limitSuites: readonly Suite[] = [{ subject: "limits", run: limits }];

/** What is checked with `--events`. */
export function eventSuites(records: Records): readonly Suite[] {
  return [{ subject: "outages on record", run: () => outagesOnRecord(records) }];
}
