/**
 * The liquidation index against a scan of everybody, on random books (one market, several, several collaterals, margin
 * brackets, debts) under random moves of prices, marks, oracles, charges, debts and wrapped collateral, with top-ups,
 * partial closes and deleveraging in between. The scan values all accounts at every look; the index must have found the
 * same ones in breach and the same ones called. That the engine then sells the same, in the same order, for the same
 * money is held by `engine/twin.test.ts`.
 */
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { STANDING, isTouched } from "../../src/book/accounts.ts";
import { CONCERN, fallWatch } from "../../src/book/factors.ts";
import { callLevelOf, recoveryLevelOf } from "../../src/book/liquidationIndex.ts";
import { valueAccount } from "../../src/book/margin.ts";
import { ALL_CONCERNS, markDue } from "../../src/book/watches.ts";
import { callConcerned, review } from "../../src/contagion/owners/behaviour.ts";
import {
  askReview,
  assessBreached,
  assessDue,
  enter,
} from "../../src/contagion/liquidation/breach.ts";
import { closeAccount } from "../../src/contagion/liquidation/close.ts";
import { seePrices } from "../../src/contagion/prices.ts";
import { settleCharge } from "../../src/contagion/settlement.ts";
import { resetTrading } from "../../src/contagion/start.ts";
import { spreadBacking } from "../../src/contagion/state/backed.ts";
import type { Trading } from "../../src/contagion/state/trading.ts";
import { readFactor, readPegs } from "../../src/contagion/state/valuations.ts";
import { charge } from "../../src/contagion/charges.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { simulatorOf } from "../contagion/stage.ts";
import {
  type Charge,
  type Cut,
  type Move,
  indexedBook,
  indexedModel,
  moves,
} from "./randomMoves.ts";

const state = { equity: 0, requirement: 0 };
const PATHS = 2;

/** How often each thing happened over all draws: the property says nothing of what did not happen. */
const seen = { breaches: 0, recoveries: 0, calls: 0, ends: 0, closes: 0, untouched: 0 };

describe("the index", () => {
  it("has the same accounts in breach, and called, as a scan of everybody, at every look of 400 random books", () => {
    const property = fc.property(indexedBook, fc.tuple(moves, moves), (book, perPath) => {
      const { trading } = simulatorOf(robbable(indexedModel(book), book.robbed)).context;
      for (let path = 0; path < PATHS; path++) {
        resetTrading(trading, { market: path, book: path });
        const called = new Uint8Array(trading.book.accounts);
        for (const move of perPath[path]) play(trading, move, called);
      }
    });
    // As it was drawn: shrinking a book and forty moves takes minutes.
    fc.assert(property, { seed: 11, numRuns: 400, endOnFailure: true });
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(400);
  });
});

/** The model, marked as one in which canonical backing can be taken. */
function robbable(loaded: LoadedModel, robbed: boolean): LoadedModel {
  if (!robbed) return loaded;
  const chains = loaded.model.chains.map((chain) => ({ ...chain, backingAtRisk: true as const }));
  return { ...loaded, model: { ...loaded.model, chains } };
}

/** One step as the engine takes it, with the moves given, and a scan after each look. */
function play(trading: Trading, move: Move, called: Uint8Array): void {
  trading.step++;
  accrue(trading, move);
  for (const { pick, share } of move.deposits) deposit(trading, picked(trading, pick), share);
  movePrices(trading, move);
  look(trading);
  for (const { pick, share } of move.closes) closeBreached(trading, pick, share);
  // Impact: marks fall and rise further within the step.
  for (let line = 0; line < trading.layout.lines; line++)
    trading.venuePrices.price[line] *= 1 + move.spread[line] / 2;
  seePrices(trading);
  look(trading);
  for (const one of move.deleveraged) deleverage(trading, one);
  chargeLines(trading, move.losses);
  callConcerned(trading);
  review(trading);
  expectSameCalls(trading, called);
}

function look(trading: Trading): void {
  const before = trading.breaches.count;
  assessDue(trading);
  seen.breaches += Math.max(0, trading.breaches.count - before);
  const worst = trading.breaches.count;
  assessBreached(trading);
  seen.recoveries += worst - trading.breaches.count;
  expect(breachedByIndex(trading)).toEqual(breachedByScan(trading));
}

const everybody = ({ book }: Trading): number[] =>
  Array.from({ length: book.accounts }, (_, account) => account);

function standingOf({ accounts }: Trading, account: number): number {
  return isTouched(accounts, account) ? accounts.standing[account] : STANDING.safe;
}

function breachedByIndex(trading: Trading): number[] {
  return everybody(trading).filter((one) => standingOf(trading, one) === STANDING.breached);
}

function breachedByScan(trading: Trading): number[] {
  const { layout, accounts, valuations } = trading;
  return everybody(trading).filter((account) => {
    if (standingOf(trading, account) === STANDING.closed) return false;
    return [valuations.mark, valuations.global].some((valuation) => {
      valueAccount(layout, accounts, account, valuation, state);
      return state.equity < state.requirement;
    });
  });
}

/** @param called who is in an episode by the scan, brought up to date */
function expectSameCalls(trading: Trading, called: Uint8Array): void {
  const { book, layout, accounts, valuations, index, topUps } = trading;
  for (const account of everybody(trading)) {
    const touched = isTouched(accounts, account);
    if (!touched) seen.untouched++;
    if (book.policy[account] < 0 || standingOf(trading, account) === STANDING.closed) continue;
    valueAccount(layout, accounts, account, valuations.mark, state);
    const was = called[account];
    const level = was === 1 ? recoveryLevelOf(index, account) : callLevelOf(index, account);
    const is = state.equity < level * state.requirement ? 1 : 0;
    called[account] = is;
    if (is > was) seen.calls++;
    if (is < was) seen.ends++;
    expect(touched ? topUps.inEpisode[account] : 0, `account ${account} called`).toBe(is);
  }
}

