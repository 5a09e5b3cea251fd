/** The rows of a finished path: itself, its venues and cascades, the faults, batches and transfers under it. */
import { rowSum } from "../clearing/balanceSheets.ts";
import { type Cascade, gatherCascades } from "../contagion/liquidation/cascades.ts";
import { insuranceLeft } from "../contagion/state/funds.ts";
import type { Trading } from "../contagion/state/trading.ts";
import { finalAt } from "../rollup/withdrawals.ts";
import { writePathRow } from "./pathRow.ts";
import type { PathSimulator } from "./simulation.ts";
import { type PathTables, type RecordTables, appendRow } from "./tables.ts";
import type { Machinery } from "./network/machinery.ts";

/** Appends the rows of the path that has just ended to every table that is asked for. @param weight of the path */
export function writeRows(
  simulator: PathSimulator,
  trading: Trading,
  machinery: Machinery,
  path: number,
  weight: number,
): void {
  const { tables, records } = simulator;
  const cascades = gatherCascades(trading);
  writePathRow(tables.paths, trading, machinery, cascades, path, weight);
  if (tables.venues !== null) writeVenues(tables.venues, trading, path);
  if (tables.cascades !== null) writeCascades(tables.cascades, cascades, path);
  if (tables.faults !== null) writeFaults(tables.faults, machinery, path);
  if (tables.batches !== null) writeBatches(tables.batches, trading, machinery, path);
  if (tables.transfers !== null) writeTransfers(tables.transfers, machinery, path);
  if (tables.clearing !== null) writeClearing(tables.clearing, trading, path);
  writeContagion(records.contagion, trading, path, weight);
  writeFailures(records.failures, machinery, path);
  writeVenueLosses(records.venueLosses, trading, path);
  writeCascadeSizes(records.cascadeSizes, cascades, path, weight);
  if (trading.undo !== null) dropVoidDelays(records.delays, path);
  if (weight !== 1) weighDelays(records.delays, path, weight);
}

type Table<Name extends keyof PathTables> = NonNullable<PathTables[Name]>;

function writeVenues(table: Table<"venues">, trading: Trading, path: number): void {
  const { tallies, funds } = trading;
  for (let venue = 0; venue < tallies.venues; venue++) {
    if (tallies.liquidatedAccounts[venue] === 0) continue;
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.venue[row] = venue;
    columns.liquidated_usd[row] = tallies.liquidated[venue];
    columns.liquidated_accounts[row] = tallies.liquidatedAccounts[venue];
    columns.bad_debt_usd[row] = tallies.badDebt[venue];
    columns.insurance_left_usd[row] = insuranceLeft(funds, venue) * funds.peg[venue];
    columns.vault_loss_usd[row] = tallies.vaultLoss[venue];
    columns.adl_usd[row] = tallies.deleveraged[venue];
    columns.socialised_usd[row] = tallies.socialised[venue];
    columns.max_displacement[row] = tallies.largestDisplacement[venue];
    columns.min_depth_share[row] = tallies.leastDepthShare[venue];
  }
}

function writeCascades(table: Table<"cascades">, cascades: readonly Cascade[], path: number): void {
  cascades.forEach((cascade, number) => {
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.cascade[row] = number;
    columns.start_s[row] = cascade.start;
    columns.duration_s[row] = cascade.end - cascade.start;
    columns.trigger[row] = cascade.trigger;
    columns.venues[row] = cascade.venues;
    columns.accounts[row] = cascade.accounts;
    columns.notional_usd[row] = cascade.notional;
    columns.generations[row] = cascade.generations;
    columns.peak_displacement[row] = cascade.displacement;
    columns.bad_debt_usd[row] = cascade.badDebt;
  });
}

function writeFaults(table: Table<"faults">, { faults: { log } }: Machinery, path: number): void {
  for (let fault = 0; fault < log.count; fault++) {
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.component[row] = log.component[fault];
    columns.mode[row] = log.mode[fault];
    columns.start_s[row] = log.start[fault];
    columns.end_s[row] = log.end[fault];
    columns.cause[row] = log.cause[fault];
  }
}

