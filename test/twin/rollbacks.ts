/**
 * Restarts that undo the last minutes: the state of every step's end is kept whole, and put back.
 *
 * A venue's money, flows, indices and totals are those of the step returned to. Breaches, requests and orders are not: an
 * undone close opens the breach again that it had ended, and whoever had got out by an order sends it again.
 */
import { REFILL, TOP_UP } from "../../src/bridges/transferWords.ts";
import { FATE } from "../../src/contagion/state/infrastructure.ts";
import { cancelTransfer, fateOf, landAgain, spendTwice } from "../../src/engine/network/recall.ts";
import { land } from "./topUps.ts";
import {
  type Account,
  type Breach,
  type Row,
  type Sale,
  type TwinMarket,
  type TwinVenue,
  type World,
  notice,
} from "./world.ts";

/** What is put back. */
export interface Snapshot {
  readonly accounts: readonly Money[];
  readonly venues: readonly VenueState[];
  readonly markets: readonly Partial<TwinMarket>[];
  readonly left: readonly Map<TwinMarket, number>[];
  readonly contagion: Map<string, number>;
}

interface Money {
  readonly cash: number;
  readonly debt: number;
  readonly chargesPaid: number;
  readonly positions: readonly { readonly size: number; readonly settled: number }[];
  readonly units: readonly number[];
}

interface VenueState {
  readonly state: Partial<TwinVenue>;
  readonly tally: TwinVenue["tally"];
}

/** An account before something at its venue changed it. */
interface Before {
  readonly step: number;
  readonly account: Account;
  readonly breach: Breach | null;
  /** Delays recorded so far. */
  readonly delays: number;
  readonly wantsOut: boolean;
  /** Whether it had drawn down its credit. */
  readonly left: boolean;
}

/** A top-up that a venue took in. */
interface Credit {
  readonly step: number;
  readonly account: Account;
  readonly id: number;
  readonly units: number;
  readonly kind: "landed" | "returned" | "local";
}

/** What a path keeps for its restarts. */
export interface Past {
  readonly snapshots: Snapshot[];
  readonly before: Before[];
  readonly credits: Credit[];
  /** Whose delay each row is. */
  readonly delayed: { readonly account: Account; readonly row: Row }[];
}

export function createPast(): Past {
  return { snapshots: [], before: [], credits: [], delayed: [] };
}

const keeps = ({ model }: World): boolean =>
  model.sequencers.some(({ rollback }) => rollback !== undefined);

/** A step has ended. */
export function remember(world: World): void {
  if (!keeps(world)) return;
  const { accounts, venues, sales, contagion, past } = world;
  past.snapshots[world.step] = {
    accounts: accounts.map(({ cash, debt, chargesPaid, positions, balances }) => ({
      cash,
      debt,
      chargesPaid,
      positions: positions.map(({ size, settled }) => ({ size, settled })),
      units: balances.map(({ units }) => units),
    })),
    venues: venues.map((venue) => ({
      state: venueState(venue),
      tally: { ...venue.tally, accounts: new Set(venue.tally.accounts) },
    })),
    markets: venues.flatMap(({ markets }) => markets).map((market) => stateOf(market)),
    left: sales.map(({ left }) => new Map(left)),
    contagion: new Map(contagion),
  };
}

function venueState(venue: TwinVenue): Partial<TwinVenue> {
  const { keepers, flow, insurance, vault, counterpartyCash, runAt, runBase } = venue;
  return { keepers, flow, insurance, vault, counterpartyCash, runAt, runBase };
}

function stateOf(market: TwinMarket): Partial<TwinMarket> {
  const { x, displacement, premium, fundingDue, counterpartySize, counterpartyCost } = market;
  return {
    x,
    displacement,
    premium,
    fundingDue,
    counterpartySize,
    counterpartyCost,
    owed: { ...market.owed },
    fundingRates: [...market.fundingRates],
  };
}

/** Something at its venue is about to change an account. */
export function keep(world: World, account: Account): void {
  if (!keeps(world)) return;
  const { breach, order } = account;
  world.past.before.push({
    step: world.step,
    account,
    breach: breach === null ? null : { ...breach },
    delays: world.past.delayed.length,
    wantsOut: order !== null && !order.done,
    left: account.left,
  });
}

