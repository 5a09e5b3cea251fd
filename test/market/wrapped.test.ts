import { describe, expect, it } from "vitest";
import { oracleRatio, wrappedRatio } from "../../src/market/wrapped.ts";
import type { WrappedAsset } from "../../src/model/resolved/market.ts";

const asset: WrappedAsset = {
  kind: "wrapped",
  name: "ETHw",
  underlying: 0,
  bridge: 0,
  overshoot: 0.5,
  recovery: 6 * 3600,
  oracleAtPar: 45 * 60,
};

describe("a wrapped asset with overshoot .5, recovery 6 h, 45 min of oracle at par", () => {
  it("is worth par while its backing is whole", () => {
    expect(wrappedRatio(asset, 1, 0)).toBe(1);
  });

  it("with 60 % of its backing is worth .6 * .8 at once, .6 (1 - .2 / e) after 6 h, .6 in the end", () => {
    expect(wrappedRatio(asset, 0.6, 0)).toBeCloseTo(0.48, 15);
    expect(wrappedRatio(asset, 0.6, 6 * 3600)).toBeCloseTo(0.6 * (1 - 0.2 / Math.E), 15);
    expect(wrappedRatio(asset, 0.6, 1e9)).toBe(0.6);
  });

  it("without backing is worth nothing", () => {
    expect(wrappedRatio(asset, 0, 100)).toBe(0);
  });

  it("oracles show par until 45 minutes after the exploit, and the true ratio from then on", () => {
    expect([0, 2699, 2700, 1e6].map((age) => oracleRatio(asset, 0.48, age))).toEqual([
      1, 1, 0.48, 0.48,
    ]);
  });
});
