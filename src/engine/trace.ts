/**
 * One path watched step by step: prices, venues and statuses at t = 0 and at every step's end, beside the path's own rows.
 *
 * The path is simulated as in a run, by the same loop, and only looked at: its rows are those of the run to the last bit.
 * Left out: what happens inside a step; the rows of liquidations and transfers say that.
 */
import { isReady } from "../contagion/liquidation/openVenues.ts";
import { insuranceLeft, vaultLeft } from "../contagion/state/funds.ts";
import { depthOf, inventoryShare } from "../contagion/state/inventories.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import type { StepContext } from "./step.ts";
import { type TableBuffer, appendRow, createTable } from "./tables.ts";

/** Statuses of a chain, in code order. */
export const chainStatuses = ["live", "degraded", "censoring", "halted"] as const;

/** What was seen, one row per moment, or per moment and venue. */
export interface Trace {
  /** `time_s`, S and S_ex of each base asset, P of each market. USD. */
  readonly prices: TableBuffer;
  /** `time_s`, `venue` (index) and what the venue has left. */
  readonly venues: TableBuffer;
  /** `time_s`, a code of `chainStatuses` per chain, whether its exit is open, whether each bridge is live. */
  readonly statuses: TableBuffer;
}

const venueColumns = [
  "time_s",
  "venue",
  "open",
  "liquidated_usd",
  "bad_debt_usd",
  "insurance_usd",
  "vault_usd",
  "inventory_share",
  "least_depth_share",
  "largest_displacement",
] as const;

/** Names of the price columns of a model, in order. */
export function priceColumns({ market, venues }: ResolvedModel): readonly string[] {
  const bases = market.baseAssets.map((asset) => market.assets[asset].name);
  const lines = venues.flatMap((venue) =>
    venue.markets.map(({ asset }) => `${venue.name}.${market.assets[asset].name}`),
  );
  return ["time_s", ...bases, ...bases.map((name) => `${name}_exogenous`), ...lines];
}

/** Names of the status columns of a model, in order. */
export function statusColumns({ chains, bridges }: ResolvedModel): readonly string[] {
  return [
    "time_s",
    ...chains.map(({ name }) => name),
    ...chains.map(({ name }) => `${name}_exit`),
    ...bridges.map(({ name }) => name),
  ];
}

/** Nothing seen yet. */
export function createTrace(model: ResolvedModel): Trace {
  return {
    prices: createTable(priceColumns(model)),
    venues: createTable(venueColumns),
    statuses: createTable(statusColumns(model)),
  };
}

/** Adds the moment that the path has come to. */
export function addMoment(trace: Trace, context: StepContext): void {
  addPrices(trace.prices, context);
  addVenues(trace.venues, context);
  addStatuses(trace.statuses, context);
}

/** Writes cells of a new row in the order of its columns. */
function addRow(table: TableBuffer, cells: Iterable<number>): void {
  const row = appendRow(table);
  let column = 0;
  for (const cell of cells) table.columns[table.names[column++]][row] = cell;
}

function addPrices(table: TableBuffer, { trading }: StepContext): void {
  const { prices, venuePrices, now } = trading;
  addRow(table, [now, ...prices.global, ...prices.exogenous, ...venuePrices.price]);
}

function addVenues(table: TableBuffer, { trading }: StepContext): void {
  const { model, network, tallies, funds, inventories, layout, stress, now } = trading;
  for (let venue = 0; venue < tallies.venues; venue++) {
    const share = inventoryShare(inventories, venue);
    let leastDepth = 1;
    let displacement = 0;
    for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
      const depth = depthOf(inventories, line, share, stress.multiplier);
      leastDepth = Math.min(leastDepth, depth / inventories.market[line].depth1pct);
      displacement = Math.max(displacement, Math.abs(trading.venuePrices.displacement[line]));
    }
    const peg = funds.peg[venue];
    addRow(table, [
      now,
      venue,
      isReady(trading, venue) && network.chainCensored[model.venues[venue].chain] === 0 ? 1 : 0,
      tallies.liquidated[venue],
      tallies.badDebt[venue],
      insuranceLeft(funds, venue) * peg,
      vaultLeft(funds, venue) * peg,
      share,
      leastDepth,
      displacement,
    ]);
  }
}

function addStatuses(table: TableBuffer, { trading }: StepContext): void {
  const { network, now } = trading;
  const { chainLive, chainCapacity, chainCensored, exitOpen, bridgeLive } = network;
  const status = (chain: number): number => {
    if (chainLive[chain] === 0) return 3;
    if (chainCensored[chain] === 1) return 2;
    return chainCapacity[chain] < 1 ? 1 : 0;
  };
  addRow(table, [
    now,
    ...Array.from(chainLive, (_, chain) => status(chain)),
    ...exitOpen,
    ...bridgeLive,
  ]);
}