function writeBatches(
  table: Table<"batches">,
  trading: Trading,
  { rollup }: Machinery,
  path: number,
): void {
  const { batches } = rollup;
  const { horizon } = trading.model;
  for (let batch = 0; batch < batches.count; batch++) {
    const row = appendRow(table);
    const { columns } = table;
    const final = finalAt(rollup, batch);
    columns.path[row] = path;
    columns.chain[row] = batches.chain[batch];
    columns.batch[row] = batches.number[batch];
    columns.closed_s[row] = batches.closedAt[batch];
    columns.proven_s[row] = batches.provenAt[batch] <= horizon ? batches.provenAt[batch] : NaN;
    columns.final_s[row] = final <= horizon ? final : NaN;
  }
}

function writeTransfers(table: Table<"transfers">, { transfers }: Machinery, path: number): void {
  for (let id = 0; id < transfers.count; id++) {
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.purpose[row] = transfers.purpose[id];
    columns.from[row] = transfers.from[id];
    columns.to[row] = transfers.to[id];
    columns.route[row] = transfers.route[id];
    columns.asked_s[row] = transfers.askedAt[id];
    columns.landed_s[row] = transfers.landedAt[id];
    columns.amount_usd[row] = transfers.amount[id];
    columns.outcome[row] = transfers.outcome[id];
    columns.cause[row] = transfers.cause[id];
  }
}

function writeClearing(table: Table<"clearing">, { claims }: Trading, path: number): void {
  if (claims === null) return;
  const { network, cleared, sheets } = claims;
  const { parties } = network;
  for (let party = 0; party < parties; party++) {
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.institution[row] = party;
    columns.assets_usd[row] = claims.assets[party];
    columns.owed_usd[row] = network.owed[party];
    columns.paid_usd[row] = cleared.paid[party];
    columns.claims_usd[row] = rowSum(sheets.lent, parties, party);
    columns.received_usd[row] = cleared.received[party];
    columns.defaulted[row] = cleared.defaulted[party];
    columns.shock[row] = claims.shock[party];
    columns.stress[row] = claims.stress[party];
  }
}

function writeContagion(
  table: RecordTables["contagion"],
  { tallies }: Trading,
  path: number,
  weight: number,
): void {
  for (let cell = 0; cell < tallies.contagion.length; cell++) {
    if (tallies.contagion[cell] === 0) continue;
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.from[row] = Math.floor(cell / tallies.venues);
    columns.to[row] = cell % tallies.venues;
    columns.notional[row] = tallies.contagion[cell];
    columns.weight[row] = weight;
  }
}

/** Every component of the log once, in the order of its first fault. */
function writeFailures(
  table: RecordTables["failures"],
  { faults: { log } }: Machinery,
  path: number,
): void {
  const first = table.rows;
  for (let fault = 0; fault < log.count; fault++) {
    const component = log.component[fault];
    if (table.columns.component.subarray(first, table.rows).includes(component)) continue;
    const row = appendRow(table);
    table.columns.path[row] = path;
    table.columns.component[row] = component;
  }
}

function writeVenueLosses(
  table: RecordTables["venueLosses"],
  { tallies }: Trading,
  path: number,
): void {
  for (let venue = 0; venue < tallies.venues; venue++) {
    if (tallies.badDebt[venue] === 0) continue;
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.venue[row] = venue;
    columns.badDebt[row] = tallies.badDebt[venue];
  }
}

function writeCascadeSizes(
  table: RecordTables["cascadeSizes"],
  cascades: readonly Cascade[],
  path: number,
  weight: number,
): void {
  for (const { accounts, roots } of cascades) {
    const row = appendRow(table);
    const { columns } = table;
    columns.path[row] = path;
    columns.accounts[row] = accounts;
    columns.roots[row] = roots;
    columns.weight[row] = weight;
  }
}

/** A delay that a rollback has voided counts nobody: its row goes. */
function dropVoidDelays(table: RecordTables["delays"], path: number): void {
  const { columns, names } = table;
  let first = table.rows;
  while (first > 0 && columns.path[first - 1] === path) first--;
  let kept = first;
  for (let row = first; row < table.rows; row++) {
    if (columns.count[row] === 0) continue;
    for (const name of names) columns[name][kept] = columns[name][row];
    kept++;
  }
  table.rows = kept;
}

/** Delays are written as they happen; what the path weighs is known at its end. */
function weighDelays(table: RecordTables["delays"], path: number, weight: number): void {
  const { columns } = table;
  for (let row = table.rows - 1; row >= 0 && columns.path[row] === path; row--)
    columns.weight[row] = weight;
}
