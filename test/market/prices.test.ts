/** Global prices: jumps, forced returns, the permanent part, and what moves none of them. */
import { describe, expect, it } from "vitest";
import { jumpCompensation } from "../../src/market/jumpSizes.ts";
import {
  type Prices,
  createPrices,
  displaceForGood,
  forceReturn,
  movePrices,
  resetPrices,
  settlePrices,
} from "../../src/market/prices.ts";
import { varianceRate } from "../../src/market/varianceRate.ts";
import { createRegistry } from "../../src/random/streams.ts";
import {
  type Block,
  HALTABLE,
  halt,
  meanOf,
  orderbook,
  play,
  trader,
  world,
} from "../contagion/stage.ts";

const JUMPS: Block = {
  rate: "4000 / year",
  shared: 0.7,
  size: { BTC: { mean: -0.004, sd: 0.034 }, ETH: { mean: -0.005, sd: 0.042 } },
};

/** A market without diffusion, so that what moves are jumps; hourly steps over `hours`. */
function jumping(
  parts: Block,
  hours = 100,
): { prices: Prices; hours: number; market: ReturnType<typeof world>["model"]["market"] } {
  const { model } = world({
    horizon: `${hours} hours`,
    step: "1 hour",
    market: {
      assets: { BTC: { price: 1, volatility: 0 }, ETH: { price: 1, volatility: 0 } },
      correlation: { "BTC/ETH": 0.8 },
      jumps: { ...JUMPS, ...parts },
    },
  });
  return { prices: createPrices(model, createRegistry("jumps")), hours, market: model.market };
}

/** Hourly log returns of both assets, path after path, without the compensator. */
function jumpReturns(parts: Block, paths: number): { btc: Float64Array; eth: Float64Array } {
  const { prices, hours, market } = jumping(parts);
  const compensation = jumpCompensation(market);
  const btc = new Float64Array(paths * hours);
  const eth = new Float64Array(paths * hours);
  for (let path = 0; path < paths; path++) {
    resetPrices(prices, path);
    for (let step = 0; step < hours; step++) {
      movePrices(prices, path, step, (step + 1) * 3600);
      btc[path * hours + step] = prices.logReturn[0] + compensation[0] * 3600;
      eth[path * hours + step] = prices.logReturn[1] + compensation[1] * 3600;
      prices.logReturn.fill(0);
    }
  }
  return { btc, eth };
}

const PER_HOUR = 4000 / 8760;

describe("jumps at 4000 a year, 50 000 hours, within 4 standard errors (false alarm 6e-5 each)", () => {
  const { btc, eth } = jumpReturns({}, 500);
  const without = (one: number): number => (Math.abs(one) < 1e-12 ? 1 : 0);

  it("an asset has none in exp(-rate) of the hours, whatever share of them is common", () => {
    for (const returns of [btc, eth]) {
      const { mean, error } = meanOf(returns.map(without));
      expect(Math.abs(mean - Math.exp(-PER_HOUR))).toBeLessThan(4 * error);
    }
  });

  it("both have none in exp(-(2 - .7) rate) of the hours: 70 % strike together", () => {
    const { mean, error } = meanOf(btc.map((one, at) => without(one) * without(eth[at])));
    expect(Math.abs(mean - Math.exp(-1.3 * PER_HOUR))).toBeLessThan(4 * error);
  });

  it("their returns have mean rate * mean and variance rate * (mean^2 + sd^2)", () => {
    for (const [returns, size] of [
      [btc, [-0.004, 0.034]],
      [eth, [-0.005, 0.042]],
    ] as const) {
      const first = meanOf(returns);
      expect(Math.abs(first.mean - PER_HOUR * size[0])).toBeLessThan(4 * first.error);
      const expected = PER_HOUR * (size[0] ** 2 + size[1] ** 2);
      const second = meanOf(returns.map((value) => (value - PER_HOUR * size[0]) ** 2));
      expect(Math.abs(second.mean - expected)).toBeLessThan(4 * second.error);
    }
  });

  it("their covariance is that of the shared ones, joined by the correlation of .8", () => {
    const expected = 0.7 * PER_HOUR * (0.8 * 0.034 * 0.042 + 0.004 * 0.005);
    const products = btc.map((one, at) => (one + PER_HOUR * 0.004) * (eth[at] + PER_HOUR * 0.005));
    const { mean, error } = meanOf(products);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  });

  it("are compensated: E[S] stays 1", () => {
    const { prices } = jumping({});
    const ends = Float64Array.from({ length: 20_000 }, (_, path) => {
      resetPrices(prices, path);
      movePrices(prices, path, 0, 3600);
      return prices.exogenous[1];
    });
    const { mean, error } = meanOf(ends);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
  });
});

