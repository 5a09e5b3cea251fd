import { describe, expect, it } from "vitest";
import { bridgeNormals, createBridge } from "../../src/random/brownianBridge.ts";

/** The linear map from (leading, plain) normals to increments, column by column. */
function mapOf(steps: number, leading: number): Float64Array[] {
  const bridge = createBridge(steps, leading);
  const leads = bridge.date.length;
  return Array.from({ length: leads + steps }, (_, input) => {
    const first = new Float64Array(leads);
    const plain = new Float64Array(steps);
    if (input < leads) first[input] = 1;
    else plain[input - leads] = 1;
    bridgeNormals(bridge, first, plain);
    return plain;
  });
}

const SHAPES = [
  [1, 1],
  [2, 1],
  [7, 3],
  [8, 8],
  [13, 5],
  [16, 100],
  [30, 7],
] as const;

describe.each(SHAPES)("a bridge over %d steps led by %d normals", (steps, leading) => {
  const columns = mapOf(steps, leading);
  const leads = Math.min(steps, leading);

  it("makes independent standard normals of independent standard normals", () => {
    for (let a = 0; a < steps; a++) {
      for (let b = 0; b <= a; b++) {
        const covariance = columns.reduce((sum, column) => sum + column[a] * column[b], 0);
        expect(covariance).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
  });

  it("lets the first normal alone decide where the path ends", () => {
    const ends = columns.map((column) => column.reduce((sum, x) => sum + x, 0));
    expect(ends[0]).toBeCloseTo(Math.sqrt(steps), 12);
    ends.slice(1).forEach((end) => expect(end).toBeCloseTo(0, 12));
  });

  it("raises the path at every date, or does not move it, when a leading normal grows", () => {
    for (const column of columns.slice(0, leads)) {
      let level = 0;
      for (const x of column) {
        level += x;
        expect(level).toBeGreaterThanOrEqual(-1e-12);
      }
    }
  });

  it("needs no plain normal where every step is led", () => {
    const plain = columns.slice(leads).flatMap((column) => [...column]);
    if (leading >= steps) plain.forEach((x) => expect(x).toBeCloseTo(0, 12));
    else expect(plain.some((x) => Math.abs(x) > 0.1)).toBe(true);
  });
});

it("three quarters of the variance of a path's mean lie on the first normal, 19 of 20 on the first four", () => {
  const columns = mapOf(256, 8);
  const shares = columns.map((column) => {
    const mean = column.reduce((sum, x, step) => sum + (x * (256 - step)) / 256, 0);
    return mean ** 2;
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  expect(shares[0] / total).toBeCloseTo(0.75, 2);
  expect(shares.slice(0, 4).reduce((sum, share) => sum + share, 0) / total).toBeGreaterThan(0.95);
});

it.each([
  [0, 1, /steps/],
  [1.5, 1, /steps/],
  [5, 0, /leading/],
])("%d steps led by %d are refused", (steps, leading, message) => {
  expect(() => createBridge(steps, leading)).toThrow(message);
});
