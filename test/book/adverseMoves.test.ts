import { describe, expect, it } from "vitest";
import { createTradingBase } from "../../src/contagion/state/tradingBase.ts";
import { buildBook } from "../../src/book/generate.ts";
import { world } from "../contagion/stage.ts";

/** Moves of ETH, fall then rise, that make a share of each side liquidatable. */
function movesOf(accounts: readonly object[], share: number, venue: object = {}): number[] {
  const { model, base } = world({
    venues: {
      v: {
        chain: "l2",
        kind: "orderbook",
        collateral: { USDC: 0, ETH: 0 },
        markets: { ETH: { depth_1pct: 1e18, resilience: "1 minute", permanent: 0 } },
        margin: [{ initial: 0.02, maintenance: 1e-9 }],
        liquidation: { close_factor: 1, penalty: 0 },
        waterfall: [{ insurance: 1e12 }],
        ...venue,
      },
    },
    book: { accounts },
    sampling: { paths: 1, seed: 1, splitting: { levels: [1], share } },
  });
  return [...createTradingBase(model, buildBook(model, base)).adverse!];
}

const account = (id: string, size: number, usd: number, collateral: object = { USDC: usd }) => ({
  id,
  venue: "v",
  collateral,
  positions: { ETH: { size, entry: 1000 } },
});

describe("the move that makes a tenth of a side liquidatable", () => {
  const longs = [account("a", 1, 100), account("b", 3, 600), account("c", 6, 1800)];

  it("is that of the liquidation price of the account that completes the tenth, either way", () => {
    const shorts = [account("s", -1, 250), account("t", -9, 4500)];
    const [fall, rise] = movesOf([...longs, ...shorts], 0.1);
    expect(fall).toBeCloseTo(-Math.log(0.9), 3);
    expect(rise).toBeCloseTo(Math.log(1.25), 3);
  });

  it("grows with the share", () => {
    expect(movesOf(longs, 0.11)[0]).toBeCloseTo(-Math.log(0.8), 3);
    expect(movesOf(longs, 0.5)[0]).toBeCloseTo(-Math.log(0.7), 3);
  });

  it("does not exist where nobody is on a side, or nobody there can be liquidated", () => {
    expect(movesOf(longs, 0.1)[1]).toBe(Infinity);
    expect(movesOf([account("a", 1, 1e6)], 0.1)[0]).toBe(Infinity);
  });

  it("counts collateral in the asset: a short that holds what it sold loses with neither, a long twice", () => {
    expect(movesOf([account("a", -1, 0, { ETH: 1 })], 0.1)).toEqual([Infinity, Infinity]);
    const [fall] = movesOf([account("a", 1, 0, { ETH: 0.5 })], 0.1);
    expect(fall).toBeCloseTo(-Math.log(1000 / 1500), 3);
  });
});
