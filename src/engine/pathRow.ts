/** The row of a finished path in the paths table. */
import type { Cascade } from "../contagion/liquidation/cascades.ts";
import { clearedChange, holderOf } from "../contagion/losses/clearClaims.ts";
import { addOpenProfit } from "../contagion/counterparty.ts";
import { refillUnits } from "../contagion/owners/refill.ts";
import { HOLDER, gained } from "../contagion/state/ledger.ts";
import type { Trading } from "../contagion/state/trading.ts";
import type { FaultLog } from "../reliability/faultLog.ts";
import { QUORUM } from "../reliability/modes.ts";
import type { Machinery } from "./network/machinery.ts";
import { type PathsColumn, type TableBuffer, appendRow } from "./tables.ts";

const SECONDS_PER_HOUR = 3600;
/** Falls of S_ex under this have no amplification worth the name. */
const LEAST_FALL = 0.01;

/** Appends the row of the path that has just ended. */
export function writePathRow(
  table: TableBuffer<PathsColumn>,
  trading: Trading,
  machinery: Machinery,
  cascades: readonly Cascade[],
  path: number,
  weight: number,
): void {
  const row = appendRow(table);
  const { columns } = table;
  const { tallies, topUps, claims } = trading;
  columns.path[row] = path;
  columns.weight[row] = weight;
  columns.liquidated_usd[row] = sum(tallies.liquidated);
  columns.liquidated_accounts[row] = sum(tallies.liquidatedAccounts);
  columns.cascades[row] = cascades.length;
  columns.largest_cascade_usd[row] = cascades.reduce(
    (largest, { notional }) => Math.max(largest, notional),
    0,
  );
  const closes = sum(tallies.closes);
  columns.max_generation[row] = closes === 0 ? NaN : Math.max(...tallies.deepestGeneration);
  columns.branching_ratio[row] = closes === 0 ? NaN : sum(tallies.closesByImpact) / closes;
  columns.amplification[row] = amplification(trading);
  columns.bad_debt_usd[row] = sum(tallies.badDebt);
  columns.insurance_used_usd[row] = sum(tallies.insuranceUsed);
  columns.vault_loss_usd[row] = sum(tallies.vaultLoss);
  columns.adl_usd[row] = sum(tallies.deleveraged);
  columns.socialised_usd[row] = sum(tallies.socialised);
  columns.penalties_usd[row] = sum(tallies.penalties);
  columns.trapped_usd_hours[row] =
    (tallies.trappedUsdSeconds + machinery.rollup.massExits.trappedUsdSeconds) / SECONDS_PER_HOUR;
  columns.top_ups_asked[row] = topUps.asked;
  columns.top_ups_landed[row] = topUps.landed;
  columns.top_ups_blocked_usd[row] = topUps.blockedUsd;
  columns.faults[row] = countFaults(machinery.faults.log);
  columns.downtime_hours[row] = sum(machinery.chainDowntime) / SECONDS_PER_HOUR;
  columns.first_fault[row] =
    machinery.faults.log.count === 0 ? NaN : machinery.faults.log.component[0];
  columns.clearing_defaults[row] = claims === null ? 0 : claims.cleared.defaults;
  columns.clearing_loss_usd[row] = claims === null ? 0 : claims.unpaid;
  columns.unresolved_bad_debt_usd[row] = tallies.unresolvedBadDebt;
  columns.adl_notional_usd[row] = sum(tallies.deleveragedNotional);
  columns.makers_pnl_usd[row] = counterpartyProfit(trading);
  columns.same_step_share[row] = closes === 0 ? NaN : sum(tallies.closesSameStep) / closes;
  columns.peak_minute_usd[row] = tallies.peakMinuteUsd;
  columns.insurance_exhausted_s[row] = firstOf(tallies.exhaustedAt);
  columns.mev_usd[row] = tallies.mevUsd;
  columns.min_inventory_share[row] = trading.inventories.leastShare;
  columns.min_pool_share[row] = machinery.bridges.pools.minShare;
  columns.initial_liquidated_usd[row] = sum(tallies.initialLiquidated);
  columns.initial_bad_debt_usd[row] = sum(tallies.initialBadDebt);
  const { market } = trading.model;
  market.baseAssets.forEach((asset, lane) => {
    const { name } = market.assets[asset];
    columns[`min_price_${name}`][row] = trading.prices.least[lane];
    columns[`final_price_${name}`][row] = trading.prices.global[lane];
  });
  if (claims !== null) columns.debt_rank[row] = claims.debtRank;
}

/** A lack of quorum is made of its members' faults, which count already. */
function countFaults({ count, cause }: FaultLog): number {
  let faults = 0;
  for (let row = 0; row < count; row++) if (cause[row] !== QUORUM) faults++;
  return faults;
}

/** Largest fall of P over largest fall of S_ex, the greatest over all lines; NaN while S_ex has hardly fallen. */
function amplification({ prices, venuePrices }: Trading): number {
  let greatest = NaN;
  for (let line = 0; line < venuePrices.lane.length; line++) {
    const lane = venuePrices.lane[line];
    const exogenous = 1 - prices.leastExogenous[lane] / prices.start[lane];
    if (exogenous < LEAST_FALL) continue;
    const ratio = (1 - venuePrices.least[line] / prices.start[lane]) / exogenous;
    if (!(ratio <= greatest)) greatest = ratio;
  }
  return greatest;
}

/**
 * Wealth change of makers and pools' vaults before claims are cleared: cash, refills under way, positions at S, and
 * charges accounts owe them. USD.
 */
function counterpartyProfit(trading: Trading): number {
  const { ledger, layout, model, pegs, inventories, funds } = trading;
  let profit = 0;
  model.market.assets.forEach((asset, index) => {
    if (asset.kind !== "cash") return;
    profit += gained(ledger, HOLDER.makers, index) * pegs.price[index];
  });
  model.venues.forEach(({ kind }, venue) => {
    const peg = pegs.price[layout.cashAsset[venue]];
    if (kind === "pool") {
      // What liquidity providers have taken out is theirs still.
      const gained = funds.vaultGained[venue] + trading.vaultRuns.withdrawn[venue];
      profit += gained * funds.peg[venue];
    }
    // What a venue has paid its makers lies on its chain, whose backing may have been taken.
    profit += funds.makersGained[venue] * (funds.peg[venue] - peg);
  });
  inventories.refill.forEach((refill, venue) => {
    if (refill >= 0) profit += refillUnits(trading, refill) * pegs.price[layout.cashAsset[venue]];
  });
  for (let line = 0; line < layout.lines; line++) profit = addOpenProfit(trading, line, profit);
  return profit - makersCleared(trading);
}

/** What makers have been paid, or have paid, when claims were cleared. USD. */
function makersCleared({ claims }: Trading): number {
  let usd = 0;
  if (claims === null) return usd;
  for (let party = 0; party < claims.network.parties; party++) {
    if (holderOf(claims.claims, party) === HOLDER.makers) usd += clearedChange(claims, party);
  }
  return usd;
}

/** The least finite one; NaN if none is. */
function firstOf(times: Float64Array): number {
  const first = Math.min(...times);
  return first < Infinity ? first : NaN;
}

function sum(values: Float64Array | Int32Array): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index];
  return total;
}
