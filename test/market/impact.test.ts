/** Price impact: what a fill costs, what it leaves, and what cutting it changes. */
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { type ImpactLaw, powerImpact } from "../../src/market/impact.ts";
import {
  type VenuePrices,
  createVenuePrices,
  pushPrice,
  relaxPrices,
  resetVenuePrices,
  settleVenuePrices,
} from "../../src/market/venuePrices.ts";

const decimal = create(all, { number: "BigNumber", precision: 64 });
const exponent = fc.constantFrom(0.3, 0.5, 0.8, 1, 1.5);
/** q / x from 1e-9 to 10, of either sign. */
const ratio = fc
  .tuple(fc.integer({ min: -900, max: 100 }), fc.constantFrom(-1, 1))
  .map(([hundredths, side]) => side * 10 ** (hundredths / 100));

/** (G(x + q) - G(x)) / q. */
function exactAverage(x: number, q: number, power: number): number {
  const text = `(abs(x + q) ^ (e + 1) - abs(x) ^ (e + 1)) / (e + 1) / q`;
  const scope = { x: decimal.bignumber(x), q: decimal.bignumber(q), e: decimal.bignumber(power) };
  return Number(decimal.evaluate(text, scope));
}

const SEED = { seed: 20_240, numRuns: 200 };
const exponents = [0.5, 1, 1.5];
const law = fc
  .record({
    feedback: fc.constantFrom(1, 2.5),
    permanent: fc.constantFrom(0, 0.3, 0.4, 1),
    exponent: fc.constantFrom(...exponents),
  })
  .map(({ feedback, permanent, exponent }) => powerImpact(feedback, permanent, exponent));
/** Flow in units of the depth: up to thirty depths, a third of the price. */
const flow = fc.double({ min: -30, max: 30, noNaN: true }).filter((q) => Math.abs(q) > 1e-3);

/** A market of one line, and what trading in it has cost so far. */
interface Market {
  x: number;
  /** Permanent part, log. */
  lasting: number;
  /** USD paid for what was bought less what was earned on sales. */
  paid: number;
}

/** Trades q units of depth 1 USD from a market at 1 USD: q is the flow's value before the fill. */
function trade(impact: ImpactLaw, market: Market, units: number, q: number): void {
  const before = Math.exp(market.lasting + impact.transient(market.x));
  market.paid += units * before * Math.exp(impact.fill(market.x, q));
  market.x += q;
  market.lasting += impact.permanent(q);
}

/** The average displacement of a fill in logs, in ten pieces, against its start. */
function inPieces(impact: ImpactLaw, x: number, q: number, pieces: number): number {
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const done = (q * piece) / pieces;
    const moved = impact.transient(x + done) - impact.transient(x) + impact.permanent(done);
    sum += moved + impact.fill(x + done, q / pieces);
  }
  return sum / pieces;
}

describe("the power law", () => {
  test.prop([law, flow, flow], SEED)("one order is ten pieces, to 1e-12", (impact, x, q) => {
    expect(Math.abs(inPieces(impact, x, q, 10) - impact.fill(x, q))).toBeLessThan(1e-12);
  });

  test.prop([law, flow, flow], SEED)(
    "Q then -Q returns D and S exactly and its two fills cost nothing, to 1e-12",
    (impact, x, q) => {
      const there = impact.fill(x, q);
      const moved = impact.transient(x + q) - impact.transient(x) + impact.permanent(q);
      expect(Math.abs(there - (moved + impact.fill(x + q, -q)))).toBeLessThan(1e-12);
      expect(impact.permanent(q) + impact.permanent(-q)).toBe(0);
    },
  );

  it.each(exponents)(
    "from rest, Q = depth moves the price 1 %% in all at exponent %d",
    (exponent) => {
      for (const permanent of [0, 0.3, 1]) {
        const impact = powerImpact(1, permanent, exponent);
        for (const q of [-1, 1])
          expect(impact.transient(q) + impact.permanent(q)).toBeCloseTo(0.01 * q, 16);
      }
    },
  );

  it.each(exponents)("four depths move it by %d-th powers: .01 * 4^exponent", (exponent) => {
    expect(powerImpact(1, 0, exponent).transient(-4)).toBeCloseTo(-0.01 * 4 ** exponent, 15);
  });

  it("a fill of exponent .5 from rest averages 2/3 of its displacement, of 1 a half, of 1.5 two fifths", () => {
    const share = (exponent: number): number =>
      powerImpact(1, 0, exponent).fill(0, -3) / powerImpact(1, 0, exponent).transient(-3);
    expect(exponents.map(share)).toEqual([2 / 3, 1 / 2, 2 / 5].map((x) => expect.closeTo(x, 14)));
  });

  it("the permanent part is linear for every exponent", () => {
    for (const exponent of exponents) {
      const impact = powerImpact(2.5, 0.4, exponent);
      expect(impact.permanent(-7)).toBeCloseTo(-7 * 0.01 * 2.5 * 0.4, 15);
      expect(impact.fill(0, -7) - powerImpact(2.5, 0.4, 1).permanent(-7) / 2).toBeCloseTo(
        powerImpact(1.5, 0, exponent).fill(0, -7),
        14,
      );
    }
  });

  it("feedback off moves nothing and fills at the price", () => {
    const impact = powerImpact(0, 0.4, 0.5);
    expect([impact.transient(-9), impact.permanent(-9), impact.fill(-1, -9)].map(Math.abs)).toEqual(
      [0, 0, 0],
    );
  });

  test.prop([fc.integer({ min: 1, max: 30_000 }).map((x) => x / 1000), ratio, exponent], SEED)(
    "the displacement of a fill is that of 64 digits, to 4e-15 of D, however small the fill",
    (x, r, power) => {
      const impact = powerImpact(1, 0, power);
      const q = r * x;
      const exact = 0.01 * exactAverage(x, q, power) - impact.transient(x);
      const size = Math.max(impact.transient(x), Math.abs(impact.transient(x + q)));
      expect(Math.abs(impact.fill(x, q) - exact)).toBeLessThanOrEqual(4e-15 * size);
    },
  );
});

