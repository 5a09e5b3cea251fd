import { describe, expect, it } from "vitest";
import { shortfallOfFall, shortfallOfRise } from "../../src/closedForms/lognormalShortfall.ts";
import { DYDX_MID_CAP, openInterestMaintenance } from "../../src/closedForms/openInterestMargin.ts";
import { inverseNormal } from "../../src/random/inverseNormal.ts";

const hour = { volatility: 0.75, drift: 0.1, time: 1 / 8760 };

/** Mean of the worst share of moves by the midpoint rule over the uniform that the normal comes from. */
function averaged(level: number, sign: 1 | -1): number {
  const { volatility, drift, time } = hour;
  const cells = 200_000;
  let sum = 0;
  for (let cell = 0; cell < cells; cell++) {
    const z = sign * inverseNormal(level + ((cell + 0.5) / cells) * (1 - level));
    const log = (drift - volatility ** 2 / 2) * time + volatility * Math.sqrt(time) * z;
    sum += sign * Math.expm1(log);
  }
  return sum / cells;
}

describe("the shortfall of a lognormal move", () => {
  it("is the mean of the worst hundredth of falls, and of rises", () => {
    // The midpoint rule errs by the last cell: its normal is off by 1 % of itself there, 5e-6 of the mean in all.
    expect(shortfallOfFall(hour, 0.99) / averaged(0.99, -1)).toBeCloseTo(1, 5);
    expect(shortfallOfRise(hour, 0.99) / averaged(0.99, 1)).toBeCloseTo(1, 5);
  });

  it("is 2.6652 deviations for small moves at 99 %", () => {
    const small = { volatility: 1e-4, drift: 0, time: 1 };
    expect(shortfallOfFall(small, 0.99) / 1e-4).toBeCloseTo(2.6652, 3);
  });

  it("refuses levels and volatilities that are none", () => {
    expect(() => shortfallOfFall(hour, 1)).toThrow("level must lie in (0, 1), got 1");
    expect(() => shortfallOfRise({ ...hour, volatility: 0 }, 0.99)).toThrow("volatility");
  });
});

describe("margin scaled by open interest", () => {
  it.each([
    [0, 0.03],
    [40e6, 0.03],
    [70e6, 0.6 * (0.05 + 0.95 / 2)],
    [100e6, 0.6],
    [1e12, 0.6],
  ])("%d USD: %d", (openInterest, margin) => {
    expect(openInterestMaintenance(DYDX_MID_CAP, openInterest)).toBeCloseTo(margin, 14);
  });

  it("refuses an open interest under 0", () => {
    expect(() => openInterestMaintenance(DYDX_MID_CAP, -1)).toThrow("open interest");
  });
});
