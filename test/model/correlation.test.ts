import { expect, it } from "vitest";
import { repairCorrelation } from "../../src/model/correlation.ts";
import { parseModel } from "../../src/model/parse.ts";
import { spoiled } from "./workbench.ts";

/** Determinant of a symmetric 3 x 3 matrix with unit diagonal. */
const determinant = (a: number, b: number, c: number): number =>
  1 + 2 * a * b * c - a * a - b * b - c * c;

it("leaves a valid matrix as it is, also a singular one", () => {
  const valid = [1, 0.87, 0.87, 1];
  expect(repairCorrelation(valid, 2)).toEqual({ matrix: valid, change: null });
  expect(repairCorrelation([1, 1, 1, 1], 2).change).toBeNull();
  expect(repairCorrelation([1], 1)).toEqual({ matrix: [1], change: null });
});

it("repairs 0.9, 0.9, -0.9 to a symmetric matrix with unit diagonal and no negative eigenvalue", () => {
  const { matrix, change } = repairCorrelation([1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1], 3);
  expect([matrix[0], matrix[4], matrix[8]]).toEqual([1, 1, 1]);
  expect(matrix[1]).toBe(matrix[3]);
  expect(matrix[5]).toBe(matrix[7]);
  // Eigenvalues 1.9, 1.9, -0.8: clipping leaves 1.9/3 * (2, 1, 1 / 1, 2, -1 / 1, -1, 2), so every entry is 1/2 in size.
  expect(matrix[1]).toBeCloseTo(0.5, 12);
  expect(matrix[2]).toBeCloseTo(0.5, 12);
  expect(matrix[5]).toBeCloseTo(-0.5, 12);
  expect(determinant(matrix[1], matrix[2], matrix[5])).toBeGreaterThan(-1e-12);
  expect(Math.abs(change!.after - change!.before)).toBeCloseTo(0.4, 12);
});

it("a model with an impossible matrix is repaired with a warning that names the largest change", () => {
  const three = spoiled(
    "    USDC: { price: 1",
    "    SOL: { price: 150, volatility: 1 }\n    USDC: { price: 1",
  ).replace("BTC/ETH: 0.87", "BTC/ETH: 0.9, BTC/SOL: 0.9, ETH/SOL: -0.9");
  const { model, warnings } = parseModel(three, { fileName: "m.yaml" });
  expect(model.market.correlation[1]).toBeCloseTo(0.5, 12);
  expect(warnings).toEqual([
    expect.stringMatching(/largest change \w+\/\w+ from -?0\.9 to -?0\.5000/),
  ]);
});
