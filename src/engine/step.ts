/**
 * One step of one path, in the order of the model: faults and queues at their exact times, prices, arrivals,
 * liquidation, losses, behaviour. Infrastructure and market cost the same whatever the size of the book.
 */
import { accrueFunding } from "../book/funding.ts";
import { leastKey } from "../book/keyHeap.ts";
import { REFILL, TOP_UP } from "../bridges/transfers.ts";
import { callConcerned, review } from "../contagion/behaviour.ts";
import { runGenerations } from "../contagion/generations.ts";
import { heldValue } from "../contagion/held.ts";
import { seePrices } from "../contagion/prices.ts";
import { askRefills, landRefill } from "../contagion/refill.ts";
import { HOLDER, post } from "../contagion/state/ledger.ts";
import { decayFlow } from "../contagion/state/pressure.ts";
import type { Trading } from "../contagion/state/trading.ts";
import { readFactor } from "../contagion/state/valuations.ts";
import { updateWrappedRatios } from "../contagion/state/wrappedRatios.ts";
import { askTopUp, landTopUp, releaseHeldBack } from "../contagion/topUp.ts";
import { charge, settleLosses } from "../contagion/waterfall.ts";
import { updateOracles } from "../market/oracles.ts";
import { forceReturn, movePrices, settlePrices } from "../market/prices.ts";
import { absorbReturns } from "../market/stress.ts";
import { relaxPrices, settleVenuePrices } from "../market/venuePrices.ts";
import { advanceNetwork } from "./network/advanceNetwork.ts";
import type { Machinery } from "./network/machinery.ts";

/** What a step needs besides trading itself. */
export interface StepContext {
  readonly trading: Trading;
  readonly machinery: Machinery;
  /** The path under way, for the tables. */
  readonly current: { path: number };
  /** Forced returns in time order. */
  readonly forced: readonly {
    readonly at: number;
    readonly lane: number;
    readonly value: number;
  }[];
  /** Next forced return. */
  nextForced: number;
  /** Downtime and exit-blocked seconds at the last step's end, by chain. */
  readonly downtime: Float64Array;
  readonly exitBlocked: Float64Array;
}

/** @param step from 1 */
export function advanceStep(context: StepContext, step: number): void {
  const { trading } = context;
  trading.step = step;
  trading.now = step * trading.model.step;
  advanceInfrastructure(context);
  advanceMarket(context);
  releaseHeldBack(trading, trading.now);
  askRefills(trading);
  openVenues(context);
  seePrices(trading);
  runGenerations(trading);
  if (settleLosses(trading)) callConcerned(trading);
  review(trading);
  countTrapped(context);
}

/** Runs the machinery to the step's end, stopping where an account asks for a transfer. */
function advanceInfrastructure({ trading, machinery }: StepContext): void {
  const { scheduled } = trading.topUps;
  const stress = trading.stress.multiplier;
  for (let at = leastKey(scheduled); at <= trading.now; at = leastKey(scheduled)) {
    advanceNetwork(machinery, at, stress);
    takeArrivals(trading);
    askTopUp(trading, at);
  }
  advanceNetwork(machinery, trading.now, stress);
  takeArrivals(trading);
}

/** Credits what has landed and posts what was stolen since the last advance. */
function takeArrivals(trading: Trading): void {
  const { transfers, exploits } = trading.network;
  for (let index = 0; index < transfers.landedCount; index++) {
    const id = transfers.landed[index];
    if (transfers.purpose[id] === TOP_UP) landTopUp(trading, id);
    else if (transfers.purpose[id] === REFILL) landRefill(trading, id);
  }
  for (let index = 0; index < exploits.count; index++)
    postExploit(trading, exploits.bridge[index], exploits.units[index]);
}

/** The attacker takes the backing and sells it to outside at the global price, at once. */
function postExploit(trading: Trading, bridge: number, units: number): void {
  const { assets } = trading.model.market;
  const cash = assets.findIndex(({ kind }) => kind === "cash");
  for (const asset of assets) {
    if (asset.kind !== "wrapped" || asset.bridge !== bridge) continue;
    const price = trading.prices.global[trading.layout.laneOfAsset[asset.underlying]];
    post(trading.ledger, asset.underlying, HOLDER.bridges, HOLDER.attackers, units, price);
    post(trading.ledger, asset.underlying, HOLDER.attackers, HOLDER.outside, units, price);
    if (cash >= 0) {
      const peg = trading.ratios.peg[cash];
      post(trading.ledger, cash, HOLDER.outside, HOLDER.attackers, (units * price) / peg, peg);
    }
    return;
  }
}