function movePrices(trading: Trading, move: Move): void {
  const { prices, pegs, venuePrices, oracles, ratios, layout } = trading;
  for (let lane = 0; lane < layout.lanes; lane++) {
    prices.global[lane] *= 1 + move.returns[lane];
    const least = prices.start[lane] / 20;
    if (prices.global[lane] < least) prices.global[lane] = least;
  }
  const edge = move.edge === null ? null : edgePrice(trading, move.edge.watch);
  if (edge !== null) prices.global[0] = edge * (1 + move.edge!.nudge);
  const spread = edge === null ? move.spread : [];
  for (let line = 0; line < layout.lines; line++)
    venuePrices.price[line] = prices.global[layout.lineLane[line]] * (1 + (spread[line] ?? 0));
  for (let feed = 0; feed < oracles.value.length; feed++)
    oracles.value[feed] =
      prices.global[feed % layout.lanes] * (1 + (spread[feed % layout.lines] ?? 0));
  for (const { slot } of ratios.claims) ratios.shown[slot] = move.ratio;
  prices.exogenous.set(prices.global);
  for (const asset of pegs.assets) pegs.price[asset] = move.cash * pegs.peg[asset];
  const { backed, valuations, index, model } = trading;
  const robbed = model.chains[0].backingAtRisk === true;
  if (robbed) {
    backed.ratio[0] = move.backing;
    spreadBacking(ratios, layout, backed);
  }
  if (robbed || pegs.assets.length > 0)
    readPegs(valuations, layout, index.factors, pegs, backed, index.watches);
  seePrices(trading);
}

/** The ETH price at which one of the watches on it calls its next account; null where that is far away. */
function edgePrice(trading: Trading, pick: number): number | null {
  const { layout, index, prices } = trading;
  const factors = [
    ...Array.from(layout.lineLane.keys()).filter((line) => layout.lineLane[line] === 0),
    ...Array.from(layout.slotLane.keys())
      .filter((slot) => layout.slotLane[slot] === 0)
      .map((slot) => index.factors.firstSlot + slot),
  ];
  const watches = factors.flatMap((factor) =>
    [CONCERN.call, CONCERN.breach].flatMap((concern) => {
      const fall = fallWatch(index.factors, factor, concern);
      return [fall, fall + 1];
    }),
  );
  const price = Math.abs(index.watches.next[watches[Math.floor(pick * watches.length)]]);
  return price > prices.global[0] / 2 && price < prices.global[0] * 2 ? price : null;
}

function accrue(trading: Trading, move: Move): void {
  const { index, valuations, layout } = trading;
  chargeLines(trading, move.charges);
  for (let venue = 0; venue < layout.venues; venue++) {
    if (layout.lends[venue] === 0) continue;
    valuations.mark.debtIndex[venue] *= 1 + move.interest;
    const factor = index.factors.firstDebt + venue;
    readFactor(index.watches, index.factors, factor, valuations.mark.debtIndex[venue]);
  }
}

/** A line without funding and socialised losses is promised to stay at 0. */
function chargeLines(trading: Trading, charges: readonly Charge[]): void {
  const { firstChargeLong, moves: moving } = trading.index.factors;
  for (const { line, long, short } of charges)
    if (moving[firstChargeLong + line] === 1) charge(trading, line, long, short);
}

function picked({ book }: Trading, pick: number): number {
  return Math.floor(pick * book.accounts);
}

/** As `topUp.ts` credits what has landed. */
function deposit(trading: Trading, account: number, share: number): void {
  const { accounts, book, index, layout } = trading;
  if (standingOf(trading, account) === STANDING.closed) return;
  enter(trading, account);
  if (layout.lends[book.venue[account]] === 1)
    accounts.units[book.collateralStart[account]] *= 1 + share / 5;
  else accounts.cash[account] += share * Math.abs(accounts.cash[account]);
  markDue(index.watches, account, ALL_CONCERNS);
}

/** As `sale.ts` takes from accounts in breach: a part, or all that there is. */
function closeBreached(trading: Trading, pick: number, share: number): void {
  const { breaches } = trading;
  if (breaches.count === 0) return;
  const account = breaches.list[Math.floor(pick * breaches.count)];
  seen.closes++;
  cut(trading, account, share);
  askReview(breaches, account);
  if (share === 1) closeAccount(trading, account);
}

/** As `deleveraging.ts` takes from anybody. */
function deleverage(trading: Trading, { pick, share }: Cut): void {
  const account = picked(trading, pick);
  if (standingOf(trading, account) === STANDING.closed) return;
  enter(trading, account);
  cut(trading, account, share);
  markDue(trading.index.watches, account, ALL_CONCERNS);
}

/** Takes a share of every position (at its mark), of the debt and of the collateral behind it. */
function cut(trading: Trading, account: number, share: number): void {
  const { accounts, book, layout, valuations } = trading;
  for (let at = book.positionStart[account]; at < book.positionStart[account + 1]; at++) {
    if (accounts.size[at] === 0) continue;
    settleCharge(trading, account, at);
    const closing = accounts.size[at] * share;
    const mark = valuations.mark.mark[book.positionLine[at]];
    accounts.cash[account] +=
      (closing * (mark - accounts.entry[at])) / valuations.mark.cash[book.venue[account]];
    accounts.size[at] = share === 1 ? 0 : accounts.size[at] - closing;
  }
  if (layout.lends[book.venue[account]] === 0) return;
  accounts.debt[account] *= 1 - share;
  for (let at = book.collateralStart[account]; at < book.collateralStart[account + 1]; at++)
    accounts.units[at] *= 1 - share;
}
