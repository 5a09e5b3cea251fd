/** What `faultline attribute` prints: what each group adds, largest first, the rest and the total. */

import { join } from "node:path";
import type { AttributionRow } from "../../output/attribution.ts";
import { aligned, figure } from "../figures.ts";
import type { AttributionManifest, AttributionResult } from "./attribute.ts";

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
  const percent = Number.isNaN(share) ? "-" : `${(100 * share).toFixed(1)} %`;
  const numbers = [alone, left_out, shapley].map(figure);
  return [group, ...numbers, intervalText(ci_low, ci_high), percent];
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
export function attributeReport({ out, manifest, rows }: AttributionResult): string {
  const { model, metric, at, paths, seed } = manifest;
  return [
    `${model}: ${metric}, ${at}, ${paths} paths, seed ${seed}`,
    "",
    aligned([HEADER, ...shown(rows).map(rowOf)]),
    "",
    ...footOf(rows, manifest),
    join(out, "attribution.csv"),
    "",
  ].join("\n");
}

/** For `--json`: the manifest and the rows, null where a cell is empty. */
export function attributeJson({ out, manifest, rows }: AttributionResult): unknown {
  const orNull = (cell: string | number): string | number | null =>
    typeof cell === "number" && Number.isNaN(cell) ? null : cell;
  const told = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, orNull(cell)])),
  );
  return { out, manifest, rows: told };
}
