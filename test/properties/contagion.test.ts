/** What must hold whatever the book: who pays, in which order accounts stand, and what a still world does. */
import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { type Block, type Played, play } from "../contagion/stage.ts";
import { type RandomBook, accountsOf, between, modelOf, randomBook } from "./randomBook.ts";

const FIXED = { seed: 77, numRuns: 150 };

/** The same up to rounding of sums of up to 1e6 USD in another order. */
const alike = (one: number, other: number): void => {
  if (Number.isNaN(one) && Number.isNaN(other)) return;
  expect(Math.abs(one - other)).toBeLessThanOrEqual(
    1e-9 * (Math.abs(one) + Math.abs(other)) + 1e-6,
  );
};

const played = (book: RandomBook, waterfall: readonly unknown[], parts: Block = {}): Played =>
  play(modelOf(book, accountsOf(book), waterfall, parts));

describe("the waterfall", () => {
  test.prop([randomBook, between(0, 2e4), between(1, 2e4)], FIXED)(
    "more insurance never socialises more on an order book without deleveraging, in a path of one fall",
    (book, insurance, more) => {
      // One return: the first losses are all there are before socialising feeds back on who is closed.
      const once = { ...book, returns: book.returns.slice(0, 1), penalty: 0 };
      const horizon: Block = { horizon: "1 minute" };
      const less = played(once, [{ insurance }, "socialise"], horizon).row;
      const plenty = played(once, [{ insurance: insurance + more }, "socialise"], horizon).row;
      expect(plenty.socialised_usd).toBeLessThanOrEqual(
        less.socialised_usd + 1e-9 * less.bad_debt_usd,
      );
      expect(plenty.insurance_used_usd).toBeGreaterThanOrEqual(less.insurance_used_usd);
    },
  );

  test.prop([randomBook, fc.constantFrom("profit_leverage", "pro_rata")], FIXED)(
    "insurance, vault, deleveraging and socialised loss never add up to more than the bad debt",
    (book, rank) => {
      const { row } = played(book, [
        { insurance: 1000 },
        { vault: 500 },
        { adl: { rank } },
        "socialise",
      ]);
      const paid = row.insurance_used_usd + row.vault_loss_usd + row.adl_usd + row.socialised_usd;
      expect(paid).toBeLessThanOrEqual(row.bad_debt_usd * (1 + 1e-9));
      for (const part of [
        row.insurance_used_usd,
        row.vault_loss_usd,
        row.adl_usd,
        row.socialised_usd,
      ])
        expect(part).toBeGreaterThanOrEqual(0);
    },
  );

  test.prop([randomBook, fc.constantFrom("profit_leverage", "pro_rata")], FIXED)(
    "deleveraging never takes principal: whoever was not liquidated keeps all the cash it brought, but for charges",
    (book, rank) => {
      const { simulator } = played(book, [{ adl: { rank } }]);
      const { accounts, book: base, breaches } = simulator.context.trading;
      for (let index = 0; index < accounts.touchedCount; index++) {
        const account = accounts.touched[index];
        if (breaches.liquidated[account] === 1) continue;
        const brought = base.cash[account] - accounts.chargesPaid[account];
        expect(accounts.cash[account]).toBeGreaterThanOrEqual(brought - 1e-9 * base.cash[account]);
      }
    },
  );
});

describe("the order of accounts", () => {
  const NUMBERS = [
    "liquidated_usd",
    "liquidated_accounts",
    "cascades",
    "max_generation",
    "branching_ratio",
    "bad_debt_usd",
    "insurance_used_usd",
    "adl_usd",
    "adl_notional_usd",
    "socialised_usd",
    "penalties_usd",
    "makers_pnl_usd",
    "final_price_ETH",
    "min_price_ETH",
    "amplification",
  ] as const;
  const shuffled = randomBook.chain((book) =>
    fc.tuple(
      fc.constant(book),
      fc.shuffledSubarray(accountsOf(book), { minLength: book.traders.length }),
    ),
  );

  test.prop([shuffled], FIXED)(
    "changes no total, whatever is liquidated and deleveraged",
    ([book, accounts]) => {
      const waterfall = [{ insurance: 1000 }, { adl: { rank: "profit_leverage" } }, "socialise"];
      const straight = played(book, waterfall).row;
      const other = play(modelOf(book, accounts, waterfall)).row;
      for (const name of NUMBERS) alike(straight[name], other[name]);
    },
  );
});

describe("a still world", () => {
  test.prop([randomBook], FIXED)(
    "without faults and volatility loses nothing and closes nobody",
    (book) => {
      const { row } = played({ ...book, returns: [] }, [{ insurance: 0 }, "socialise"], {
        scenario: [],
      });
      expect([row.liquidated_usd, row.bad_debt_usd, row.makers_pnl_usd, row.faults]).toEqual([
        0, 0, 0, 0,
      ]);
      expect(row.final_price_ETH).toBe(1000);
    },
  );
});

describe("feedback", () => {
  const waterfall = [{ insurance: 1e9 }];

  test.prop([randomBook], FIXED)(
    "off gives no impact, no amplification over 1, one generation unless closes are partial",
    (book) => {
      const { row, liquidations } = played({ ...book, closeFactor: 1 }, waterfall, {
        sampling: { paths: 1, seed: 1, feedback: "off" },
      });
      expect(liquidations.filter(({ cause }) => cause === "impact")).toEqual([]);
      if (liquidations.length > 0)
        expect([row.branching_ratio, row.max_generation]).toEqual([0, 0]);
      if (!Number.isNaN(row.amplification)) expect(row.amplification).toBeCloseTo(1, 12);
    },
  );
});

describe("the sample of these properties", () => {
  test("has bad debt, deleveraging, socialised loss, impact and third generations in it", () => {
    const books = fc.sample(randomBook, FIXED);
    const rows = books.map((book) => played(book, [{ insurance: 1000 }, "adl", "socialise"]).row);
    const count = (holds: (row: Played["row"]) => boolean): number => rows.filter(holds).length;
    expect(count((row) => row.bad_debt_usd > 1)).toBeGreaterThan(30);
    expect(count((row) => row.adl_usd > 1)).toBeGreaterThan(15);
    expect(count((row) => row.socialised_usd > 1)).toBeGreaterThan(5);
    expect(count((row) => row.branching_ratio > 0)).toBeGreaterThan(10);
    expect(count((row) => row.max_generation > 2)).toBeGreaterThan(10);
  });
});
