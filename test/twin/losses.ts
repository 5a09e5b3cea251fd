/** Who pays a step's bad debt: the waterfall, with auto-deleveraging and socialised losses, and the horizon. */
import { loseLeg } from "./desks.ts";
import { endBreach } from "./breaches.ts";
import { noteBadDebt } from "./traders.ts";
import {
  atMark,
  atTruth,
  debtOf,
  equityOf,
  netWorth,
  openNotional,
  unsettledCharge,
} from "./valuation.ts";
import { keep } from "./rollbacks.ts";
import {
  type Account,
  type Position,
  type TwinMarket,
  type TwinVenue,
  type World,
  notice,
  sum,
} from "./world.ts";

export function settleLosses(world: World): void {
  for (const venue of world.venues) if (venue.losses.length > 0) runWaterfall(world, venue);
}

function runWaterfall(world: World, venue: TwinVenue): void {
  const total = sum(venue.losses.map(({ usd }) => usd));
  let left = total;
  for (const step of venue.terms.waterfall) {
    if (left <= 0) break;
    if (step.kind === "insurance") left -= payFromInsurance(world, venue, left);
    else if (step.kind === "vault") left -= payFromVault(world, venue, left);
    else if (step.kind === "adl") left -= deleverage(world, venue, left / total, step.rank);
    else left -= socialise(world, venue, left);
  }
  if (left > 0) notice(world, "loss left to the counterparty");
  venue.losses = [];
}

function makeWhole(venue: TwinVenue, usd: number): void {
  venue.counterpartyCash += usd / venue.peg;
  if (venue.terms.kind === "pool") venue.vault += usd / venue.peg;
}

function payFromInsurance(world: World, venue: TwinVenue, left: number): number {
  const paid = Math.min(left, Math.max(0, venue.insurance * venue.peg));
  if (paid === 0) return 0;
  venue.insurance = paid < left ? 0 : venue.insurance - paid / venue.peg;
  makeWhole(venue, paid);
  venue.tally.insuranceUsed += paid;
  if (venue.insurance <= 0 && Number.isNaN(venue.tally.exhaustedAt))
    venue.tally.exhaustedAt = world.now;
  notice(world, "waterfall insurance");
  return paid;
}

/** A pool's vault is the counterparty and has gone without what is left already: it bears what it can without it. */
function payFromVault(world: World, venue: TwinVenue, left: number): number {
  const own = venue.vault * venue.peg;
  const balance = venue.terms.kind === "pool" ? own + left : own;
  const paid = Math.min(left, Math.max(0, balance));
  if (paid === 0) return 0;
  if (venue.terms.kind !== "pool") {
    venue.vault -= paid / venue.peg;
    makeWhole(venue, paid);
  }
  venue.tally.vaultLoss += paid;
  notice(world, "waterfall vault");
  return paid;
}

/** Per USD of open notional at the mark, both sides; lenders simply bear it. */
function socialise(world: World, venue: TwinVenue, usd: number): number {
  if (venue.terms.kind !== "lending") {
    const view = atMark(world);
    const open = accountsOf(world, venue).reduce(
      (total, one) => total + openNotional(one, view),
      0,
    );
    if (open <= 0) return 0;
    for (const market of venue.markets) {
      market.owed.long += (usd / open) * view.mark(market);
      market.owed.short += (usd / open) * view.mark(market);
    }
  }
  venue.tally.socialised += usd;
  notice(world, venue.terms.kind === "lending" ? "waterfall lenders" : "waterfall socialise");
  return usd;
}

function accountsOf(world: World, venue: TwinVenue): Account[] {
  return world.accounts.filter((account) => account.venue === venue);
}

/** A part this close to the whole is the whole. */
const ROUNDING = 1e-12;

type Rank = "profit_leverage" | "pro_rata";

/** @param uncovered share of the step's loss that is still open. @returns USD taken */
function deleverage(world: World, venue: TwinVenue, uncovered: number, rank: Rank): number {
  let taken = 0;
  for (const market of venue.markets) {
    taken += takeProfits(world, market, -1, uncovered * lossOf(venue, market, 1), rank);
    taken += takeProfits(world, market, 1, uncovered * lossOf(venue, market, -1), rank);
  }
  return taken;
}

