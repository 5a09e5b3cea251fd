/** One path, from the untouched book at t = 0 to its rows: the simulation that Faultline ships. */
import { buildBook as drawBook } from "../book/generate.ts";
import { backingRatio } from "../bridges/backing.ts";
import { pooledValue } from "../bridges/rebalance.ts";
import { routesBetween, routesOf } from "../bridges/routes.ts";
import { sharedOnto } from "../bridges/sharedBridge.ts";
import { findNeedless } from "../contagion/liquidation/hindsight.ts";
import { closeHorizon } from "../contagion/losses/horizon.ts";
import { findRunawayPrice } from "../contagion/liquidation/runaway.ts";
import { resetTrading } from "../contagion/start.ts";
import { type DrawNumbers, drawAllUnder } from "../contagion/state/drawNumbers.ts";
import type { Infrastructure } from "../contagion/state/infrastructure.ts";
import { type Felt, createLoads, resetLoads } from "../contagion/state/load.ts";
import { type Trading, type TradingBase, createTrading } from "../contagion/state/trading.ts";
import { canonicallyHeld, createTradingBase } from "../contagion/state/tradingBase.ts";
import { marketLogRatio } from "../market/prices.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { createRegistry } from "../random/streams.ts";
import { faultLogRatio } from "../reliability/likelihood.ts";
import { overdraw, stratumOf } from "../reliability/strata.ts";
import { addTransfer, createRequest, noteLanding } from "../bridges/transfers.ts";
import { longestRollback } from "../rollup/rollbacks.ts";
import type { TableName } from "./columns.ts";
import { type Attacks, createAttacks, resetAttacks } from "./attacks/attacks.ts";
import { drawHybrid } from "./hybrids.ts";
import { type Evidence, createEvidence, writeEvidence } from "./evidence.ts";
import { compileDefence, isTilted, weightOf } from "./defence.ts";
import { advanceMachinery } from "./network/advanceMachinery.ts";
import { askHatch } from "./network/askHatch.ts";
import { askTransfer, canTransfer, noteTransfer } from "./network/askTransfer.ts";
import { type Machinery, createMachinery, resetMachinery } from "./network/machinery.ts";
import { cancelTransfer, fateOf, landAgain, spendTwice } from "./network/recall.ts";
import { findImbalance } from "./reconciliation.ts";
import { createRecords } from "./records.ts";
import { writeRows } from "./rows.ts";
import { type Loaded, PathError, type PathSimulator, type Purpose } from "./simulation.ts";
import { alikeFrom, createSplit, numberOf } from "./splitting.ts";
import { type StepContext, advanceStep, takeArrivals } from "./step.ts";
import {
  type HindsightColumn,
  type TableBuffer,
  HINDSIGHT_COLUMNS,
  appendRow,
  createPathTables,
  createRecordTables,
  createTable,
} from "./tables.ts";

/** The shipped simulator: its tables, and the state of the path under way. */
export interface TradingSimulator extends PathSimulator {
  readonly context: StepContext;
  /** Null where nothing is ever attempted. */
  readonly attacks: Attacks | null;
  readonly evidence: Evidence | null;
  readonly hindsight: TableBuffer<HindsightColumn> | null;
  /** Under which numbers the path begins to draw. */
  readonly draws: DrawNumbers;
  /** Whether paths are hybrids of two. */
  readonly hybrid: boolean;
}

/** The book of a model, sorted for the index; shared by all threads. */
export function buildBook(model: ResolvedModel, base: ResolvedModel): TradingBase {
  return createTradingBase(model, drawBook(model, base));
}

/**
 * A thread's simulator of a loaded model.
 * @param requested tables to write besides `paths`
 * @param purpose a pilot keeps the evidence that tilts are chosen from; hindsight judges liquidations by what came after;
 * path numbers of hybrids are theirs
 */
export function createPathSimulator(
  loaded: Loaded<TradingBase>,
  requested: readonly TableName[],
  purpose: Purpose = "run",
): TradingSimulator {
  const { model, book: base } = loaded;
  const judged = purpose === "hindsight";
  const registry = createRegistry(model.sampling.seed);
  const booked = canonicallyHeld(model, base);
  const machinery = createMachinery(model, registry, requested.includes("batches"), booked);
  const tables = createPathTables(model, requested);
  const recordTables = createRecordTables();
  const current = { path: 0 };
  const records = createRecords(tables, recordTables.delays, current);
  const trading = createTrading(model, base, lend(model, machinery), registry, records, judged);
  const attacks = createAttacks(model, registry, machinery, trading);
  const context: StepContext = {
    trading,
    machinery,
    current,
    forced: forcedReturns(model, base),
    nextForced: 0,
    loads: createLoads(model, loadsFelt(machinery)),
    defence: compileDefence(model.sampling, registry),
    split: base.adverse === null ? null : createSplit(model.sampling.splitting!, base.adverse),
  };
  const evidence = purpose === "pilot" ? createEvidence(model, machinery.faults.processes) : null;
  const hindsight = judged ? createTable(HINDSIGHT_COLUMNS) : null;
  const draws = { infrastructure: 0, market: 0, book: 0 };
  const hybrid = purpose === "hybrids";
  return { tables, records: recordTables, evidence, hindsight, context, attacks, draws, hybrid };
}

