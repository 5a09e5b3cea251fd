/** One isolated long without impact: P(liquidated) is the discretely monitored first passage of a Brownian motion. */
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/random/normalCdf.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { meanOf, orderbook, playColumn, trader, world } from "../contagion/stage.ts";

const YEAR = 365 * 86400;
const MAINTENANCE = 0.005;

/** A long of 1 ETH bought at 100 whose liquidation price is `barrier`, looked at on `dates` dates in `years`. */
function longAt(barrier: number, volatility: number, years: number, dates: number): LoadedModel {
  const step = (years * YEAR) / dates;
  const cash = 100 - barrier * (1 - MAINTENANCE);
  return world({
    horizon: `${step * dates} seconds`,
    step: `${step} seconds`,
    market: { assets: { ETH: { price: 100, volatility }, USDC: { price: 1, kind: "cash" } } },
    venues: {
      v: orderbook({ margin: [{ initial: 0.01, maintenance: MAINTENANCE }] }, { depth_1pct: 1e18 }),
    },
    book: { accounts: [trader("A", 1, cash)] },
    sampling: { paths: 1, seed: 7 },
  });
}

/** P(min S <= barrier) from 100 without drift of S, watched continuously. */
function hit(barrier: number, volatility: number, years: number): number {
  const drift = -(volatility ** 2) / 2;
  const sd = volatility * Math.sqrt(years);
  const depth = Math.log(barrier / 100);
  const reflected = Math.exp((2 * drift * depth) / volatility ** 2);
  return (
    normalCdf((depth - drift * years) / sd) + reflected * normalCdf((depth + drift * years) / sd)
  );
}

/** The same seen on dates only (Broadie, Glasserman and Kou 1997). */
function hitOnDates(barrier: number, volatility: number, years: number, dates: number): number {
  const shift = Math.exp(-0.5825971579 * volatility * Math.sqrt(years / dates));
  return hit(barrier * shift, volatility, years);
}

describe("closed forms that the engine is held to", () => {
  it.each([
    ["12 h", 12 / 8760, 0.000737325439],
    ["24 h", 24 / 8760, 0.0174043933],
    ["1/52 y", 1 / 52, 0.3842436949],
  ])(
    "a 10x long is hit within %s with probability %d, watched continuously",
    (_, years, printed) => {
      // Printed to 9 or 10 significant digits.
      expect(Math.abs(hit(90.4522613065, 0.8, years as number) / printed - 1)).toBeLessThan(1e-8);
    },
  );

  it("the corrected barrier gives .6107883823 and .4722727261", () => {
    expect(hitOnDates(90, 0.8, 1 / 12, 30)).toBeCloseTo(0.6107883823, 9);
    expect(hitOnDates(80, 0.6, 0.25, 90)).toBeCloseTo(0.4722727261, 9);
  });
});

describe("20 000 paths, within 4 standard errors (false alarm 6e-5 each)", () => {
  it.each([
    ["100, 90, .8, 1/12 y, 30 dates", longAt(90, 0.8, 1 / 12, 30), 0.612429571494],
    ["100, 80, .6, 1/4 y, 90 dates", longAt(80, 0.6, 0.25, 90), 0.472985046878],
    // Without an exact value: the corrected barrier is right to 1e-3 here, a third of a standard error.
    [
      "10x, .8, 1/52 y, 200 dates",
      longAt(90.4522613065, 0.8, 1 / 52, 200),
      hitOnDates(90.4522613065, 0.8, 1 / 52, 200),
    ],
  ])("%s: P(liquidated)", { timeout: 60_000 }, (_, model, expected) => {
    const { mean, error } = meanOf(playColumn(model, "liquidated_accounts", 20_000));
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  });
});
