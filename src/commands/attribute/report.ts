/** What `faultline attribute` prints: what each group adds, largest first, the rest and the total. */

import { jsonRow } from "../../output/jsonCells.ts";
import { join } from "node:path";
import type { AttributionRow, CauseRow } from "../../output/attribution.ts";
import { aligned, figure } from "../figures.ts";
import type { AttributionManifest, AttributionResult } from "./attribute.ts";

const CAUSES = ["USD per path that carries it", "liquidated", "share", "bad debt", "share"];
const HEADER = ["", "alone", "left out", "shapley", "95 % interval", "share"];

function intervalText(low: number | null, high: number | null): string {
  return low === null || high === null || Number.isNaN(low)
    ? "-"
    : `${figure(low)} to ${figure(high)}`;
}

function rowOf({
  group,
  alone,
  left_out,
  shapley,
  ci_low,
  ci_high,
  share,
}: AttributionRow): string[] {
  const numbers = [alone, left_out, shapley].map(figure);
  return [group, ...numbers, intervalText(ci_low, ci_high), percent(share)];
}

function percent(share: number): string {
  return Number.isNaN(share) ? "-" : `${(100 * share).toFixed(1)} %`;
}

function causeOf(row: CauseRow): string[] {
  const { cause, liquidated_usd, liquidated_share, bad_debt_usd, bad_debt_share } = row;
  return [
    cause,
    figure(liquidated_usd),
    percent(liquidated_share),
    figure(bad_debt_usd),
    percent(bad_debt_share),
  ];
}

/** Groups that add something, largest first; then the rest and the total. */
function shown(rows: readonly AttributionRow[]): AttributionRow[] {
  const groups = rows.slice(0, -2).filter(({ shapley }) => shapley !== 0);
  return [...groups.toSorted((one, other) => other.shapley - one.shapley), ...rows.slice(-2)];
}

function footOf(rows: readonly AttributionRow[], manifest: AttributionManifest): string[] {
  const { interaction, orders, coalitions, paths_simulated: simulated } = manifest;
  const idle = rows.slice(0, -2).filter(({ shapley }) => shapley === 0);
  const reach = intervalText(interaction.ci_low, interaction.ci_high);
  return [
    `together more than alone: ${figure(interaction.value)} (${reach})`,
    ...(idle.length > 0 ? [`adding nothing: ${idle.map(({ group }) => group).join(", ")}`] : []),
    `${coalitions} coalitions (${orders === "all" ? "all" : `of ${orders} sampled orders`}), ${simulated} paths simulated`,
  ];
}

/** For people. */
export function attributeReport({ out, manifest, rows, causes }: AttributionResult): string {
  const { model, metric, at, paths, seed } = manifest;
  return [
    `${model}: ${metric}, ${at}, ${paths} paths, seed ${seed}`,
    "",
    aligned([HEADER, ...shown(rows).map(rowOf)]),
    "",
    ...(causes.length > 0 ? [aligned([CAUSES, ...causes.map(causeOf)]), ""] : []),
    ...footOf(rows, manifest),
    join(out, "attribution.csv"),
    "",
  ].join("\n");
}

/** For `--json`: the manifest and the rows, null where a cell is empty. */
export function attributeJson({ out, manifest, rows, causes }: AttributionResult): unknown {
  return { out, manifest, rows: rows.map(jsonRow), causes: causes.map(jsonRow) };
}
