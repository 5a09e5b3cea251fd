/** The boundary and the places looked at, as rows of their files. */

import type { BoundaryKey, BoundaryRow, LookRow } from "../../output/boundary.ts";
import type { RangedKey } from "../vary.ts";
import { readMeasured, written } from "../../model/units.ts";
import { likelihoodOf } from "./mildness.ts";
import type { Mildness } from "./mildness.ts";
import type { BoundaryPoint, FoundBoundary, Look } from "./search.ts";

/** Canonical units as dictionaries write them. */
const UNITS: Readonly<Record<string, string>> = {
  seconds: "s",
  "/ second": "1/s",
  USD: "USD",
  "USD / second": "USD/s",
};

/** A key with the canonical unit of its values; 1 for a plain number. */
export function boundaryKeyOf({ key, unit }: RangedKey): BoundaryKey {
  if (unit.text === "") return { key, unit: "1" };
  const canonical = String(written(1, readMeasured(`1 ${unit.text}`).measure));
  return { key, unit: UNITS[canonical.replace(/^1 /, "")] ?? "1" };
}

const brokenCells = ({ judged: { probability, low, high, paths } }: Look) => ({
  probability,
  ci_low: low,
  ci_high: high,
  paths,
});

/** The rows of `boundary.csv`. */
export function boundaryRows(
  { points, mildest }: FoundBoundary,
  metric: string,
  mildness: Mildness,
): BoundaryRow[] {
  const empty = (values: readonly number[]): number[] => values.map(() => NaN);
  return points.map((point: BoundaryPoint, number) => ({
    point: number,
    values: point.look.values,
    metric,
    ...brokenCells(point.look),
    likelihood: likelihoodOf(mildness, point.distance),
    distance: Number.isFinite(point.distance) ? point.distance : NaN,
    mildest: point === mildest,
    safe: point.safe,
    low: point.low ?? empty(point.safe),
    high: point.high ?? empty(point.safe),
  }));
}

/** The rows of `looks.csv`, in the order of the places: first key, second key, ... */
export function lookRows({ looks }: FoundBoundary, metric: string): LookRow[] {
  const inOrder = (one: Look, other: Look): number => {
    const at = one.place.findIndex((coordinate, key) => coordinate !== other.place[key]);
    return at < 0 ? 0 : one.place[at] - other.place[at];
  };
  return looks.toSorted(inOrder).map((look) => ({
    values: look.values,
    metric,
    ...brokenCells(look),
    broken: look.broken,
  }));
}
