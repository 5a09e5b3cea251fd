/** Claims at the horizon: a vault's loss becomes its creditor's, and the creditor's creditor's, by hand. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../src/model/load.ts";
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

/**
 * A long of 10 ETH with 600 is sold at 900 and leaves 400 of bad debt, which the vault of 1000 pays. The vault owes the
 * fund 800, the fund owes the bank 500 and 100 outside; the fund has 50 of its own, the bank 20 and owes 300 outside.
 */
function afterLoss(claims: Block): ReturnType<typeof play> {
  return play(
    world({
      venues: { v: orderbook({ waterfall: [{ vault: 1000 }] }, DEEP) },
      book: { accounts: [trader("A", 10, 600)] },
      scenario: [move(5, -0.1)],
      claims,
    }),
  );
}

const CHAIN: Block = {
  institutions: {
    fund: { assets: 50, external_liabilities: 100 },
    bank: { assets: 20, external_liabilities: 300 },
  },
  exposures: [
    { debtor: "venues.v.vault", creditor: "fund", amount: 800 },
    { debtor: "fund", creditor: "bank", amount: 500 },
  ],
};

describe("a vault of 1000 that has lost 400 and owes 800", () => {
  it("pays 600; the fund can still pay all it owes, 600 of 650: nothing spreads", () => {
    const { row, clearing } = afterLoss(CHAIN);
    expect(row.vault_loss_usd).toBeCloseTo(400, 9);
    expect([row.clearing_defaults, row.clearing_loss_usd]).toEqual([1, expect.closeTo(200, 9)]);
    expect(clearing.map(({ institution }) => institution)).toEqual([
      "fund",
      "bank",
      "venues.v.vault",
    ]);
    expect(clearing.map(({ paid_usd }) => paid_usd)).toEqual(
      [600, 300, 600].map((usd) => expect.closeTo(usd, 9)),
    );
    expect(clearing.map(({ defaulted }) => defaulted)).toEqual([0, 0, 1]);
  });

  it("pays 480 where a default leaves .8: the fund has 530 for 600 and pays .9 * 480 + .8 * 50, the bank all", () => {
    const { row, clearing } = afterLoss({ ...CHAIN, recovery: { alpha: 0.8, beta: 0.9 } });
    const fund = 0.8 * 50 + 0.9 * 480;
    const [paidByFund, paidByBank, paidByVault] = clearing.map(({ paid_usd }) => paid_usd);
    expect(paidByVault).toBeCloseTo(480, 9);
    expect(paidByFund).toBeCloseTo(fund, 9);
    expect(paidByBank).toBeCloseTo(300, 9);
    expect(row.clearing_defaults).toBe(2);
    expect(row.clearing_loss_usd).toBeCloseTo(800 - 480 + 600 - fund, 9);
  });

  it("leaves nothing unpaid without claims, and has neither rows nor a debt rank", () => {
    const { row, clearing } = afterLoss({});
    expect([row.clearing_defaults, row.clearing_loss_usd]).toEqual([0, 0]);
    expect(clearing).toEqual([]);
    expect(row).not.toHaveProperty("debt_rank");
  });

  it("changes nothing else of the path", () => {
    const rest = (claims: Block): object =>
      Object.fromEntries(
        Object.entries(afterLoss(claims).row).filter(([name]) => !/^(clearing|debt)_/.test(name)),
      );
    expect(rest(CHAIN)).toEqual(rest({}));
  });
});

it("DebtRank: the vault loses all its equity of 200, the fund all its 250, the bank 220 of 220", () => {
  const { row, clearing } = afterLoss(CHAIN);
  // Equity at the start: vault 1000 - 800, fund 50 + 800 - 600, bank 20 + 500 - 300.
  expect(clearing.map(({ shock }) => shock)).toEqual([0, 0, 1]);
  expect(clearing.map(({ stress }) => stress)).toEqual([1, 1, 1]);
  expect(row).toHaveProperty("debt_rank", expect.closeTo(470 / 670, 12));
});

