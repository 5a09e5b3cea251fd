/**
 * Everything about trading on one path: prices, accounts, funds and what has happened so far.
 *
 * One struct per thread, reused from path to path. The engine moves it step by step (`engine/path.ts`); the files of
 * this room each do one of the step's parts to it.
 */
import { type Accounts, createAccounts } from "../../book/accounts.ts";
import type { Book } from "../../book/book.ts";
import { type Funding, createFunding } from "../../book/funding.ts";
import type { Layout } from "../../book/layout.ts";
import {
  type IndexBase,
  type LiquidationIndex,
  createLiquidationIndex,
} from "../../book/liquidationIndex.ts";
import type { MarginState } from "../../book/margin.ts";
import type { Oracles } from "../../market/oracles.ts";
import { type Pegs, createPegs } from "../../market/pegs.ts";
import { type Prices, createPrices } from "../../market/prices.ts";
import { type Stress, createStress } from "../../market/stress.ts";
import type { VenuePrices } from "../../market/venuePrices.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { StreamRegistry } from "../../random/streams.ts";
import { type Backed, createBacked } from "./backed.ts";
import { type UndoLog, createUndoLog, tapeFor } from "./undoLog.ts";
import { type Breaches, createBreaches } from "./breaches.ts";
import { type ClaimsState, createClaims } from "./claims.ts";
import { createFeeds } from "./feeds.ts";
import { type Funds, createFunds } from "./funds.ts";
import { type DeleveragingScratch, createDeleveragingScratch } from "./deleveragingScratch.ts";
import type { Infrastructure } from "./infrastructure.ts";
import { type Hindsight, createHindsight } from "./hindsight.ts";
import { type Inventories, createInventories } from "./inventories.ts";
import { HOLDERS, type Ledger, createLedger } from "./ledger.ts";
import { createLines } from "./lines.ts";
import { type Losses, createLosses } from "./losses.ts";
import type { TradingNumbers } from "./drawNumbers.ts";
import { type DrawDowns, createDrawDowns } from "./drawDowns.ts";
import { type Orders, createOrders } from "./orders.ts";
import { type OpenPositions, allocatePositions } from "./positions.ts";
import type { PositionsByLine } from "./positionsByLine.ts";
import { type Pressure, createPressure } from "./pressure.ts";
import type { Records } from "./records.ts";
import { type Sales, createSales } from "./sales.ts";
import { type Selection, createSelection } from "./selection.ts";
import { type Tallies, createTallies } from "./tallies.ts";
import { type TopUps, createTopUps } from "./topUps.ts";
import { type VaultRuns, createVaultRuns } from "./vaultRuns.ts";
import { type Valuations, createValuations } from "./valuations.ts";
import { type WrappedRatios, createWrappedRatios } from "./wrappedRatios.ts";

/** What all threads share of a model: read-only. Made by `createTradingBase`. */
export interface TradingBase {
  readonly layout: Layout;
  readonly book: Book;
  readonly index: IndexBase;
  readonly positions: OpenPositions;
  readonly lines: PositionsByLine;
  /** Units of cash, by venue, and of collateral, by slot, that accounts hold at t = 0. */
  readonly heldCash: Float64Array;
  readonly heldUnits: Float64Array;
  /** Units borrowed at t = 0, by venue. */
  readonly lent: Float64Array;
  /** Accounts that are liquidatable at t = 0: a variant's margins may make them so. */
  readonly initial: Int32Array;
  /** Log moves that make a share of each side liquidatable, by lane, fall then rise; null: nobody asks. */
  readonly adverse: Float64Array | null;
}

/** Reused sums of the ledger's check: by line, and holder-major by asset. */
export interface ReconciliationScratch {
  readonly size: Float64Array;
  readonly cost: Float64Array;
  readonly settled: Float64Array;
  readonly state: Float64Array;
}

/** What is asked of the machinery once, when trading is made, and not kept. */
type AskedOnce = "findRoutes" | "longestRollback";

