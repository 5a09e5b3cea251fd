/** The horizon: what is still open and under water is bad debt too. */
import { describe, expect, it } from "vitest";
import {
  type Block,
  HALTABLE,
  borrower,
  halt,
  lending,
  move,
  orderbook,
  play,
  trader,
  world,
} from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };

/** Ten minutes; the chain is down from 4:00 on. */
function dark(venue: Block, account: Block, fall: number): ReturnType<typeof play> {
  return play(
    world({
      ...HALTABLE,
      venues: { v: venue },
      book: { accounts: [account] },
      scenario: [halt(4, 60), move(5, fall)],
    }),
  );
}

describe("a chain that is down past the horizon", () => {
  it("leaves 400 of unresolved bad debt of a long of 10 with 600 at 900, through the same waterfall", () => {
    const venue = orderbook(
      { waterfall: [{ insurance: 100 }, { vault: 50 }, "adl", "socialise"] },
      DEEP,
    );
    const { row, liquidations, delays } = dark(venue, trader("A", 10, 600), -0.1);
    expect(liquidations).toEqual([]);
    expect(row.unresolved_bad_debt_usd).toBeCloseTo(400, 9);
    expect(row.bad_debt_usd).toBeCloseTo(400, 9);
    // Its own position, still open, is all there is to share the rest.
    expect([row.insurance_used_usd, row.vault_loss_usd, row.socialised_usd]).toEqual(
      [100, 50, 250].map((usd) => expect.closeTo(usd, 9)),
    );
    expect(row.insurance_exhausted_s).toBe(600);
    expect(delays).toEqual([["v", 5, false]]);
  });

  it("leaves none of a long that is in breach with 200 to its name", () => {
    const { row, delays } = dark(orderbook({}, DEEP), trader("A", 10, 600), -0.04);
    expect([row.bad_debt_usd, row.unresolved_bad_debt_usd]).toEqual([0, 0]);
    expect(delays).toEqual([["v", 5, false]]);
  });

  it("leaves 1000 of a borrower of 7000 against 10 ETH at 600: no penalty, no keeper, lenders bear it", () => {
    const venue = lending({ waterfall: [{ insurance: 100 }] }, DEEP);
    const { row, simulator } = dark(venue, borrower("L", 10, 7000), -0.4);
    expect(row.unresolved_bad_debt_usd).toBeCloseTo(1000, 9);
    expect(row.insurance_used_usd).toBe(100);
    expect(simulator.context.trading.accounts.debt[0]).toBeCloseTo(6000, 9);
  });

  it("is not fooled by a stale oracle: a venue that marks at 1000 is valued at S, 900", () => {
    const venue = orderbook({ mark: "oracle" }, DEEP);
    const { row, simulator } = dark(venue, trader("A", 10, 600), -0.1);
    expect(simulator.context.trading.valuations.mark.mark[0]).toBe(1000);
    expect(row.unresolved_bad_debt_usd).toBeCloseTo(400, 9);
  });
});

describe("a claim that its oracle still shows at par at the horizon", () => {
  it("leaves 3000 of a borrower of 7000 against 10 ETHw of which 40 % are backed, though nobody is in breach", () => {
    const { row, delays } = play(
      world({
        market: {
          assets: {
            ETH: { price: 1000, volatility: 0 },
            USDC: { price: 1, kind: "cash" },
            ETHw: {
              kind: "wrapped",
              underlying: "ETH",
              bridge: "gate",
              oracle_at_par: "1 hour",
            },
          },
        },
        chains: {
          l2: { kind: "optimistic", challenge_window: "7 days" },
          home: { kind: "optimistic", challenge_window: "7 days" },
        },
        bridges: { gate: { kind: "lock_mint", from: "home", to: "l2", locked: 1e6 } },
        venues: { v: lending({ collateral: { ETHw: 0.2 } }, DEEP) },
        book: { accounts: [{ id: "L", venue: "v", collateral: { ETHw: 10 }, debt: 7000 }] },
        scenario: [
          {
            at: "5 minutes",
            fault: "bridges.gate",
            mode: "exploit",
            duration: "1 hour",
            loss: 0.6,
          },
        ],
      }),
    );
    expect(delays).toEqual([]);
    expect(row.unresolved_bad_debt_usd).toBeCloseTo(3000, 6);
  });
});
