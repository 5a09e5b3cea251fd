/**
 * One step of one path, in the order of the model: faults and queues at their exact times, prices, arrivals,
 * liquidation, losses, behaviour. Infrastructure and market cost the same whatever the size of the book.
 */
import { REFILL, TOP_UP } from "../bridges/transferWords.ts";
import { callConcerned, review } from "../contagion/owners/behaviour.ts";
import { countCensored } from "../contagion/liquidation/censorship.ts";
import { accrueCharges } from "../contagion/charges.ts";
import { postExploits, postWithdrawals } from "../contagion/losses/exploits.ts";
import { postUndone } from "../contagion/losses/doubleSpends.ts";
import { postTheft } from "../contagion/losses/postTheft.ts";
import { drawDown } from "../contagion/owners/drawDown.ts";
import { runGenerations } from "../contagion/liquidation/generations.ts";
import { keepStep } from "../contagion/state/hindsight.ts";
import { openVenues } from "../contagion/liquidation/openVenues.ts";
import { closeOrdered } from "../contagion/liquidation/orderedSale.ts";
import { watchHalts } from "../contagion/owners/orders.ts";
import { relaxMarket, seePrices, settleCash, settleMarket } from "../contagion/prices.ts";
import { askRefills, landRefill } from "../contagion/owners/refill.ts";
import { ask, nextRequestAt } from "../contagion/owners/requests.ts";
import { rollBack } from "../contagion/rollback/rollBack.ts";
import { beginUndoStep, endUndoStep } from "../contagion/state/undoLog.ts";
import { loadFelt, noteLiquidated } from "../contagion/state/load.ts";
import type { Loads } from "../contagion/state/load.ts";
import type { Trading } from "../contagion/state/trading.ts";
import { updateWrappedRatios } from "../contagion/state/wrappedRatios.ts";
import { landTopUp, releaseHeldBack, takeInbox } from "../contagion/owners/landTopUp.ts";
import { countTrapped } from "../contagion/trapped.ts";
import { payRuns, reviewVaults } from "../contagion/owners/vaultRuns.ts";
import { settleLosses } from "../contagion/losses/waterfall.ts";
import { updateOracles } from "../market/oracles.ts";
import { forceDepeg, strikePegs } from "../market/pegs.ts";
import { forceReturn, movePrices } from "../market/prices.ts";
import { absorbReturns } from "../market/stress.ts";
import { loadFaults } from "../reliability/faults.ts";
import type { Defence } from "./defence.ts";
import { advanceMachinery } from "./network/advanceMachinery.ts";
import { type Machinery, drawMachineryUnder } from "./network/machinery.ts";
import { type Split, crossLevels, numberOf } from "./splitting.ts";

/** What a step needs besides trading itself. */
export interface StepContext {
  readonly trading: Trading;
  readonly machinery: Machinery;
  /** The path under way, for the tables. */
  readonly current: { path: number };
  /** Forced returns in time order. */
  readonly forced: readonly {
    readonly at: number;
    readonly asset: number;
    /** -1: cash. */
    readonly lane: number;
    readonly value: number;
  }[];
  /** Next forced return. */
  nextForced: number;
  /** Per clock that feels the load on its chains. */
  readonly loads: Loads;
  readonly defence: Defence;
  /** Null: paths do not split. */
  readonly split: Split | null;
}

/** @param step from 1 */
export function advanceStep(context: StepContext, step: number): void {
  const { trading } = context;
  trading.step = step;
  trading.now = step * trading.model.step;
  if (trading.undo !== null) beginUndoStep(trading.undo, trading.network, step, trading.model.step);
  loadClocks(context, step);
  advanceInfrastructure(context);
  advanceMarket(context);
  takeInbox(trading, trading.now);
  releaseHeldBack(trading, trading.now);
  askRefills(trading);
  payRuns(trading);
  openVenues(trading);
  seePrices(trading);
  drawDown(trading);
  closeOrdered(trading);
  runGenerations(trading);
  countCensored(trading);
  if (settleLosses(trading)) callConcerned(trading);
  review(trading);
  reviewVaults(trading);
  countTrapped(trading);
  if (trading.undo !== null) endUndoStep(trading.undo);
  if (trading.hindsight !== null) keepStep(trading.hindsight, step);
  if (context.loads.count > 0) noteLiquidated(context.loads, trading.tallies, step);
  if (context.split !== null) followLevels(context, context.split, step);
}

