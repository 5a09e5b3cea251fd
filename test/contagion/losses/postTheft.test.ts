import { expect, it } from "vitest";
import { HOLDER, gained } from "../../../src/contagion/state/ledger.ts";
import type { Trading } from "../../../src/contagion/state/trading.ts";
import { findImbalance } from "../../../src/engine/reconciliation.ts";
import { type Block, orderbook, play, trader, world } from "../stage.ts";

/** A chain of 2 000 000 USD, whose claims wait two minutes; 30 % of it is claimed after one, half of the rest after four. */
const claimed: Block = {
  chains: { l2: { kind: "optimistic", challenge_window: "2 minutes", value_locked: 2e6 } },
  venues: { v: orderbook() },
  book: { accounts: [trader("a", 10, 1e4)] },
  scenario: [
    { at: "1 minute", fault: "chains.l2", mode: "invalid_claim", loss: 0.3 },
    { at: "4 minutes", fault: "chains.l2", mode: "invalid_claim", loss: 0.5 },
  ],
};

/** USDC that a kind of holder has gained. */
const cashOf = (trading: Trading, holder: 8 | 9): number => gained(trading.ledger, holder, 1);

it("two invalid claims take 600 000 and 700 000 USD from the bridges for the attackers, and the ledger balances", () => {
  const { simulator, faults } = play(world(claimed));
  const { trading } = simulator.context;
  expect(cashOf(trading, HOLDER.bridges)).toBeCloseTo(-1.3e6, 6);
  expect(cashOf(trading, HOLDER.attackers)).toBeCloseTo(1.3e6, 6);
  expect(trading.network.chainBackingRatio[0]).toBeCloseTo(0.35, 12);
  expect(findImbalance(trading)).toBeNull();
  expect(faults.map(({ component, mode }) => [component, mode])).toEqual([
    ["chains.l2", "invalid_claim"],
    ["chains.l2", "invalid_claim"],
  ]);
});

it("a taking that was never posted is found", () => {
  const { trading } = play(world(claimed)).simulator.context;
  trading.network.chainBackingRatio[0] = 0.3;
  expect(findImbalance(trading)).toContain("bridges hold -100000");
});

it("exits stay frozen from the end of the first window: .7 of 10 000 USD for two steps, then .35 for five", () => {
  expect(play(world(claimed)).row.trapped_usd_hours).toBeCloseTo(
    (1e4 * (2 * 0.7 + 5 * 0.35)) / 60,
    6,
  );
});

it("a claim at the start of a path is posted like any other", () => {
  const scenario = [{ at: "0 minutes", fault: "chains.l2", mode: "compromise", loss: 1 }];
  const { trading } = play(world({ ...claimed, scenario })).simulator.context;
  expect(cashOf(trading, HOLDER.attackers)).toBe(2e6);
});

it("what can be taken must be there: a chain of nothing cannot be struck", () => {
  const chains = { l2: { kind: "optimistic", challenge_window: "2 minutes" } };
  expect(() => world({ ...claimed, chains })).toThrow(
    "chains.l2.value_locked: must be above 0 on a chain whose backing can be taken",
  );
});
