import { describe, expect, it } from "vitest";
import {
  type Funding,
  accrueFunding,
  createFunding,
  resetFunding,
} from "../../src/book/funding.ts";
import { createLayout } from "../../src/book/layout.ts";
import { move, orderbook, playUntil, trader, world } from "../contagion/stage.ts";

const STEP = 60;

/** Funding every three minutes, capped at .0015. */
function funded(): Funding {
  const { model } = world({
    venues: { v: orderbook({}, { funding: { interval: "3 minutes", cap: 0.0015 } }) },
  });
  const funding = createFunding(model, createLayout(model));
  resetFunding(funding);
  return funding;
}

/** The rate settled at each step's end. @param down steps (from 1) without a live chain */
const rates = (
  funding: Funding,
  premiums: readonly number[],
  down: readonly number[] = [],
): number[] =>
  premiums.map((premium, index) =>
    accrueFunding(funding, 0, premium, STEP, (index + 1) * STEP, !down.includes(index + 1)),
  );

describe("funding every three minutes, capped at .0015", () => {
  it("settles the time average of the premium: .0003, .0006, .0009 make .0006", () => {
    const settled = rates(funded(), [0.0003, 0.0006, 0.0009, 0, 0, 0.0003]);
    expect(settled).toEqual([0, 0, expect.closeTo(0.0006, 15), 0, 0, expect.closeTo(0.0001, 15)]);
  });

  it("clamps it at the cap on both sides", () => {
    expect(rates(funded(), [0.01, 0.01, 0.01, -0.01, -0.01, -0.01])).toEqual([
      0, 0, 0.0015, 0, 0, -0.0015,
    ]);
  });

  it("settles a halt's intervals together at the first live step, each with a clamp of its own", () => {
    const premiums = [0.01, 0.01, 0.01, 0.0006, 0.0006, 0.0006, -0.01, 0, 0];
    // .0015 and .0006 wait for step 7; the third interval ends at step 9.
    expect(rates(funded(), premiums, [3, 4, 5, 6])).toEqual([
      0,
      0,
      0,
      0,
      0,
      0,
      expect.closeTo(0.0021, 15),
      0,
      -0.0015,
    ]);
  });

  it("begins every path with nothing accrued", () => {
    const funding = funded();
    rates(funding, [0.01, 0.01]);
    resetFunding(funding);
    expect(rates(funding, [0, 0, 0])).toEqual([0, 0, 0]);
  });
});

describe("funding through the index", () => {
  it("longs pay and shorts receive .01 of P a minute: two minutes at P = 1040 exp(.0104) after Z was bought back", () => {
    const model = world({
      venues: { v: orderbook({}, { funding: { interval: "1 minute", cap: 0.01 } }) },
      book: {
        accounts: [trader("Z", -1000, 90_000), trader("A", 10, 6000), trader("S", -2, 6000)],
      },
      scenario: [move(5, 0.04)],
    });
    const { chargeLong, chargeShort } = playUntil(model, 7).trading.valuations.mark;
    const expected = 2 * 0.01 * 1040 * Math.exp(0.0104);
    // 1e9 hours of resilience: P itself has moved by 1e-12.
    expect(chargeLong[0]).toBeCloseTo(expected, 8);
    expect(chargeShort[0]).toBeCloseTo(-expected, 8);
  });
});
