/** Pegs: when cash leaves them, how deep, and how it comes back. */
import { describe, expect, it } from "vitest";
import {
  type Pegs,
  createPegs,
  forceDepeg,
  resetPegs,
  settlePegs,
  strikePegs,
} from "../../src/market/pegs.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { meanOf, world } from "../contagion/stage.ts";

const HOUR = 3600;

function pegsOf(depeg: object): Pegs {
  const { model } = world({
    market: {
      assets: {
        ETH: { price: 1000, volatility: 0 },
        EURC: { price: 1.1, kind: "cash", depeg },
        USDC: { price: 1, kind: "cash" },
      },
    },
  });
  const pegs = createPegs(model.market, createRegistry("pegs"));
  resetPegs(pegs, 0);
  return pegs;
}

const [EURC, USDC] = [1, 2];
const still = { rate: 0, loss: { constant: 0 }, recovery: "10 hours" };

function priceAt(pegs: Pegs, hours: number): number {
  settlePegs(pegs, hours * HOUR);
  return pegs.price[EURC];
}

describe("one depeg of 20 % at 2:00 that recovers in 10 hours", () => {
  const pegs = pegsOf(still);
  forceDepeg(pegs, EURC, 0.2, 2 * HOUR);

  it.each([
    [2, 0.88],
    [12, 1.1 * (1 - 0.2 * Math.exp(-1))],
    [42, 1.1 * (1 - 0.2 * Math.exp(-4))],
  ])("at %d:00 a coin of 1.10 is worth %d", (hour, price) => {
    expect(priceAt(pegs, hour)).toBeCloseTo(price, 14);
    expect(pegs.price[USDC]).toBe(1);
  });

  it("ends: from 37 recoveries on it is at its peg to the bit, and says once that it moved", () => {
    expect(settlePegs(pegs, 500 * HOUR)).toBe(true);
    expect(pegs.price[EURC]).toBe(1.1);
    expect(settlePegs(pegs, 501 * HOUR)).toBe(false);
  });
});

describe("two depegs", () => {
  it.each([
    ["a second, shallower than what is left of the first, changes nothing", 0.05, 0.2],
    ["a second, deeper than what is left of the first, holds alone", 0.08, 0.08 * Math.E],
  ])("%s", (_, second, first) => {
    const pegs = pegsOf(still);
    forceDepeg(pegs, EURC, 0.2, 0);
    forceDepeg(pegs, EURC, second, 10 * HOUR);
    expect(priceAt(pegs, 15)).toBeCloseTo(1.1 * (1 - first * Math.exp(-1.5)), 14);
  });

  it("given out of their order are the same two", () => {
    const pegs = pegsOf(still);
    forceDepeg(pegs, EURC, 0.08, 10 * HOUR);
    forceDepeg(pegs, EURC, 0.2, 0);
    expect(priceAt(pegs, 15)).toBeCloseTo(1.1 * (1 - 0.08 * Math.exp(-0.5)), 14);
  });
});

it("a loss of everything leaves a millionth of the peg", () => {
  const pegs = pegsOf(still);
  forceDepeg(pegs, EURC, 1, 0);
  expect(priceAt(pegs, 0) / 1.1).toBeCloseTo(1e-6, 12);
});

it("depegs come at their rate with their losses: 3 a day over 20 000 days, within 4 standard errors", () => {
  const pegs = pegsOf({
    rate: "3 / day",
    loss: { beta: { mean: 0.05, concentration: 8 } },
    recovery: "1 second",
  });
  const counts = new Float64Array(20_000);
  const losses: number[] = [];
  for (let path = 0; path < counts.length; path++) {
    resetPegs(pegs, path);
    strikePegs(pegs, path, 24 * HOUR);
    counts[path] = pegs.count[0];
    // What is remembered is the last one: those before it are forgotten within seconds.
    if (pegs.count[0] === 1) losses.push(pegs.depth[0]);
  }
  const often = meanOf(counts);
  expect(Math.abs(often.mean - 3)).toBeLessThan(4 * often.error);
  const deep = meanOf(Float64Array.from(losses));
  expect(Math.abs(deep.mean - 0.05)).toBeLessThan(4 * deep.error);
});
