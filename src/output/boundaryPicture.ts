/**
 * The picture of a reverse stress. Of two keys: the boundary as a curve with its intervals, over the places that were looked
 * at, calm at the bottom left and severe at the top right. Of more: each point of the boundary as a line over the keys, by
 * how much of each range it takes. The mildest point is marked.
 */
import type { TopLevelSpec } from "vega-lite";
import type { BoundaryRow, LookRow } from "./boundary.ts";

/** A key as it is drawn. */
export interface DrawnKey {
  readonly key: string;
  /** As it was typed, empty for a plain number, and its size in canonical units. */
  readonly unit: { readonly text: string; readonly size: number };
  /** Ends of its range, in canonical units: calm, severe. */
  readonly from: number;
  readonly to: number;
}

/** What the picture is of. */
export interface BoundarySubject {
  readonly keys: readonly DrawnKey[];
  readonly title: string;
  /** Lines under the title. */
  readonly subtitle: readonly string[];
  /** What the mildest point is called. */
  readonly mildest: string;
}

const CURVE = "#1f5f99";
const MARKED = "#b3261e";
const FAINT = "#c3cad1";
const INK = "#24292f";
const SIZE = 480;

type Datum = Record<string, string | number | boolean | null>;

const drawn = ({ unit }: DrawnKey, value: number): number | null =>
  Number.isNaN(value) ? null : value / unit.size;

const titleOf = ({ key, unit }: DrawnKey): string =>
  unit.text === "" ? key : `${key}, ${unit.text}`;

/** The specification of the picture. */
export function boundaryPicture(
  points: readonly BoundaryRow[],
  looks: readonly LookRow[],
  subject: BoundarySubject,
): TopLevelSpec {
  const { keys, title, subtitle } = subject;
  const head = { width: SIZE, height: SIZE, title: { text: title, subtitle } };
  const layers = keys.length === 2 ? plane(points, looks, subject) : lines(points, subject);
  return { ...head, layer: layers } as TopLevelSpec;
}

function plane(
  points: readonly BoundaryRow[],
  looks: readonly LookRow[],
  { keys, mildest: name }: BoundarySubject,
): object[] {
  const at = (values: readonly number[], names: readonly [string, string]): Datum => ({
    [names[0]]: drawn(keys[0], values[0]),
    [names[1]]: drawn(keys[1], values[1]),
  });
  const [across, up] = keys.map((key, place) => ({
    field: place === 0 ? "x" : "y",
    type: "quantitative",
    title: titleOf(key),
    scale: { domain: [drawn(key, key.from), drawn(key, key.to)], nice: false, zero: false },
  }));
  const told = points.map((row) => ({
    ...at(row.values, ["x", "y"]),
    ...at(row.low, ["low", "lower"]),
    ...at(row.high, ["high", "higher"]),
    point: row.point,
  }));
  const seen = looks.map(({ values, broken }) => ({
    ...at(values, ["x", "y"]),
    limit: broken ? "broken" : "holds",
  }));
  const mild = points.filter(({ mildest }) => mildest);
  const marked = mild.map(({ values }) => ({ ...at(values, ["x", "y"]), name }));
  const [first] = keys;
  const right = mild.some(({ values: [x] }) => (x - first.from) / (first.to - first.from) > 0.7);
  const beside = right ? { align: "right", dx: -9 } : { align: "left", dx: 9 };
  return [
    {
      data: { values: seen },
      mark: { type: "point", filled: true, size: 22 },
      encoding: {
        x: across,
        y: up,
        color: {
          field: "limit",
          type: "nominal",
          title: "limit",
          scale: { domain: ["holds", "broken"], range: [FAINT, "#e3a39d"] },
        },
      },
    },
    {
      data: { values: told },
      transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
      mark: { type: "rule", strokeWidth: 5, opacity: 0.3, color: CURVE },
      encoding: {
        x: { ...across, field: "low" },
        y: { ...up, field: "lower" },
        x2: { field: "high" },
        y2: { field: "higher" },
      },
    },
    {
      data: { values: told },
      mark: { type: "line", strokeWidth: 2, color: CURVE, point: { color: CURVE, size: 26 } },
      encoding: { x: across, y: up, order: { field: "point", type: "quantitative" } },
    },
    {
      data: { values: marked },
      mark: { type: "point", filled: true, size: 130, color: MARKED },
      encoding: { x: across, y: up },
    },
    {
      data: { values: marked },
      mark: { type: "text", ...beside, baseline: "bottom", dy: -6, color: INK },
      encoding: { x: across, y: up, text: { field: "name", type: "nominal" } },
    },
  ];
}

function lines(points: readonly BoundaryRow[], { keys, mildest: name }: BoundarySubject): object[] {
  const order = keys.map(titleOf);
  const data = (which: readonly BoundaryRow[]): Datum[] =>
    which.flatMap(({ point, values }) =>
      keys.map((key, at) => ({
        point,
        key: order[at],
        share: (values[at] - key.from) / (key.to - key.from),
        name,
      })),
    );
  const x = { field: "key", type: "nominal", sort: order, title: null, axis: { labelLimit: 320 } };
  const y = {
    field: "share",
    type: "quantitative",
    title: "share of the range, from calm to severe",
    scale: { domain: [0, 1] },
  };
  const detail = { field: "point", type: "nominal" };
  const layer = (which: readonly BoundaryRow[], color: string, strokeWidth: number) => ({
    data: { values: data(which) },
    mark: { type: "line", color, strokeWidth, point: { color } },
    encoding: { x, y, detail },
  });
  const mild = points.filter(({ mildest }) => mildest);
  return [
    layer(points, FAINT, 1.2),
    layer(mild, MARKED, 2.5),
    {
      data: { values: data(mild).slice(-1) },
      mark: { type: "text", align: "right", baseline: "bottom", dx: -9, dy: -6, color: INK },
      encoding: { x, y, text: { field: "name", type: "nominal" } },
    },
  ];
}