/**
 * Simulates one path and appends its rows.
 * @param watch told at t = 0 and at every step's end
 * @returns how many paths, from this one on, are the same
 * @throws PathError if its ledger does not balance
 */
export function simulatePath(
  simulator: TradingSimulator,
  path: number,
  watch?: (context: StepContext) => void,
): number {
  const { context, draws } = simulator;
  const { trading, machinery, split } = context;
  context.current.path = path;
  context.nextForced = 0;
  if (split !== null) split.crossed = 0;
  if (simulator.hybrid) drawHybrid(draws, path);
  else drawAllUnder(draws, split === null ? path : numberOf(split, path));
  const tilted = isTilted(context.defence, path);
  resetMachinery(machinery, draws.infrastructure, tilted);
  if (simulator.attacks !== null) resetAttacks(simulator.attacks);
  advanceMachinery(machinery, 0, 1);
  resetTrading(trading, draws, tilted);
  resetLoads(context.loads);
  takeArrivals(context);
  watch?.(context);
  const { steps } = trading.model;
  for (let step = 1; step <= steps; step++) {
    advanceStep(context, step);
    watch?.(context);
  }
  closeHorizon(trading);
  const runaway = findRunawayPrice(trading);
  if (runaway !== null) throw new PathError(path, runaway);
  const imbalance = findImbalance(trading);
  if (imbalance !== null) throw new PathError(path, `the ledger does not balance: ${imbalance}`);
  writeRows(simulator, trading, machinery, path, pathWeight(context));
  if (simulator.evidence !== null) writeEvidence(simulator.evidence, context);
  if (simulator.hindsight !== null) writeHindsight(simulator.hindsight, trading, path);
  return split === null ? 1 : alikeFrom(split, path);
}

/** Appends the row of the path that has just ended. */
function writeHindsight(table: TableBuffer<HindsightColumn>, trading: Trading, path: number): void {
  const { closed, accounts, usd } = findNeedless(trading.hindsight!, trading);
  const row = appendRow(table);
  table.columns.path[row] = path;
  table.columns.judged_accounts[row] = closed;
  table.columns.needless_accounts[row] = accounts;
  table.columns.needless_usd[row] = usd;
}

/** Weight of the path that has just ended. */
export function pathWeight({ defence, machinery, trading }: StepContext): number {
  const { strata } = machinery.faults.processes;
  if (defence.share === null && strata === null) return 1;
  const { horizon } = trading.model;
  const ratio = faultLogRatio(machinery.faults, horizon) + marketLogRatio(trading.prices, horizon);
  if (strata === null) return weightOf(defence, ratio);
  const stratum = stratumOf(strata, machinery.faults.path);
  const plain = overdraw(strata, strata.plain, stratum);
  return weightOf(defence, ratio, plain, overdraw(strata, strata.tilted, stratum));
}

/** The chains and lags of the clocks that feel a load, in the order of `loaded`. */
function loadsFelt({ faults: { processes } }: Machinery): Felt[] {
  return Array.from(processes.loaded, (clock) => ({
    chains: processes.renewals[clock].chains,
    lag: processes.renewals[clock].loadLag,
  }));
}

/** What trading may ask of the machinery under it. */
function lend(model: ResolvedModel, machinery: Machinery): Infrastructure {
  return {
    network: machinery,
    request: createRequest(),
    ask: (routes, request) => askTransfer(machinery, routes, request),
    note: (request, refusal) => noteTransfer(machinery, request, refusal),
    canTransfer: (routes, usd, units) => canTransfer(machinery, routes, usd, units, machinery.now),
    hasHatch: (chain) => model.chains[chain].escapeHatch !== undefined,
    askHatch: (chain, usd) => askHatch(machinery, chain, usd, machinery.now),
    enqueue: (request) => addTransfer(machinery.transfers, request),
    land: (id, at) => noteLanding(machinery.transfers, id, at),
    recall: {
      fateOf: (id, since) => fateOf(machinery, id, since, model.step),
      cancel: (id) => cancelTransfer(machinery, id),
      spendTwice: (id) => spendTwice(machinery, id, machinery.now),
      landAgain: (id) => landAgain(machinery, id, machinery.now),
    },
    longestRollback: Float64Array.from(model.chains, (_, chain) => longestRollback(model, chain)),
    findRoutes: (from, to, asset) =>
      routesBetween(model, from, to, asset).filter(({ kind }) => kind !== "redeem"),
    backing: {
      ratio: (bridge) => backingRatio(machinery.bridges.backings, bridge),
      pools: (bridge) =>
        pooledValue(machinery.bridges.pools, machinery.transfers, bridge) +
        machinery.bridges.runs.total[bridge],
      exploitedAt: machinery.exploitedAt,
      over: (asset, chain) => sharedOnto(model, asset, chain),
    },
    refillRoutes: model.venues.map(({ makers, chain }) =>
      makers === null || makers.hub === chain
        ? []
        : routesOf(model, makers.replenish, makers.hub, chain),
    ),
  };
}

function forcedReturns(model: ResolvedModel, base: TradingBase): StepContext["forced"] {
  return model.scenario.flatMap((event) =>
    event.kind === "price"
      ? event.returns.map(({ asset, value }) => ({
          at: event.at,
          asset,
          lane: base.layout.laneOfAsset[asset],
          value,
        }))
      : [],
  );
}