/** One line on chain 0 at 1000 USD. */
function lineOf(impact: ImpactLaw, decay: number): VenuePrices {
  const line = createVenuePrices(
    [impact],
    Int32Array.of(0),
    Int32Array.of(0),
    Float64Array.of(decay),
  );
  resetVenuePrices(line, Float64Array.of(1000));
  return line;
}

describe("a line's price", () => {
  const LIVE = Uint8Array.of(1);

  it.each(exponents)(
    "Q then -Q without decay returns x, D and P exactly at exponent %d",
    (exponent) => {
      const line = lineOf(powerImpact(1, 0.3, exponent), 1);
      pushPrice(line, 0, -3);
      relaxPrices(line, LIVE);
      settleVenuePrices(line, Float64Array.of(1000));
      expect(line.price[0]).toBeLessThan(1000);
      pushPrice(line, 0, 3);
      settleVenuePrices(line, Float64Array.of(1000));
      expect([line.state[0], line.displacement[0], line.price[0]]).toEqual([0, 0, 1000]);
    },
  );

  it.each(exponents)(
    "Q then -Q costs nothing without decay, and more than 1e-3 of Q with it, at exponent %d",
    (exponent) => {
      for (const [decay, free] of [
        [1, true],
        [0.5, false],
      ] as const) {
        const impact = powerImpact(1, 0.3, exponent);
        const market: Market = { x: 0, lasting: 0, paid: 0 };
        trade(impact, market, -3, -3);
        market.x *= decay;
        trade(impact, market, 3, 3);
        if (free) expect(Math.abs(market.paid)).toBeLessThan(1e-15);
        else expect(market.paid).toBeGreaterThan(3e-3);
      }
    },
  );

  it("x decays by exp(-dt / resilience) while the chain is live and stands still while it is not", () => {
    const line = lineOf(powerImpact(1, 0, 0.5), Math.exp(-1 / 20));
    pushPrice(line, 0, -4);
    relaxPrices(line, Uint8Array.of(0));
    expect(line.state[0]).toBe(-4);
    for (let step = 0; step < 20; step++) relaxPrices(line, LIVE);
    expect(line.state[0]).toBeCloseTo(-4 / Math.E, 14);
    expect(line.displacement[0]).toBeCloseTo(-0.02 * Math.exp(-0.5), 15);
  });

  it("a displacement that no longer changes a double is none: P is S to the bit", () => {
    const line = lineOf(powerImpact(1, 0, 1), 0.5);
    pushPrice(line, 0, -4);
    for (let step = 0; step < 60; step++) relaxPrices(line, LIVE);
    settleVenuePrices(line, Float64Array.of(1234.5));
    expect([line.state[0], line.price[0]]).toEqual([0, 1234.5]);
  });

  it("remembers the least P", () => {
    const line = lineOf(powerImpact(1, 0, 1), 1);
    pushPrice(line, 0, -4);
    settleVenuePrices(line, Float64Array.of(1000));
    pushPrice(line, 0, 6);
    settleVenuePrices(line, Float64Array.of(1000));
    expect(line.least[0]).toBeCloseTo(1000 * Math.exp(-0.04), 10);
    expect(line.price[0]).toBeCloseTo(1000 * Math.exp(0.02), 10);
  });
});