describe("jumps in detail", () => {
  it("an asset without sizes never jumps, not even with the others", () => {
    const { prices } = jumping({ size: { BTC: { mean: -0.1, sd: 0 } } });
    resetPrices(prices, 0);
    for (let step = 0; step < 100; step++) movePrices(prices, 0, step, (step + 1) * 3600);
    expect(prices.exogenous[1]).toBe(1);
    expect(prices.exogenous[0]).not.toBe(1);
  });

  it("act in the step whose interval holds them: halving the step moves no jump", () => {
    const [coarse, fine] = [jumping({ rate: "2000 / year" }), jumping({ rate: "2000 / year" })];
    resetPrices(coarse.prices, 5);
    resetPrices(fine.prices, 5);
    for (let step = 0; step < 50; step++) {
      movePrices(coarse.prices, 5, step, (step + 1) * 7200);
      for (const half of [1, 2])
        movePrices(fine.prices, 5, 2 * step + half - 1, (2 * step + half) * 3600);
      expect([...fine.prices.jumps.count]).toEqual([...coarse.prices.jumps.count]);
    }
    expect(coarse.prices.jumps.count[2]).toBeGreaterThan(0);
  });

  it("their variance stands beside the diffusion's in the rate that stress is measured by", () => {
    const { market } = jumping({});
    const perSecond = (4000 / (8760 * 3600)) * (0.005 ** 2 + 0.042 ** 2);
    expect(varianceRate(market, 1) / perSecond).toBeCloseTo(1, 12);
  });
});

describe("S and S_ex", () => {
  const still = (): Prices => {
    const prices = createPrices(world({}).model, createRegistry("1"));
    resetPrices(prices, 0);
    return prices;
  };

  it("a forced -20 % takes both from 1000 to 800 and counts log .8 as a return", () => {
    const prices = still();
    forceReturn(prices, 0, -0.2);
    settlePrices(prices);
    expect([prices.exogenous[0], prices.global[0]]).toEqual([800, 800]);
    expect(prices.logReturn[0]).toBeCloseTo(Math.log(0.8), 15);
  });

  it("a permanent displacement moves S alone, and its opposite returns S to the bit", () => {
    const prices = still();
    displaceForGood(prices, 0, -0.03);
    settlePrices(prices);
    expect(prices.global[0]).toBeCloseTo(1000 * Math.exp(-0.03), 10);
    expect(prices.exogenous[0]).toBe(1000);
    displaceForGood(prices, 0, 0.03);
    settlePrices(prices);
    expect(prices.global[0]).toBe(1000);
    expect(prices.least[0]).toBeCloseTo(1000 * Math.exp(-0.03), 10);
    expect(prices.leastExogenous[0]).toBe(1000);
  });

  it("stays where it is to the bit in a market without volatility", () => {
    const prices = still();
    for (let step = 0; step < 10; step++) movePrices(prices, 0, step, 60 * (step + 1));
    settlePrices(prices);
    expect(prices.global[0]).toBe(1000);
  });
});

describe("common random numbers", () => {
  const base: Block = {
    horizon: "10 hours",
    step: "1 minute",
    ...HALTABLE,
    sequencers: {
      s: {
        faults: [
          { mode: "halt", rate: "1000 / year", duration: { exponential: { mean: "1 hour" } } },
        ],
      },
    },
    market: {
      assets: { ETH: { price: 1000, volatility: 3 }, USDC: { price: 1, kind: "cash" } },
      jumps: { rate: "3000 / year", size: { ETH: { mean: -0.01, sd: 0.05 } } },
    },
    venues: { v: orderbook() },
    book: { accounts: [trader("A", 10, 800), trader("B", -10, 1200)] },
  };
  const market = base["market"] as { assets: Block; jumps: Block };
  const twice: Block = {
    ...base,
    venues: { v: orderbook(), w: orderbook() },
    book: {
      accounts: [
        trader("A", 10, 800),
        trader("B", -10, 1200),
        trader("C", 10, 700, { venue: "w" }),
      ],
    },
  };
  const wider: Block = {
    ...base,
    market: { ...market, assets: { ...market.assets, SOL: { price: 150, volatility: 2 } } },
  };
  const first: Block = {
    ...base,
    market: {
      ...market,
      assets: { SOL: { price: 150, volatility: 2 }, ...market.assets },
    },
  };

  /** Every price of ETH and every fault of three paths, as text. */
  function story(parts: Block, set: readonly string[] = []): string {
    const model = world(parts, set);
    return JSON.stringify(
      [0, 1, 2].map((path) => {
        const { row, faults, liquidations } = play(model, path);
        expect(path > 0 || liquidations.length > 0).toBe(true);
        const times = faults.map(({ component, start_s, end_s }) => [component, start_s, end_s]);
        return [row.final_price_ETH, row.min_price_ETH, row.downtime_hours, times];
      }),
    );
  }

  const told = story(base);

  it.each([
    ["another venue with accounts of its own", twice],
    ["another asset after the others", wider],
    ["another asset before the others", first],
  ])("%s moves no price and no fault by a byte", (_, parts) => {
    expect(story(parts)).toBe(told);
  });

  it("another margin moves no price and no fault by a byte, another seed does", () => {
    expect(story(base, ["venues.v.margin.0.maintenance=0.02"])).toBe(told);
    expect(story(base, ["sampling.seed=2"])).not.toBe(told);
  });

  it("a forced fault moves no price", () => {
    const prices = (parts: Block): number => play(world(parts)).row.final_price_ETH;
    expect(prices({ ...base, scenario: [halt(60, 120)] })).toBe(prices(base));
  });
});
