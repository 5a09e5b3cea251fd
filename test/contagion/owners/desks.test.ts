/** Desks: hedged traders, and what is left of a hedge that lost a leg. */
import { describe, expect, it } from "vitest";
import { type Block, type Played, halt, move, orderbook, play, world } from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
const TWO_CHAINS: Block = {
  sequencers: { s: {}, t: {} },
  chains: {
    l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" },
    l3: { kind: "optimistic", sequencer: "t", challenge_window: "7 days" },
  },
};

/** One trader: long 10 000 USD at `a`, short the same at `b`, 1 000 behind each. */
function desk(parts: Block, rest: Block = {}): Played {
  const leg = (venue: string, side: string): Block => ({
    venue,
    market: "ETH",
    side,
    collateral: { USDC: 1 },
  });
  return play(
    world({
      ...TWO_CHAINS,
      venues: { a: orderbook({}, DEEP), b: orderbook({ chain: "l3" }, DEEP) },
      book: {
        cohorts: {
          d: {
            accounts: 1,
            legs: [leg("a", "long"), leg("b", "short")],
            notional: { constant: 10_000 },
            leverage: { constant: 10 },
            unwind: { probability: 1 },
            ...parts,
          },
        },
      },
      scenario: [move(3, -0.06)],
      ...rest,
    }),
  );
}
const closes = ({ liquidations }: Played): (readonly [string, string, number])[] =>
  liquidations.map(({ account, cause, time_s }) => [account, cause, time_s] as const);

describe("a desk that lost its long at 3:00", () => {
  it("closes its short a step later without a delay, at the first step's end past a delay of 150 s", () => {
    expect(closes(desk({}))).toEqual([
      ["d/0/0", "market", 180],
      ["d/0/1", "unwind", 240],
    ]);
    const late = { unwind: { probability: 1, delay: "150 seconds" } };
    expect(closes(desk(late))[1]).toEqual(["d/0/1", "unwind", 360]);
  });

  it("keeps it with a probability of 0, and without the key", () => {
    expect(closes(desk({ unwind: { probability: 0 } }))).toHaveLength(1);
    expect(closes(desk({ unwind: undefined }))).toHaveLength(1);
  });

  it("is paid 600 by makers for a short of 10 ETH at 1000, closed at 940: 1600 left, no penalty", () => {
    const { liquidations, simulator, row } = desk({});
    expect(liquidations[1].equity_after_usd).toBeCloseTo(1600, 9);
    expect(simulator.context.trading.accounts.cash[1]).toBeCloseTo(1600, 9);
    expect([row.liquidated_accounts, row.penalties_usd]).toEqual([1, 0]);
  });

  it("closes it at 8:00, the restart of its chain, which is down when the delay is over", () => {
    const scenario = [move(3, -0.06), halt(2.5, 5.5, "sequencers.t")];
    expect(closes(desk({}, { scenario }))[1]).toEqual(["d/0/1", "unwind", 480]);
  });

  it("alone makes a loss: buying the short back into a depth of 1e5 lifts b's price by 1 %, which costs 47", () => {
    const thin = {
      venues: { a: orderbook({}, DEEP), b: orderbook({ chain: "l3" }, { depth_1pct: 94e2 }) },
    };
    // 10 ETH at 940 are all of depth: 1 % in all, .5 % in the mean.
    const { liquidations, simulator } = desk({}, thin);
    expect(liquidations[1].execution).toBeCloseTo(940 * Math.exp(0.005), 9);
    const { cash } = simulator.context.trading.accounts;
    expect(1600 - cash[1]).toBeCloseTo(9400 * Math.expm1(0.005), 6);
    expect(desk({ unwind: { probability: 0 } }, thin).liquidations).toHaveLength(1);
  });

  it("decides by the draw of its trader: of 200 desks with a probability of .5 between 70 and 130 unwind", () => {
    const { liquidations } = desk({ accounts: 200, unwind: { probability: 0.5 } });
    const unwound = liquidations.filter(({ cause }) => cause === "unwind").length;
    // Binomial(200, .5): outside with probability 2e-5; the seed is fixed.
    expect(unwound).toBeGreaterThan(70);
    expect(unwound).toBeLessThan(130);
  });
});

describe("a desk", () => {
  it("that is hedged keeps both legs through a fall that its equity bears", () => {
    expect(closes(desk({}, { scenario: [move(3, -0.04)] }))).toEqual([]);
  });

  it("loses its short to auto-deleveraging, and closes its long", () => {
    // Z, long 100 with 5000 (maintenance 4500), is wiped out by the fall to 940; its 1000 missing come from the short.
    const waterfall = ["adl"];
    const { liquidations, row } = desk(
      { notional: { constant: 1000 }, leverage: { constant: 2 } },
      {
        venues: { a: orderbook({}, DEEP), b: orderbook({ chain: "l3", waterfall }, DEEP) },
        book: {
          cohorts: {
            d: {
              accounts: 1,
              legs: [
                { venue: "a", market: "ETH", side: "long", collateral: { USDC: 1 } },
                { venue: "b", market: "ETH", side: "short", collateral: { USDC: 1 } },
              ],
              notional: { constant: 1000 },
              leverage: { constant: 2 },
              unwind: { probability: 1 },
            },
          },
          accounts: [
            { id: "Z", venue: "b", collateral: { USDC: 5500 }, positions: { ETH: { size: 100 } } },
          ],
        },
      },
    );
    expect(row.adl_usd).toBeCloseTo(60, 9);
    expect(liquidations.map(({ account, cause, time_s }) => [account, cause, time_s])).toEqual([
      ["Z", "market", 180],
      ["d/0/0", "unwind", 240],
    ]);
  });
});
