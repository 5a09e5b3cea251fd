import { describe, expect, it } from "vitest";
import {
  addContagion,
  contagionRows,
  createContagionMatrix,
} from "../../src/output/contagionMatrix.ts";

describe("contagionRows", () => {
  it("gives expected notional per path over all paths, and shares of what was caused at each venue", () => {
    const matrix = createContagionMatrix(2);
    addContagion(matrix, {
      rows: 2,
      from: [0, 0],
      to: [1, 1],
      notional: [100, 300],
      weight: [1, 0.5],
    });
    // a third row lies beyond `rows` and does not count
    addContagion(matrix, {
      rows: 1,
      from: [1, 1],
      to: [1, 1],
      notional: [750, 9e9],
      weight: [1, 1],
    });
    expect([...contagionRows(matrix, ["v1", "v2"], 10)]).toEqual([
      { from: "v1", to: "v1", notional_usd: 0, share: NaN },
      { from: "v1", to: "v2", notional_usd: 25, share: 0.25 },
      { from: "v2", to: "v1", notional_usd: 0, share: NaN },
      { from: "v2", to: "v2", notional_usd: 75, share: 0.75 },
    ]);
  });

  it("carries the worked example: v1 -> v2 943 419.5496542606 on one path is all of v2's contagion", () => {
    const matrix = createContagionMatrix(2);
    addContagion(matrix, {
      rows: 1,
      from: [0],
      to: [1],
      notional: [943419.5496542606],
      weight: [1],
    });
    const row = [...contagionRows(matrix, ["v1", "v2"], 1)][1];
    expect(row).toEqual({ from: "v1", to: "v2", notional_usd: 943419.5496542606, share: 1 });
  });

  it("refuses a run without paths", () => {
    expect(() => [...contagionRows(createContagionMatrix(1), ["v"], 0)]).toThrow(/^paths/);
  });
});
