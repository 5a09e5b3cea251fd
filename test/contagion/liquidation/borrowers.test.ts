/** Borrowers: what a keeper repays and is handed, and when he does not come. */
import { describe, expect, it } from "vitest";
import { HOLDER, gained } from "../../../src/contagion/state/ledger.ts";
import { type Block, borrower, lending, move, play, world } from "../stage.ts";

const [ETH, USDC] = [0, 1];
const RULES: Block = { close_factor: 0.5, penalty: 0.05 };

/** 10 ETH against 7000: liquidatable under 875. */
function lent(
  scenario: readonly Block[],
  venue: Block = {},
  depth = 1e24,
): ReturnType<typeof play> {
  return play(
    world({
      venues: { v: lending({ liquidation: RULES, ...venue }, { depth_1pct: depth }) },
      book: { accounts: [borrower("L", 10, 7000)] },
      scenario,
    }),
  );
}

describe("10 ETH against 7000 USDC, haircut 20 %, half at a time, penalty 5 %", () => {
  it("at 860 pays back 3500 for 3675 of ETH, and is safe with 4925 against 3500", () => {
    const { liquidations, simulator, row } = lent([move(5, -0.14)]);
    expect(liquidations).toHaveLength(1);
    expect(liquidations[0].notional_usd).toBeCloseTo(3675, 9);
    expect(liquidations[0].equity_after_usd).toBeCloseTo(8600 - 3675 - 3500, 9);
    const { accounts, ledger, lent: owed } = simulator.context.trading;
    expect([accounts.units[0], accounts.debt[0], owed[0]]).toEqual([
      expect.closeTo(10 - 3675 / 860, 12),
      expect.closeTo(3500, 9),
      expect.closeTo(3500, 9),
    ]);
    expect(gained(ledger, HOLDER.lenders, USDC)).toBeCloseTo(3500, 9);
    expect(gained(ledger, HOLDER.keepers, USDC)).toBeCloseTo(175, 9);
    expect(gained(ledger, HOLDER.outside, ETH)).toBeCloseTo(3675 / 860, 12);
    expect(row.penalties_usd).toBeCloseTo(175, 9);
    expect(row.bad_debt_usd).toBe(0);
  });

  it("passes .6 of the penalty on to insurance where the keeper's share is .4", () => {
    const { simulator, venues } = lent([move(5, -0.14)], {
      liquidation: { ...RULES, keeper_share: 0.4 },
      waterfall: [{ insurance: 1000 }],
    });
    const { ledger } = simulator.context.trading;
    expect(venues[0].insurance_left_usd).toBeCloseTo(1105, 9);
    expect(gained(ledger, HOLDER.keepers, USDC)).toBeCloseTo(70, 9);
  });

  it("sells through the market of the venue: depth 1e5 takes .018375 % off the keeper's price", () => {
    const { liquidations, simulator } = lent([move(5, -0.14)], {}, 1e5);
    // From rest the fill is exp(D / 2) and D is .01 * 3675 / 1e5.
    const fill = 860 * Math.exp(-0.5 * 0.01 * 0.03675);
    expect(liquidations[0].execution).toBeCloseTo(fill, 9);
    const { ledger } = simulator.context.trading;
    expect(gained(ledger, HOLDER.keepers, USDC)).toBeCloseTo((3675 / 860) * fill - 3500, 8);
  });

  it("no keeper comes while S is 6 % under the oracle: he would pay 3500 for 3454", () => {
    const stale = { oracle: { latency: "1 minute" } };
    // 860 is seen a minute late, when S is 808.4; that in turn is seen at 420 s.
    const { liquidations } = lent([move(5, -0.14), move(6, -0.06)], stale);
    expect(liquidations.map(({ time_s, breach_s, cause }) => [time_s, breach_s, cause])).toEqual([
      [420, 300, "gap"],
    ]);
    // 4 % under it 3528 are enough.
    const willing = lent([move(5, -0.14), move(6, -0.04)], stale);
    expect(willing.liquidations[0].time_s).toBe(360);
  });

  it("nor for 200 of gas on 175 of penalty", () => {
    expect(lent([move(5, -0.14)], { liquidation: { ...RULES, gas: 200 } }).liquidations).toEqual(
      [],
    );
    expect(
      lent([move(5, -0.14)], { liquidation: { ...RULES, gas: 170 } }).liquidations,
    ).toHaveLength(1);
  });

  it("keepers of 2000 a minute are handed 2000 and repay 2000 / 1.05", () => {
    const { liquidations, simulator } = lent([move(10, -0.14)], {
      liquidation: { ...RULES, keepers: "2000 / minute" },
    });
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([expect.closeTo(2000, 9)]);
    expect(simulator.context.trading.accounts.debt[0]).toBeCloseTo(7000 - 2000 / 1.05, 9);
  });

  it("under dust goes whole: 8000 of dust repay 7000 for 7350", () => {
    const { liquidations } = lent([move(5, -0.14)], { liquidation: { ...RULES, dust: 9000 } });
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([expect.closeTo(7350, 9)]);
  });

  it("is liquidatable under 875 and not at it", () => {
    expect(lent([move(5, -0.125)]).liquidations).toEqual([]);
    expect(lent([move(5, -0.12501)]).liquidations).toHaveLength(1);
  });
});
