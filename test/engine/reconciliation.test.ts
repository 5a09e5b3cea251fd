/** The ledger's check: whatever is broken on purpose, the path is refused and named. */
import { describe, expect, it } from "vitest";
import { closeHorizon } from "../../src/contagion/losses/horizon.ts";
import { HOLDER, post } from "../../src/contagion/state/ledger.ts";
import type { Trading } from "../../src/contagion/state/trading.ts";
import { findImbalance } from "../../src/engine/reconciliation.ts";
import { PathError } from "../../src/engine/simulation.ts";
import {
  borrower,
  lending,
  move,
  orderbook,
  play,
  playUntil,
  simulatorOf,
  trader,
  world,
} from "../contagion/stage.ts";

const USDC = 1;
const model = world({
  venues: {
    v: orderbook({
      waterfall: [{ insurance: 100 }, "adl", "socialise"],
      liquidation: { penalty: 0.01 },
    }),
    w: lending(),
  },
  book: {
    accounts: [
      trader("A", 10, 600),
      trader("B", -1, 200),
      trader("C", 1, 800),
      borrower("L", 10, 7500, { venue: "w" }),
    ],
  },
  scenario: [move(5, -0.1)],
});

/** What the check says of a finished path after `spoil` has been at it. */
function verdict(spoil: (trading: Trading) => void): string | null {
  const { trading } = playUntil(model, 10);
  closeHorizon(trading);
  spoil(trading);
  return findImbalance(trading);
}

describe("the ledger's check", () => {
  it("passes a path with bad debt, deleveraging, socialised loss and a borrower", () => {
    const { row } = play(model);
    expect([row.bad_debt_usd, row.adl_usd, row.socialised_usd].every((usd) => usd > 10)).toBe(true);
    expect(verdict(() => {})).toBeNull();
  });

  it.each<[string, RegExp, (trading: Trading) => void]>([
    [
      "a cent that an account has without a posting",
      /^accounts hold 0\.00999.* USDC/,
      ({ accounts }) => (accounts.cash[0] += 0.01),
    ],
    [
      "ETH that a borrower has without a posting",
      /^accounts hold .* ETH/,
      ({ accounts }) => (accounts.units[0] += 0.01),
    ],
    [
      "a posting that no account knows of",
      /^accounts hold/,
      ({ ledger }) => post(ledger, USDC, HOLDER.outside, HOLDER.accounts, 0.01, 1),
    ],
    [
      "a posting made twice into insurance",
      /^insurance funds hold/,
      ({ ledger }) => post(ledger, USDC, HOLDER.outside, HOLDER.insurance, 0.01, 1),
    ],
    [
      "a fund that pays without a posting",
      /^insurance funds hold/,
      ({ funds }) => (funds.insuranceGained[0] -= 0.01),
    ],
    [
      "a vault that gains without a posting",
      /^vaults hold/,
      ({ funds }) => (funds.vaultGained[0] += 0.01),
    ],
    [
      "money under way that nobody sent",
      /^transfers in flight hold/,
      ({ ledger }) => post(ledger, USDC, HOLDER.outside, HOLDER.transit, 0.01, 1),
    ],
    [
      "a bridge that owes what it never issued",
      /^bridges hold/,
      ({ ledger }) => post(ledger, USDC, HOLDER.bridges, HOLDER.outside, 0.01, 1),
    ],
    [
      "a wallet that paid twice",
      /^wallets hold/,
      ({ ledger }) => post(ledger, USDC, HOLDER.wallets, HOLDER.outside, 0.01, 1),
    ],
    [
      "a position that closed without the counterparty",
      /^positions of line 0/,
      ({ accounts }) => (accounts.size[0] += 0.001),
    ],
    [
      "a running total of longs that missed a close",
      /^open positions of line 0/,
      ({ positions }) => (positions.long[0] += 0.001),
    ],
    [
      "a counterparty's cost that is off",
      /^profits of line 0/,
      ({ positions }) => (positions.counterpartyCost[0] += 0.1),
    ],
    [
      "a charge reference that is off",
      /^settled charges of line 0/,
      ({ positions }) => (positions.longSettled[0] += 0.1),
    ],
    [
      "a debt forgiven without the lenders",
      /^debts at venue 1/,
      ({ accounts }) => (accounts.debt[3] += 0.1),
    ],
  ])("refuses %s", (_, said, spoil) => {
    expect(verdict(spoil)).toMatch(said);
  });

  it("does not let a balance that is no number pass", () => {
    expect(verdict(({ accounts }) => (accounts.cash[0] = NaN))).toMatch(/^accounts hold NaN/);
  });

  it("tolerates rounding: 1e-7 USD on postings of some ten thousand", () => {
    expect(verdict(({ accounts }) => (accounts.cash[0] += 1e-7))).toBeNull();
  });

  it("stops the run with the path's number: a double that posts a dollar at every breach's end", () => {
    const simulator = simulatorOf(model);
    const { trading } = simulator.context;
    const records = { ...trading.records };
    Object.assign(trading.records, {
      delay(...row: Parameters<typeof records.delay>) {
        post(trading.ledger, USDC, HOLDER.outside, HOLDER.accounts, 1, 1);
        records.delay(...row);
      },
    });
    expect(() => play(simulator, 17)).toThrow(PathError);
    expect(() => play(simulator, 17)).toThrow(
      /path 17: the ledger does not balance: accounts hold -\d/,
    );
  });
});