/** Notes what became of a top-up. */
export function noteCredit(world: World, credit: Omit<Credit, "step">): void {
  world.past.credits.push({ step: world.step, ...credit });
}

/** Takes back the chains that the machinery says, each to the end of its step. */
export function rollBack(world: World): void {
  const { due, dueCount, returnsTo } = world.machinery.rollbacks;
  const since = new Int32Array(world.model.chains.length).fill(-1);
  for (const chain of due.slice(0, dueCount))
    if (returnsTo[chain] < world.step) since[chain] = returnsTo[chain];
  const of = ({ terms }: TwinVenue): number => since[terms.chain];
  for (const venue of world.venues) if (of(venue) >= 0) putBack(world, venue, of(venue));
  reopen(world, of);
  const arrived = undoCredits(world, of);
  undoDepartures(world, since, arrived);
  for (let id = 0; id < world.machinery.transfers.count; id++) {
    const refill = world.machinery.transfers.purpose[id] === REFILL;
    if (refill && fate(world, id, since) === FATE.landsAgain) landRefillAgain(world, id);
  }
  for (const id of arrived) {
    landAgain(world.machinery, id, world.machinery.now);
    notice(world, "landed again at the restart");
    land(world, id);
  }
}

function fate(world: World, id: number, since: Int32Array): number {
  return fateOf(world.machinery, id, since, world.model.step);
}

function putBack(world: World, venue: TwinVenue, since: number): void {
  const snapshot = world.past.snapshots[since];
  const { state, tally } = snapshot.venues[venue.index];
  const { largestDisplacement, leastDepthShare } = venue.tally;
  Object.assign(venue, state);
  Object.assign(venue.tally, tally, { largestDisplacement, leastDepthShare });
  venue.tally.accounts = new Set(tally.accounts);
  world.accounts.forEach((account, index) => {
    if (account.venue === venue) putMoneyBack(account, snapshot.accounts[index]);
  });
  const lines = world.venues.flatMap(({ markets }) => markets);
  lines.forEach((market, line) => {
    if (market.venue !== venue) return;
    const kept = snapshot.markets[line];
    Object.assign(market, kept, {
      owed: { ...kept.owed },
      fundingRates: [...kept.fundingRates!],
    });
    fundTheGap(world, market, since);
    for (const sale of world.sales) putLeftBack(sale, market, snapshot);
  });
  for (const { index } of world.venues) {
    const cell = `${index}/${venue.index}`;
    world.contagion.set(cell, snapshot.contagion.get(cell) ?? 0);
  }
  const after = since * world.model.step;
  for (const sale of world.sales) if (sale.venue === venue && sale.time > after) sale.undone = true;
  for (const row of world.tables.liquidations) {
    if (row["venue"] !== venue.index || row["time_s"] <= after) continue;
    row["undone"] = 1;
    notice(world, "undone liquidation");
  }
}

function putMoneyBack(account: Account, money: Money): void {
  const { cash, debt, chargesPaid } = money;
  Object.assign(account, { cash, debt, chargesPaid });
  account.positions.forEach((position, place) => Object.assign(position, money.positions[place]));
  account.balances.forEach((balance, place) => {
    balance.units = money.units[place];
  });
}

function putLeftBack({ number, left }: Sale, market: TwinMarket, snapshot: Snapshot): void {
  const flow = snapshot.left[number]?.get(market);
  if (flow === undefined) left.delete(market);
  else left.set(market, flow);
}

/** Up to the last step's end, at the premium returned to. */
function fundTheGap({ model, step }: World, market: TwinMarket, since: number): void {
  const { funding } = market.terms;
  if (funding === null) return;
  const premium = Math.exp(market.displacement) - 1;
  const until = (step - 1) * model.step;
  let from = since * model.step;
  while (until >= market.fundingDue - 1e-9 * funding.interval) {
    const rate = (market.premium + premium * (market.fundingDue - from)) / funding.interval;
    market.fundingRates.push(Math.max(-funding.cap, Math.min(funding.cap, rate)));
    market.premium = 0;
    from = market.fundingDue;
    market.fundingDue += funding.interval;
  }
  market.premium += premium * Math.max(0, until - from);
}

