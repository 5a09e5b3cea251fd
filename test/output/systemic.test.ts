import { expect, it } from "vitest";
import { systemicRows } from "../../src/output/systemic.ts";
import { orderbook, world } from "../contagion/stage.ts";

const { model } = world({
  venues: { v: orderbook({ waterfall: [{ vault: 1000 }] }) },
  claims: {
    institutions: {
      fund: { assets: 50, external_liabilities: 100 },
      bank: { assets: 1020, external_liabilities: 300 },
    },
    exposures: [
      { debtor: "venues.v.vault", creditor: "fund", amount: 800 },
      { debtor: "fund", creditor: "bank", amount: 500 },
    ],
  },
});

it("the default of a vault takes the fund's 250 and 500 of the bank's 1220, and brings down the fund alone", () => {
  const [fund, bank, vault] = systemicRows(model);
  expect(fund).toEqual({
    institution: "fund",
    assets_usd: 50,
    owed_usd: 600,
    claims_usd: 800,
    equity_usd: 250,
    debt_rank: 500 / 1670,
    defaults: 0,
  });
  expect([bank.debt_rank, bank.defaults]).toEqual([0, 0]);
  expect(vault.institution).toBe("venues.v.vault");
  expect([vault.debt_rank, vault.defaults]).toEqual([expect.closeTo(750 / 1670, 12), 1]);
});

it("a model without claims has no rows", () => {
  expect(systemicRows(world({}).model)).toEqual([]);
});
