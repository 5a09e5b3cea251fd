/** What a sale closes: fractions, penalties, keepers' capacity, order, and the price of a pool. */
import { describe, expect, it } from "vitest";
import { HOLDER, gained } from "../../../src/contagion/state/ledger.ts";
import { type Block, HALTABLE, halt, move, orderbook, play, trader, world } from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
const USDC = 1;
/** Long 10 with 600: at 960 its equity is 200, its maintenance 480. */
const A = trader("A", 10, 600);

function closing(
  liquidation: Block,
  parts: Block = {},
  venue: Block = {},
): ReturnType<typeof play> {
  return play(
    world({
      venues: { v: orderbook({ liquidation, ...venue }, DEEP) },
      book: { accounts: [A] },
      scenario: [move(5, -0.04)],
      ...parts,
    }),
  );
}

describe("a close of 9600 with 200 of equity", () => {
  it("by halves takes 4800 and 2400 in two generations, and is safe with 200 against 120", () => {
    const { liquidations, delays, row } = closing({ close_factor: 0.5 });
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([4800, 2400]);
    expect(liquidations.map(({ generation }) => generation)).toEqual([0, 1]);
    expect(row.liquidated_accounts).toBe(1);
    expect(row.same_step_share).toBe(0.5);
    expect(delays).toEqual([["v", 0, true]]);
  });

  it("under 5000 of dust goes whole", () => {
    const { liquidations } = closing({ close_factor: 0.5, dust: 5000 });
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([4800, 4800]);
  });

  it("pays a penalty of 1 %, 96, to insurance but for the keeper's quarter", () => {
    const { row, liquidations, simulator } = closing({ penalty: 0.01, keeper_share: 0.25, gas: 7 });
    expect(row.penalties_usd).toBeCloseTo(96, 9);
    expect(liquidations[0].equity_after_usd).toBeCloseTo(104, 9);
    const { ledger } = simulator.context.trading;
    expect(gained(ledger, HOLDER.insurance, USDC)).toBeCloseTo(72, 9);
    expect(gained(ledger, HOLDER.keepers, USDC)).toBeCloseTo(24 - 7, 9);
    expect(gained(ledger, HOLDER.outside, USDC)).toBeCloseTo(7, 9);
  });

  it("pays a penalty of 5 % out of the equity that is left only: 200 of 480", () => {
    const { row, liquidations } = closing({ penalty: 0.05 });
    expect(row.penalties_usd).toBeCloseTo(200, 9);
    expect(liquidations[0].equity_after_usd).toBeCloseTo(0, 9);
    expect(row.bad_debt_usd).toBe(0);
  });

  it("pays none when it leaves bad debt: at 900 it is 400 short", () => {
    const { row } = closing({ penalty: 0.05 }, { scenario: [move(5, -0.1)] });
    expect([row.penalties_usd, row.bad_debt_usd]).toEqual([0, expect.closeTo(400, 9)]);
  });
});

describe("keepers of 6000 a minute", () => {
  const keepers = { keepers: "6000 / minute" };

  it("take 6000 of 9450, and the rest a minute later with cause gap", () => {
    const { liquidations, delays } = closing(keepers, { scenario: [move(5, -0.055)] });
    expect(liquidations.map(({ time_s, notional_usd }) => [time_s, notional_usd])).toEqual([
      [300, expect.closeTo(6000, 9)],
      [360, expect.closeTo(3450, 9)],
    ]);
    expect(liquidations.map(({ cause }) => cause)).toEqual(["market", "gap"]);
    expect(delays).toEqual([["v", 1, true]]);
  });

  it("leave who is safe with what they took: 3600 against 200 is a close without delay", () => {
    const { liquidations, delays } = closing(keepers);
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([expect.closeTo(6000, 9)]);
    expect(delays).toEqual([["v", 0, true]]);
  });

  it("accrue nothing while the chain is down: 4500 at the restart after 30 s and 15 s of life", () => {
    const { liquidations } = closing(keepers, {
      ...HALTABLE,
      book: { accounts: [trader("A", 100, 6000)] },
      scenario: [move(5, -0.04), halt(5.5, 3.25)],
      horizon: "11 minutes",
    });
    expect(liquidations.map(({ time_s, notional_usd }) => [time_s, notional_usd])).toEqual([
      [300, expect.closeTo(6000, 8)],
      [540, expect.closeTo(4500, 8)],
      [600, expect.closeTo(6000, 8)],
      [660, expect.closeTo(6000, 8)],
    ]);
  });

  it("save no more than one step: after ten idle minutes 6000, not 60 000", () => {
    const { liquidations } = closing(keepers, {
      book: { accounts: [trader("A", 100, 6000)] },
      scenario: [move(9.5, -0.04)],
    });
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([expect.closeTo(6000, 8)]);
  });

  it("wait for the end of a grace period: a restart at 8:45 and 2 minutes are 11:00 on the grid", () => {
    const { liquidations } = closing(
      {},
      {
        ...HALTABLE,
        scenario: [halt(4.5, 4.25), move(5, -0.04)],
        horizon: "12 minutes",
      },
      { oracle: { grace_period: "2 minutes" } },
    );
    expect(liquidations.map(({ time_s, breach_s, cause }) => [time_s, breach_s, cause])).toEqual([
      [660, 300, "gap"],
    ]);
  });
});