/** USD of the step's loss that came from one side of a market: each account's is split by notional. */
function lossOf(venue: TwinVenue, market: TwinMarket, sign: number): number {
  return sum(
    venue.losses.flatMap(({ usd, positions }) => {
      const all = sum(positions.map(({ notional }) => notional));
      return positions
        .filter((position) => position.market === market && position.size * sign > 0)
        .map(({ notional }) => (usd * notional) / all);
    }),
  );
}

function takeProfits(
  world: World,
  market: TwinMarket,
  sign: number,
  wanted: number,
  rank: Rank,
): number {
  if (wanted <= 0) return 0;
  const view = atMark(world);
  const mark = view.mark(market);
  const winners = accountsOf(world, market.venue).flatMap((account) =>
    account.positions
      .filter((position) => position.market === market && position.size * sign > 0)
      .map((position) => ({
        account,
        position,
        profit: position.size * (mark - position.entry),
        equity: equityOf(account, view),
      }))
      .filter(({ profit, equity }) => profit > 0 && equity > 0)
      .map((winner) => ({
        ...winner,
        rank: rankOf(winner.position, mark, winner.profit, winner.equity),
      })),
  );
  const available = sum(winners.map(({ profit }) => profit));
  const taken = Math.min(wanted, available);
  if (taken > 0) notice(world, `waterfall adl ${rank}`);
  if (taken > 0 && taken < available) notice(world, `adl in part ${rank}`);
  let left = taken;
  if (rank === "profit_leverage") winners.sort((one, other) => other.rank - one.rank);
  for (const { position, account, profit } of winners) {
    const part = rank === "pro_rata" ? (profit * taken) / available : Math.min(left, profit);
    if (part > 0) keep(world, account);
    if (part > 0) closeAtMark(account, position, part, profit, mark);
    if (part > 0 && account.positions.every(({ size }) => size === 0)) loseLeg(world, account);
    left -= part;
  }
  return taken;
}

/** (profit / cost basis) * (notional / equity). */
function rankOf({ size, entry }: Position, mark: number, profit: number, equity: number): number {
  return (profit / (Math.abs(size) * entry)) * ((Math.abs(size) * mark) / equity);
}

/** Closes the part of a position that holds the profit taken: the account is left with its principal. */
function closeAtMark(
  account: Account,
  position: Position,
  part: number,
  profit: number,
  mark: number,
): void {
  const { market } = position;
  const { venue } = market;
  const whole = part >= profit * (1 - ROUNDING);
  const closing = whole ? position.size : (position.size * part) / profit;
  const charge = unsettledCharge(position);
  account.cash -= charge / venue.peg;
  account.chargesPaid += charge;
  makeWhole(venue, charge);
  position.settled = position.size > 0 ? market.owed.long : market.owed.short;
  position.size = whole ? 0 : position.size - closing;
  market.counterpartySize += closing;
  market.counterpartyCost += closing * position.entry;
  venue.tally.deleveraged += part;
  venue.tally.deleveragedNotional += Math.abs(closing) * mark;
}

/** Accounts that are under water at true prices are bad debt too, in breach or not, through the same waterfall. */
export function closeHorizon(world: World): void {
  const view = atTruth(world);
  for (const account of world.accounts) {
    if (account.closed) continue;
    const missing = -netWorth(account, view);
    if (missing > (account.breach === null ? 1e-6 : 0)) writeOff(world, account, missing);
    if (missing > 1e-6 && account.breach === null) notice(world, "under water unseen");
    endBreach(world, account);
  }
  settleLosses(world);
}

function writeOff(world: World, account: Account, usd: number): void {
  const view = atMark(world);
  world.tally.unresolved += usd;
  if (account.breach?.began === 0) {
    world.tally.initialUnresolved += usd;
    notice(world, "unresolved since t = 0");
  }
  noteBadDebt(
    account.venue,
    usd,
    account.positions.map(({ market, size }) => ({
      market,
      size,
      notional: Math.abs(size) * view.mark(market),
    })),
  );
  if (account.venue.terms.kind === "lending") account.debt *= 1 - usd / debtOf(account);
  else account.cash += usd / account.venue.peg;
  notice(
    world,
    account.venue.terms.kind === "lending" ? "unresolved lending" : "unresolved trading",
  );
}