describe("what a debtor has at the horizon", () => {
  const one = (debtor: string, amount: number): Block => ({
    institutions: { fund: { assets: 0 } },
    exposures: [{ debtor, creditor: "fund", amount }],
  });
  const paid = ({ clearing }: ReturnType<typeof play>): number => clearing[1].paid_usd;
  const played = (venue: Block, parts: Block, debtor: string): number =>
    paid(
      play(
        world({
          venues: { v: venue },
          book: { accounts: [trader("A", 10, 2000)] },
          scenario: [move(5, -0.1)],
          claims: one(debtor, 1e6),
          ...parts,
        }),
      ),
    );

  it("is its balance with the profit of what it holds: a pool's vault that is short 10 ETH gains 1000", () => {
    const pool = orderbook({ kind: "pool", mark: "oracle", waterfall: [{ vault: 5000 }] }, DEEP);
    expect(played(pool, {}, "venues.v.vault")).toBeCloseTo(6000, 6);
  });

  it("is the makers' inventory with their profit", () => {
    const book = orderbook({ makers: { inventory: 3000, hub: "l2", replenish: [] } }, DEEP);
    expect(played(book, {}, "venues.v.makers")).toBeCloseTo(4000, 6);
  });

  it("is what insurance has left after the loss of a path", () => {
    const book = orderbook({ waterfall: [{ insurance: 1000 }] }, DEEP);
    const parts = { book: { accounts: [trader("A", 10, 600)] } };
    expect(played(book, parts, "venues.v.insurance")).toBeCloseTo(600, 6);
  });
});

describe("an institution's assets", () => {
  const held = (parts: Block, holds: Block): number =>
    play(world({ ...parts, claims: { institutions: { lp: { assets: 5000, holds } } } })).clearing[0]
      .assets_usd;

  it("fall by its share of what a vault loses", () => {
    const parts = {
      venues: { v: orderbook({ waterfall: [{ vault: 1000 }] }, DEEP) },
      book: { accounts: [trader("A", 10, 600)] },
      scenario: [move(5, -0.1)],
    };
    expect(held(parts, { "venues.v.vault": 0.25 })).toBeCloseTo(5000 - 0.25 * 400, 9);
  });

  it("fall by its share of what lenders lose: 1000 of a debt of 7000 against 10 ETH at 600", () => {
    const parts = {
      ...HALTABLE,
      venues: { v: lending({}, DEEP) },
      book: { accounts: [borrower("L", 10, 7000)] },
      scenario: [halt(4, 60), move(5, -0.4)],
    };
    expect(held(parts, { "venues.v.lenders": 0.5 })).toBeCloseTo(5000 - 0.5 * 1000, 9);
  });

  it("fall with a bridge's backing and price: half of 20 ETH of claims, 60 % backed, at 900", () => {
    const parts = {
      market: {
        assets: {
          ETH: { price: 1000, volatility: 0 },
          USDC: { price: 1, kind: "cash" },
          ETHw: {
            kind: "wrapped",
            underlying: "ETH",
            bridge: "gate",
            overshoot: 0,
            recovery: "1 hour",
          },
        },
      },
      chains: { l2: { kind: "zk" }, m2: { kind: "zk" } },
      bridges: { gate: { kind: "lock_mint", from: "m2", to: "l2", locked: 20_000 } },
      scenario: [
        move(5, -0.1),
        {
          at: "2 minutes",
          fault: "bridges.gate",
          mode: "exploit",
          loss: 0.4,
          duration: "1 minute",
        },
      ],
    };
    expect(held(parts, { "bridges.gate": 0.5 })).toBeCloseTo(
      5000 + 0.5 * (20 * 900 * 0.6 - 20_000),
      6,
    );
  });
});

describe("models/claims.yaml", () => {
  const { row, clearing } = play(loadModel("models/claims.yaml"));

  it("empties the vault of 3e6: neither it nor the fund that holds half of it can pay anything", () => {
    expect(row.vault_loss_usd).toBeCloseTo(3e6, 6);
    expect(clearing.map(({ paid_usd }) => paid_usd)).toEqual([0, 6e6, 0]);
    expect([row.clearing_defaults, row.clearing_loss_usd]).toEqual([2, 4e6]);
  });

  it("costs the bank 1.5e6 of its 3.5e6, of 5.5e6 in all, without its default", () => {
    expect(clearing[1].stress).toBeCloseTo(1.5 / 3.5, 12);
    expect(row).toHaveProperty("debt_rank", expect.closeTo(1.5 / 5.5, 12));
  });

  it("is the same path without the claims, but for what clearing says", () => {
    const off = ["claims.institutions={}", "claims.exposures=[]"];
    const free = play(loadModel("models/claims.yaml", { set: off }));
    expect(free.row.bad_debt_usd).toBe(row.bad_debt_usd);
    expect(free.row.makers_pnl_usd).toBe(row.makers_pnl_usd);
    expect([free.row.clearing_defaults, free.row.clearing_loss_usd]).toEqual([0, 0]);
  });
});