describe("the order in which keepers take accounts", () => {
  /** 9600 a minute. @returns the accounts closed at the end of step 5, and of step 6 */
  const order = (accounts: readonly Block[], scenario: readonly Block[]): string[][] => {
    const { liquidations } = closing(
      { keepers: "9600 / minute" },
      { book: { accounts }, scenario },
    );
    return [300, 360].map((time) =>
      liquidations.filter(({ time_s }) => time_s === time).map(({ account }) => account),
    );
  };

  it("is the earlier breach at the mark first: early's 9600 at .95 go before late, who is at .21", () => {
    const assets = {
      ETH: { price: 1000, volatility: 0 },
      BTC: { price: 1000, volatility: 0 },
      USDC: { price: 1, kind: "cash" },
    };
    const line = { ...DEEP, resilience: "1e9 hours" };
    const { liquidations } = closing(
      { keepers: "9600 / minute" },
      {
        market: { assets },
        book: {
          accounts: [
            trader("late", 0, 600, { positions: { BTC: { size: 10 } } }),
            trader("early", 40, 2200),
          ],
        },
        scenario: [move(5, -0.02), { at: "6 minutes", price: { BTC: -0.05 } }],
      },
      { markets: { ETH: line, BTC: line } },
    );
    // 9600 of early's 39 200 leave it with 1400 against 1480.
    expect(liquidations.slice(0, 2).map(({ account, time_s }) => [account, time_s])).toEqual([
      ["early", 300],
      ["early", 360],
    ]);
  });

  it("then the lower margin ratio, then the account's index", () => {
    expect(order([trader("B", 10, 620), A], [move(5, -0.04)])[0]).toEqual(["A"]);
    expect(order([trader("B", 10, 600), A], [move(5, -0.04)])[0]).toEqual(["B"]);
  });
});

describe("a pool", () => {
  it("fills at its oracle though S has moved on: 900 a minute late, while S is 850", () => {
    const { liquidations, row } = closing(
      {},
      { scenario: [move(5, -0.1), move(6, -0.05555555555555556)] },
      {
        kind: "pool",
        mark: "oracle",
        oracle: { latency: "1 minute" },
        waterfall: [{ vault: 1e6 }],
      },
    );
    expect(row.final_price_ETH).toBeCloseTo(850, 9);
    expect(
      liquidations.map(({ time_s, breach_s, execution }) => [time_s, breach_s, execution]),
    ).toEqual([[360, 300, expect.closeTo(900, 9)]]);
    // The vault wins what A had, 600, instead of the 1500 that a sale at S would have shown.
    expect(row.bad_debt_usd).toBeCloseTo(400, 9);
  });
});

describe("minutes", () => {
  it("a step's end belongs to the minute it closes: 4800 at 5:30 and 4400 at 6:00 are one minute's 9200", () => {
    const { row, liquidations } = closing(
      { keepers: "9600 / minute" },
      { step: "30 seconds", scenario: [move(5.5, -0.08)] },
    );
    expect(liquidations.map(({ time_s }) => time_s)).toEqual([330, 360]);
    expect(row.peak_minute_usd).toBeCloseTo(9200, 9);
  });

  it("4800 at 6:00 and 4400 at 6:30 are two", () => {
    const { row } = closing(
      { keepers: "9600 / minute" },
      { step: "30 seconds", scenario: [move(6, -0.08)] },
    );
    expect(row.peak_minute_usd).toBeCloseTo(4800, 9);
  });
});
