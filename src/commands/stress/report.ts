/** What `faultline stress --scenario` prints: the headline figures without the scenario and under it. */

import { join } from "node:path";
import { comparisonTable } from "../compareReport.ts";
import { STRESS_FILE } from "./stress.ts";
import type { Stress } from "./stress.ts";

/** The report as text for a terminal. */
export function stressReport({ out, manifest, rows }: Stress): string {
  const { model, scenario, description, random, seed, paths } = manifest;
  const title = description === "" ? scenario : `${scenario} (${description})`;
  const rest = random ? "on top of what else happens" : "and nothing else moves or fails";
  return [
    `${model} under ${title}, seed ${seed}: ${paths} paths, ${rest}`,
    "",
    comparisonTable(["without", "under it"], rows),
    "",
    `Every metric and statistic is in ${join(out, STRESS_FILE)} (first: without, second: under the scenario)`,
    "",
  ].join("\n");
}