function advanceMarket(context: StepContext): void {
  const { trading } = context;
  const { prices, venuePrices, network, now, model } = trading;
  movePrices(prices, trading.path, trading.step - 1, now);
  while (
    context.nextForced < context.forced.length &&
    context.forced[context.nextForced].at <= now
  ) {
    const { lane, value } = context.forced[context.nextForced++];
    forceReturn(prices, lane, value);
  }
  absorbReturns(trading.stress, prices.logReturn);
  settlePrices(prices);
  decayPressure(trading);
  relaxPrices(venuePrices, network.chainLive);
  settleVenuePrices(venuePrices, prices.global);
  updateOracles(trading.oracles, prices.global, prices.exogenous, network.chainLive, now);
  updateWrappedRatios(trading.ratios, trading.backing, now);
  accrueCharges(trading, model.step);
}

function decayPressure(trading: Trading): void {
  const { venuePrices, pressure, network } = trading;
  for (let line = 0; line < venuePrices.state.length; line++) {
    if (venuePrices.state[line] === 0 || network.chainLive[venuePrices.chain[line]] === 0) continue;
    decayFlow(pressure, line, venuePrices.decay[line]);
  }
}

/** Funding through the charge indices, interest through the debt indices. */
function accrueCharges(trading: Trading, step: number): void {
  const { funding, venuePrices, network, valuations, now, index, model } = trading;
  for (let entry = 0; entry < funding.lines.length; entry++) {
    const line = funding.lines[entry];
    const displacement = venuePrices.displacement[line];
    const premium = displacement === 0 ? 0 : Math.expm1(displacement);
    const live = network.chainLive[funding.chain[entry]] === 1;
    const rate = accrueFunding(funding, entry, premium, step, now, live);
    if (rate !== 0) {
      const perUnit = rate * venuePrices.price[line];
      charge(trading, line, perUnit, -perUnit);
    }
  }
  for (let venue = 0; venue < model.venues.length; venue++) {
    const { borrow } = model.venues[venue];
    if (borrow === null || borrow.rate === 0) continue;
    const debtIndex = 1 + borrow.rate * now;
    valuations.mark.debtIndex[venue] = debtIndex;
    readFactor(index.watches.value, index.factors, index.factors.firstDebt + venue, debtIndex);
  }
}

/** Which venues may liquidate now, and what their keepers can do: none accrued while down, one step's worth at most. */
function openVenues({ trading, downtime }: StepContext): void {
  const { model, network, now, open, keepers, closedSteps } = trading;
  for (let venue = 0; venue < model.venues.length; venue++) {
    const { chain, oracle, liquidation } = model.venues[venue];
    const live = network.chainLive[chain] === 1;
    open[venue] = live && now >= network.chainRestartedAt[chain] + oracle.gracePeriod ? 1 : 0;
    if (open[venue] === 0) closedSteps[venue]++;
    const liveSeconds = model.step - (network.chainDowntime[chain] - downtime[chain]);
    const bucket = liquidation.keepers * model.step;
    keepers[venue] =
      liquidation.keepers === Infinity
        ? Infinity
        : Math.min(bucket, keepers[venue] + liquidation.keepers * Math.max(0, liveSeconds));
  }
}

/** Value on a chain times the seconds for which it could not leave. */
function countTrapped({ trading, downtime, exitBlocked }: StepContext): void {
  const { network, model, tallies } = trading;
  for (let chain = 0; chain < model.chains.length; chain++) {
    downtime[chain] = network.chainDowntime[chain];
    const blocked = network.chainExitBlockedSeconds[chain] - exitBlocked[chain];
    if (blocked <= 0) continue;
    exitBlocked[chain] = network.chainExitBlockedSeconds[chain];
    for (let venue = 0; venue < model.venues.length; venue++) {
      if (model.venues[venue].chain === chain)
        tallies.trappedUsdSeconds += blocked * heldValue(trading, venue);
    }
  }
}