export interface Trading extends Omit<Infrastructure, AskedOnce> {
  readonly model: ResolvedModel;
  readonly base: TradingBase;
  readonly layout: Layout;
  readonly book: Book;
  readonly accounts: Accounts;
  readonly index: LiquidationIndex;
  /** 1 where the sequencer works its delayed inbox first after a restart, by chain. */
  readonly delayedFirst: Uint8Array;
  readonly prices: Prices;
  readonly pegs: Pegs;
  readonly backed: Backed;
  readonly venuePrices: VenuePrices;
  readonly oracles: Oracles;
  readonly stress: Stress;
  readonly funding: Funding;
  readonly ratios: WrappedRatios;
  readonly valuations: Valuations;
  readonly positions: OpenPositions;
  readonly ledger: Ledger;
  readonly funds: Funds;
  readonly inventories: Inventories;
  readonly losses: Losses;
  /** Null where nobody owes anybody. */
  readonly claims: ClaimsState | null;
  readonly deleveraging: DeleveragingScratch;
  readonly breaches: Breaches;
  readonly topUps: TopUps;
  readonly orders: Orders;
  readonly vaultRuns: VaultRuns;
  readonly drawDowns: DrawDowns;
  readonly pressure: Pressure;
  readonly sales: Sales;
  readonly selection: Selection;
  readonly tallies: Tallies;
  readonly records: Records;
  /** Null where nobody asks what came after a close. */
  readonly hindsight: Hindsight | null;
  /** Null where no restart undoes anything. */
  readonly undo: UndoLog | null;
  readonly reconciliation: ReconciliationScratch;
  /** Scratch for valuations. */
  readonly state: MarginState;
  /** USD of keepers' capacity left in the bucket, by venue. */
  readonly keepers: Float64Array;
  /** 1 where the venue may liquidate in this step. */
  readonly open: Uint8Array;
  /** Steps in which the venue could not liquidate, so far. */
  readonly closedSteps: Int32Array;
  /** Downtime and exit-blocked seconds at the last step's end, by chain. */
  readonly downtime: Float64Array;
  readonly exitBlocked: Float64Array;
  /** What lenders are owed, units of the borrowed asset / debt index, by venue. */
  readonly lent: Float64Array;
  /** Whether the counterfactual valuations are those of this moment. */
  counterfactualsSeen: boolean;
  /** Under which path numbers it draws. */
  readonly draws: TradingNumbers;
  /** From 1. */
  step: number;
  /** s, end of the step. */
  now: number;
}

/** The trading state of one thread; `resetTrading` starts a path. @param judged whether closes are judged by what came after */
export function createTrading(
  model: ResolvedModel,
  base: TradingBase,
  infrastructure: Infrastructure,
  registry: StreamRegistry,
  records: Records,
  judged: boolean = false,
): Trading {
  const { layout, book } = base;
  const { findRoutes, longestRollback } = infrastructure;
  const accounts = createAccounts(book);
  const ledger = createLedger(model.market.assets.length);
  const ratios = createWrappedRatios(model, layout, infrastructure.backing);
  const pegs = createPegs(model.market, registry);
  const peg = Float64Array.from(layout.cashAsset, (asset) => pegs.peg[asset]);
  const tape = tapeFor(model, longestRollback);
  const valuations = createValuations(layout, peg);
  const parts: Omit<Trading, "undo"> = {
    // One by one: an object made by spreading is a dictionary, and every step reads from this one.
    network: infrastructure.network,
    request: infrastructure.request,
    ask: infrastructure.ask,
    canTransfer: infrastructure.canTransfer,
    note: infrastructure.note,
    hasHatch: infrastructure.hasHatch,
    askHatch: infrastructure.askHatch,
    enqueue: infrastructure.enqueue,
    land: infrastructure.land,
    recall: infrastructure.recall,
    refillRoutes: infrastructure.refillRoutes,
    backing: infrastructure.backing,
    model,
    base,
    layout,
    book,
    accounts,
    index: createLiquidationIndex(model, layout, accounts, base.index),
    delayedFirst: Uint8Array.from(model.chains, ({ sequencer }) =>
      sequencer >= 0 && model.sequencers[sequencer].delayedFirst === true ? 1 : 0,
    ),
    prices: createPrices(model, registry),
    pegs,
    backed: createBacked(model.chains.length),
    venuePrices: createLines(model, layout),
    oracles: createFeeds(model, layout),
    stress: createStress(model),
    funding: createFunding(model, layout),
    ratios,
    valuations,
    positions: allocatePositions(layout.lines),
    ledger,
    funds: createFunds(model, layout, ledger, peg, tape),
    inventories: createInventories(model),
    claims: createClaims(model),
    losses: createLosses(layout.venues, layout.lines),
    deleveraging: createDeleveragingScratch(book.positionSize.length),
    breaches: createBreaches(book.accounts, layout.venues),
    topUps: createTopUps(model, layout, book, registry, findRoutes),
    orders: createOrders(book, registry),
    vaultRuns: createVaultRuns(model),
    drawDowns: createDrawDowns(model, layout, book, ratios, registry),
    pressure: createPressure(layout.venues, layout.lanes, layout.lines),
    sales: createSales(),
    selection: createSelection(book.accounts, book.positionSize.length, layout),
    tallies: createTallies(layout.venues),
    records,
    hindsight: judged ? createHindsight(layout, book, model.steps, valuations.mark) : null,
    reconciliation: {
      size: new Float64Array(layout.lines),
      cost: new Float64Array(layout.lines),
      settled: new Float64Array(layout.lines),
      state: new Float64Array(HOLDERS * model.market.assets.length),
    },
    state: { equity: 0, requirement: 0 },
    keepers: new Float64Array(layout.venues),
    open: new Uint8Array(layout.venues),
    closedSteps: new Int32Array(layout.venues),
    downtime: new Float64Array(model.chains.length),
    exitBlocked: new Float64Array(model.chains.length),
    lent: new Float64Array(layout.venues),
    counterfactualsSeen: false,
    draws: { market: -1, book: -1 },
    step: 0,
    now: 0,
  };
  const undo = tape === null ? null : createUndoLog(tape, parts, longestRollback);
  return Object.assign(parts, { undo });
}
