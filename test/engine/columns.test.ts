import { expect, test } from "vitest";
import { columnTable } from "../../src/commands/columnTable.ts";
import { metricNames, metricVariables, pathColumns, tables } from "../../src/engine/columns.ts";
import { smallModel } from "./smallModel.ts";

const names = (table: keyof typeof tables): string =>
  tables[table].map(({ name }) => name).join(", ");

test("the columns of all eight tables are the ones promised, in the promised order", () => {
  expect(names("paths")).toBe(
    "path, weight, liquidated_usd, liquidated_accounts, cascades, largest_cascade_usd, max_generation, branching_ratio, amplification, bad_debt_usd, insurance_used_usd, vault_loss_usd, adl_usd, socialised_usd, penalties_usd, trapped_usd_hours, top_ups_asked, top_ups_landed, top_ups_blocked_usd, faults, downtime_hours, first_fault, clearing_defaults, clearing_loss_usd, unresolved_bad_debt_usd, adl_notional_usd, makers_pnl_usd, same_step_share, peak_minute_usd, insurance_exhausted_s, mev_usd, min_inventory_share, min_pool_share, initial_liquidated_usd, initial_bad_debt_usd",
  );
  expect(names("venues")).toBe(
    "path, venue, liquidated_usd, liquidated_accounts, bad_debt_usd, insurance_left_usd, vault_loss_usd, adl_usd, socialised_usd, max_displacement, min_depth_share",
  );
  expect(names("cascades")).toBe(
    "path, cascade, start_s, duration_s, trigger, venues, accounts, notional_usd, generations, peak_displacement, bad_debt_usd",
  );
  expect(names("faults")).toBe("path, component, mode, start_s, end_s, cause");
  expect(names("liquidations")).toBe(
    "path, liquidation, parent, time_s, breach_s, venue, account, market, generation, cause, notional_usd, mark, execution, equity_after_usd, bad_debt_usd, undone",
  );
  expect(names("batches")).toBe("path, chain, batch, closed_s, proven_s, final_s");
  expect(names("transfers")).toBe(
    "path, purpose, from, to, route, asked_s, landed_s, amount_usd, outcome, cause",
  );
  expect(names("clearing")).toBe(
    "path, institution, assets_usd, owed_usd, paid_usd, claims_usd, received_usd, defaulted, shock, stress",
  );
});

test("a model adds a least and a last price per base asset, then its metrics", () => {
  const added = pathColumns(smallModel("calm", 1)).slice(tables.paths.length);
  expect(added.map(({ name }) => name)).toEqual([
    "min_price_ETH",
    "final_price_ETH",
    "ruin",
    "loss_rate",
    "amplified",
  ]);
});

test("path, weight and labels are neither summarised nor offered as metrics", () => {
  const summarised = metricNames(smallModel("calm", 1));
  expect(summarised).not.toContain("path");
  expect(summarised).not.toContain("weight");
  expect(summarised).not.toContain("first_fault");
  expect(summarised).toContain("ruin");
  expect(metricVariables).not.toContain("first_fault");
});

test("the printed table has a line for each of the 102 columns", () => {
  const lines = columnTable().trimEnd().split("\n");
  expect(lines).toHaveLength(2 + Object.values(tables).flat().length);
  expect(lines.filter((line) => line.split(" | ").length !== 5)).toEqual([]);
});