/** Beyond a level everything is drawn under the number of fewer paths; nothing is drawn after the last step. */
function followLevels(
  { trading, machinery, current }: StepContext,
  split: Split,
  step: number,
): void {
  if (step === trading.model.steps || !crossLevels(split, trading.prices)) return;
  const number = numberOf(split, current.path);
  drawMachineryUnder(machinery, number);
  trading.draws.market = number;
  trading.draws.book = number;
}

/** What was liquidated makes the machinery under it break sooner, some time later. */
function loadClocks({ loads, machinery }: StepContext, step: number): void {
  const { loaded } = machinery.faults.processes;
  for (let entry = 0; entry < loads.count; entry++)
    loadFaults(machinery.faults, loaded[entry], loadFelt(loads, entry, step - 1), machinery.now);
}

/** Runs the machinery to the step's end, stopping where somebody in the book asks for something. */
function advanceInfrastructure(context: StepContext): void {
  const { trading } = context;
  for (let at = nextRequestAt(trading); at <= trading.now; at = nextRequestAt(trading)) {
    reach(context, at);
    ask(trading, at);
  }
  reach(context, trading.now);
  watchHalts(trading);
}

/** Runs it to `to`, s, stopping where a restart undoes something. */
function reach(context: StepContext, to: number): void {
  const { trading, machinery } = context;
  const { rollbacks } = machinery;
  do {
    advanceMachinery(machinery, to, trading.stress.multiplier);
    takeArrivals(context);
    if (rollbacks.dueCount > 0)
      rollBack(trading, rollbacks.due, rollbacks.dueCount, rollbacks.returnsTo);
  } while (machinery.now < to);
}

/** Credits what has landed and posts what was stolen since the last advance. */
export function takeArrivals({ trading, machinery }: StepContext): void {
  const { transfers, exploits } = trading.network;
  for (let index = 0; index < transfers.landedCount; index++) {
    const id = transfers.landed[index];
    if (transfers.purpose[id] === TOP_UP) landTopUp(trading, id);
    else if (transfers.purpose[id] === REFILL) landRefill(trading, id);
  }
  if (exploits.count > 0) postExploits(trading);
  if (machinery.bridges.runs.withdrawn > 0)
    postWithdrawals(trading, machinery.bridges.runs.withdrawn);
  if (transfers.undoneCount > 0) postUndone(trading);
  const { log } = machinery.rollup.backing;
  for (let theft = 0; theft < log.count; theft++) postTheft(trading, log.usd[theft]);
}

function advanceMarket(context: StepContext): void {
  const { trading } = context;
  const { prices, pegs, network, now, draws } = trading;
  movePrices(prices, draws.market, trading.step - 1, now);
  strikePegs(pegs, draws.market, now);
  while (
    context.nextForced < context.forced.length &&
    context.forced[context.nextForced].at <= now
  ) {
    const { at, asset, lane, value } = context.forced[context.nextForced++];
    if (lane >= 0) forceReturn(prices, lane, value);
    else forceDepeg(pegs, asset, -value, at);
  }
  absorbReturns(trading.stress, prices.logReturn);
  relaxMarket(trading);
  settleMarket(trading);
  settleCash(trading);
  updateOracles(trading.oracles, prices.global, prices.exogenous, network.chainLive, now);
  updateWrappedRatios(trading.ratios, trading.backing, now);
  accrueCharges(trading);
}
