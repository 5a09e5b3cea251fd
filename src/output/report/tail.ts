/**
 * The tail of a run and who is in it: paths whose bad debt is at or above its 99 % quantile, weighted.
 *
 * The share of a component is the part of the tail's bad debt that fell on paths on which it failed,
 * sum w L 1{failed} / sum w L; several fail on one path, so shares do not sum to 1, and a failure need not be the cause.
 * The share of a venue is its own bad debt over that of all venues, and does sum to 1.
 */
import { numberOf, rowsOf, textOf } from "./runRows.ts";
import type { OpenRun } from "./runRows.ts";

export const TAIL_LEVEL = 0.99;

/** A common table expression `tail(path, w, loss)`: its paths, their weights, and weight times bad debt. */
export const TAIL_SQL: string = `ranked as (
    select path, weight, bad_debt_usd, sum(weight) over () as total,
      sum(weight) over (order by bad_debt_usd, path rows unbounded preceding) as reached from paths),
  bar as (select min(bad_debt_usd) as usd from ranked where reached >= ${TAIL_LEVEL} * total),
  tail as (select path, weight as w, weight * bad_debt_usd as loss from ranked, bar
    where bad_debt_usd >= bar.usd and bad_debt_usd > 0)`;

export interface Tail {
  /** How many paths it has: 0 where 99 in 100 have no bad debt and the rest none either. */
  readonly paths: number;
  /** Components that failed on each of its paths, and the path's part of the tail's bad debt. */
  readonly failed: readonly { readonly part: number; readonly components: ReadonlySet<string> }[];
  /** Share of each venue. */
  readonly venues: ReadonlyMap<string, number>;
}

/** Reads the tail. Without a faults table no component has failed; without venues none has a share. */
export async function readTail(run: OpenRun): Promise<Tail> {
  const failures = run.tables.has("faults")
    ? "left join (select distinct path, component from faults) using (path)"
    : "cross join (select null as component)";
  const rows = await rowsOf(
    run,
    `with ${TAIL_SQL} select path, loss, component from tail ${failures} order by path, component`,
  );
  const paths = new Map<number, { loss: number; components: Set<string> }>();
  for (const row of rows) {
    const path = numberOf(row, "path") ?? NaN;
    const seen = paths.get(path) ?? { loss: numberOf(row, "loss") ?? NaN, components: new Set() };
    const component = textOf(row, "component");
    if (component !== "") seen.components.add(component);
    paths.set(path, seen);
  }
  const all = [...paths.values()];
  const total = all.reduce((sum, { loss }) => sum + loss, 0);
  return {
    paths: all.length,
    failed: all.map(({ loss, components }) => ({ part: loss / total, components })),
    venues: await venueShares(run),
  };
}

async function venueShares(run: OpenRun): Promise<ReadonlyMap<string, number>> {
  if (!run.tables.has("venues")) return new Map();
  const rows = await rowsOf(
    run,
    `with ${TAIL_SQL}, each_venue as (select venue, sum(w * bad_debt_usd) as usd from tail
      join venues using (path) group by venue)
    select venue, usd / sum(usd) over () as share from each_venue order by venue`,
  );
  return new Map(rows.map((row) => [textOf(row, "venue"), numberOf(row, "share") ?? 0]));
}

/** Share of the tail's bad debt on paths on which one of the components failed, a member of a group for the group. */
export function shareOf({ failed }: Tail, components: readonly string[]): number {
  const isOne = (key: string): boolean =>
    components.some((component) => key === component || key.startsWith(`${component}/`));
  const hit = failed.filter(({ components: keys }) => [...keys].some(isOne));
  return hit.reduce((sum, { part }) => sum + part, 0);
}