/** The latest first, so that the state before the earliest undone change is what remains. */
function reopen(world: World, of: (venue: TwinVenue) => number): void {
  const { before, delayed } = world.past;
  for (const { step, account, breach, delays, wantsOut, left } of before.toReversed()) {
    const since = of(account.venue);
    if (since < 0 || step <= since) continue;
    if (breach !== null) {
      account.breach = { ...breach };
      for (const { account: whose, row } of delayed.slice(delays))
        if (whose === account) row["count"] = 0;
      notice(world, "breach open again");
    }
    account.closed = false;
    if (account.left && !left) drawAgain(world, account);
    if (!wantsOut || !account.order!.done) continue;
    Object.assign(account.order!, { done: false, sent: true, forcedAt: Infinity });
    notice(world, "order sent again");
  }
}

/** Whoever had drawn down does so again as soon as he can. */
function drawAgain(world: World, account: Account): void {
  account.left = false;
  const drawing = world.drawing.find(({ accounts }) => accounts.includes(account))!;
  drawing.ready.push({ account, at: world.now });
  notice(world, "draw-down undone");
}

/** @returns what is under way again, in the order in which it had been taken in */
function undoCredits(world: World, of: (venue: TwinVenue) => number): number[] {
  const { tally, machinery, past } = world;
  const arrived: number[] = [];
  for (const { step, account, id, units, kind } of past.credits.toReversed()) {
    const since = of(account.venue);
    if (since < 0 || step <= since) continue;
    const calls = account.calls!;
    if (kind !== "returned") tally.topUpsLanded--;
    if (kind === "local") {
      cancelTransfer(machinery, id);
      calls.wallet += units;
      calls.unlanded = 0;
      calls.inEpisode = false;
      calls.episodes--;
      notice(world, "top-up on its own chain undone");
      continue;
    }
    if (kind === "returned") {
      calls.wallet -= units;
      tally.topUpsBlockedUsd -= machinery.transfers.amount[id];
    }
    calls.underWay = true;
    calls.unlanded = machinery.transfers.units[id];
    arrived.unshift(id);
  }
  return arrived;
}

/** @param arrived loses what is cancelled */
function undoDepartures(world: World, since: Int32Array, arrived: number[]): void {
  const { machinery, venues, accounts, tally } = world;
  const { transfers } = machinery;
  for (let id = 0; id < transfers.count; id++) {
    const becomes = fate(world, id, since);
    const units = transfers.units[id];
    const calls = transfers.purpose[id] === TOP_UP ? accounts[transfers.owner[id]].calls! : null;
    const venue = transfers.purpose[id] === REFILL ? venues[transfers.owner[id]] : null;
    if (becomes === FATE.spentTwice) {
      spendTwice(machinery, id, machinery.now);
      if (calls !== null) calls.wallet += units;
      if (venue !== null) venue.refillFees -= units;
      notice(world, "spent twice");
    } else if (becomes === FATE.cancelled) {
      if (calls !== null) {
        calls.wallet += units;
        calls.underWay = false;
        tally.topUpsBlockedUsd += transfers.amount[id];
        world.heldBack = world.heldBack.filter((held) => held !== id);
        if (arrived.includes(id)) arrived.splice(arrived.indexOf(id), 1);
      }
      if (venue !== null) {
        venue.refillFees -= units * (transfers.fee[id] / transfers.amount[id]);
        if (venue.refill === id) venue.refill = -1;
      }
      notice(
        world,
        Number.isNaN(transfers.landedAt[id]) ? "cancelled" : "cancelled with its landing",
      );
      cancelTransfer(machinery, id);
    }
  }
}

function landRefillAgain(world: World, id: number): void {
  const { owner, amount, units, fee } = world.machinery.transfers;
  const venue = world.venues[owner[id]];
  const arrived = units[id] * (1 - fee[id] / amount[id]) * venue.peg;
  venue.flow = Math.sign(venue.flow) * Math.max(0, Math.abs(venue.flow) - arrived);
  landAgain(world.machinery, id, world.machinery.now);
  notice(world, "refill landed again");
}
