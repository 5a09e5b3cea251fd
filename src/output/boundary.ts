/**
 * The files of a reverse stress: `boundary.csv`, one row per point of the boundary, `looks.csv`, one per place that was
 * looked at, and `columns.csv`, what their cells say. Keys are columns, in canonical units.
 */
import type { Column } from "../engine/columns.ts";
import type { Cell } from "./csv.ts";
import { csvFile } from "./csvFile.ts";
import { columnsOfResult } from "./resultColumns.ts";

export const BOUNDARY_FILE = "boundary.csv";
export const LOOKS_FILE = "looks.csv";
const DICTIONARY_FILE = "columns.csv";

/** A key and the canonical unit of its values. */
export interface BoundaryKey {
  readonly key: string;
  readonly unit: string;
}

/** How often the limit is broken somewhere. */
interface Broken {
  readonly probability: number;
  readonly ci_low: number;
  readonly ci_high: number;
  /** Simulated there. */
  readonly paths: number;
}

/** A point of the boundary; NaN is an empty cell. Values are in the order of the keys. */
export interface BoundaryRow extends Broken {
  readonly point: number;
  readonly values: readonly number[];
  readonly metric: string;
  readonly likelihood: number;
  readonly distance: number;
  readonly mildest: boolean;
  readonly safe: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** A place that was looked at. */
export interface LookRow extends Broken {
  readonly values: readonly number[];
  readonly metric: string;
  readonly broken: boolean;
}

const number = (name: string, unit: string, meaning: string): Column => ({
  name,
  type: "number",
  unit,
  meaning,
});
const flag = (name: string, meaning: string): Column => ({
  name,
  type: "integer",
  unit: "",
  meaning,
});
const metric: Column = {
  name: "metric",
  type: "label",
  unit: "",
  meaning: "column of the paths table that the limit is on",
};
const broken: readonly Column[] = [
  number("probability", "1", "share of paths that break the limit there"),
  number("ci_low", "1", "low end of its interval, at the confidence asked for"),
  number("ci_high", "1", "high end of its interval"),
];
const paths = flag("paths", "simulated there");

/** For each key one column. */
const perKey = (keys: readonly BoundaryKey[], ending: string, meaning: string): readonly Column[] =>
  keys.map(({ key, unit }) => number(`${key}${ending}`, unit, meaning));

/** The columns of `boundary.csv`, in file order. */
export function boundaryColumns(keys: readonly BoundaryKey[]): readonly Column[] {
  return [
    flag("point", "number of the point, from 0"),
    ...perKey(keys, "", "of the key at the point, which breaks the limit as often as was asked"),
    metric,
    ...broken,
    number("likelihood", "1", "density over that of the medians; empty without densities"),
    number("distance", "1", "reliability index; without densities length in shares of the ranges"),
    flag("mildest", "1: at the least distance of all"),
    ...perKey(keys, "_safe", "farthest in the same direction that is known not to break it"),
    ...perKey(keys, "_ci_low", "calm end of the interval of the boundary in that direction"),
    ...perKey(keys, "_ci_high", "severe end of the interval of the boundary in that direction"),
    paths,
  ];
}

/** The columns of `looks.csv`, in file order. */
export function lookColumns(keys: readonly BoundaryKey[]): readonly Column[] {
  return [
    ...perKey(keys, "", "of the key at the place"),
    metric,
    ...broken,
    flag("broken", "1: as often as was asked"),
    paths,
  ];
}

function cellsOf(
  keys: readonly BoundaryKey[],
  ending: string,
  values: readonly number[],
): Record<string, Cell> {
  return Object.fromEntries(keys.map(({ key }, at) => [`${key}${ending}`, values[at]]));
}

function fileOf(columns: readonly Column[], rows: readonly Record<string, Cell>[]): Uint8Array {
  return csvFile(
    columns.map(({ name }) => name),
    rows,
  );
}

/** `boundary.csv`. */
export function boundaryFile(
  keys: readonly BoundaryKey[],
  rows: readonly BoundaryRow[],
): Uint8Array {
  const records = rows.map(({ values, safe, low, high, mildest, ...cells }) => ({
    ...cells,
    mildest: mildest ? 1 : 0,
    ...cellsOf(keys, "", values),
    ...cellsOf(keys, "_safe", safe),
    ...cellsOf(keys, "_ci_low", low),
    ...cellsOf(keys, "_ci_high", high),
  }));
  return fileOf(boundaryColumns(keys), records);
}

/** `looks.csv`, the places in order of their values. */
export function looksFile(keys: readonly BoundaryKey[], rows: readonly LookRow[]): Uint8Array {
  const records = rows.map(({ values, broken: isBroken, ...cells }) => ({
    ...cells,
    broken: isBroken ? 1 : 0,
    ...cellsOf(keys, "", values),
  }));
  return fileOf(lookColumns(keys), records);
}

/** The dictionary of both. */
function dictionary(keys: readonly BoundaryKey[]): Uint8Array {
  const rows = (file: string, columns: readonly Column[]): Record<string, Cell>[] =>
    columns.map(({ name, type, unit, meaning }) => ({ file, column: name, type, unit, meaning }));
  return fileOf(columnsOfResult("columns"), [
    ...rows("boundary", boundaryColumns(keys)),
    ...rows("looks", lookColumns(keys)),
  ]);
}

/** All three, by name. */
export function boundaryFiles(
  keys: readonly BoundaryKey[],
  points: readonly BoundaryRow[],
  looks: readonly LookRow[],
): [name: string, content: Uint8Array][] {
  return [
    [BOUNDARY_FILE, boundaryFile(keys, points)],
    [LOOKS_FILE, looksFile(keys, looks)],
    [DICTIONARY_FILE, dictionary(keys)],
  ];
}
