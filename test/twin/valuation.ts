/**
 * What an account is worth, and what it must hold: equity and requirement under several views of the prices.
 *
 *   E = cash and collateral after haircuts + sum q (mark - entry) - charges      M = sum of maintenance in brackets
 *   lending: E = collateral after haircuts, M = debt with interest
 */
import type { MarginTier } from "../../src/model/resolved/venue.ts";
import { laneOf, startPrice } from "./createWorld.ts";
import type { Account, Lane, Position, TwinMarket, TwinVenue, World } from "./world.ts";

/** One way to look at prices. USD per unit. */
export interface View {
  mark(market: TwinMarket): number;
  collateral(venue: TwinVenue, asset: number): number;
  cash(venue: TwinVenue): number;
}

const cashNow = ({ peg }: TwinVenue): number => peg;

/** What a unit of collateral at a venue is worth of its underlying, or at home. @param claim ratio of a wrapped claim */
export function ratioThere(world: World, venue: TwinVenue, asset: number, claim: number): number {
  const wrapped = world.model.market.assets[asset].kind === "wrapped";
  return wrapped ? claim : world.backed[venue.terms.chain];
}

function collateralAt(
  world: World,
  venue: TwinVenue,
  asset: number,
  price: (lane: Lane) => number,
  claim: number,
): number {
  const lane = laneOf(world, asset);
  const ratio = ratioThere(world, venue, asset, claim);
  return (lane === null ? world.cash[asset] : price(lane)) * ratio;
}

const ownPrice = (market: TwinMarket): number =>
  market.venue.terms.mark === "venue" ? market.price : market.feed.value;

const venueSees = (venue: TwinVenue, lane: Lane): number =>
  venue.terms.mark === "venue" ? lane.global : venue.feeds.get(lane)!.value;

/** What decides at the venue. */
export const atMark = (world: World): View => ({
  mark: ownPrice,
  collateral: (venue, asset) =>
    collateralAt(world, venue, asset, (lane) => venueSees(venue, lane), world.ratios[asset].shown),
  cash: cashNow,
});

/** As at the mark, with every claim at par. */
export const atPar = (world: World): View => ({
  mark: ownPrice,
  collateral: (venue, asset) =>
    laneOf(world, asset) === null
      ? startPrice(world.model, asset)
      : venueSees(venue, laneOf(world, asset)!),
  cash: ({ par }) => par,
});

/** As if every venue marked at S now. */
export const atGlobal = (world: World): View => ({
  mark: ({ lane }) => lane.global,
  collateral: (venue, asset) =>
    collateralAt(world, venue, asset, ({ global }) => global, world.ratios[asset].shown),
  cash: cashNow,
});

/** As at the mark, had nobody ever moved S: oracles as late as they are. */
export const atExogenous = (world: World): View => ({
  mark: ({ venue, lane, feed }) => (venue.terms.mark === "venue" ? lane.exogenous : feed.unmoved),
  collateral: (venue, asset) =>
    collateralAt(
      world,
      venue,
      asset,
      (lane) => (venue.terms.mark === "venue" ? lane.exogenous : venue.feeds.get(lane)!.unmoved),
      world.ratios[asset].shown,
    ),
  cash: cashNow,
});

/** What things are truly worth at the horizon. */
export const atTruth = (world: World): View => ({
  mark: (market) => (market.venue.terms.mark === "venue" ? market.price : market.lane.global),
  collateral: (venue, asset) =>
    collateralAt(world, venue, asset, ({ global }) => global, world.ratios[asset].true),
  cash: cashNow,
});

/** USD that a position owes since its charges were last settled. */
export function unsettledCharge({ market, size, settled }: Position): number {
  return Math.abs(size) * ((size > 0 ? market.owed.long : market.owed.short) - settled);
}

/** USD, interest included. @param price USD per unit of what was borrowed; now, unless given */
export function debtOf({ debt, venue }: Account, price: number = venue.peg): number {
  return debt * venue.debtIndex * price;
}

export function openNotional(account: Account, view: View): number {
  return account.positions.reduce(
    (total, { size, market }) => total + Math.abs(size) * view.mark(market),
    0,
  );
}

/** USD of collateral that is not settlement cash, without haircut. */
export function collateralValue({ balances, venue }: Account, view: View): number {
  return balances.reduce(
    (total, { units, asset }) => total + units * view.collateral(venue, asset),
    0,
  );
}

/** E. */
export function equityOf(account: Account, view: View): number {
  const { venue, positions, balances, cash } = account;
  let equity = cash * view.cash(venue) * (cash > 0 ? 1 - venue.cashHaircut : 1);
  for (const { units, asset, haircut } of balances)
    equity += units * view.collateral(venue, asset) * (1 - haircut);
  for (const position of positions) {
    const { market, size, entry } = position;
    equity += size * (view.mark(market) - entry) - unsettledCharge(position);
  }
  return equity;
}

/** M. */
export function requirementOf(account: Account, view: View): number {
  if (account.venue.terms.kind === "lending") return debtOf(account, view.cash(account.venue));
  return account.positions.reduce(
    (total, { market, size }) => total + maintenance(market, Math.abs(size) * view.mark(market)),
    0,
  );
}

/** Marginal rates in brackets, like income tax. */
function maintenance({ terms }: TwinMarket, notional: number): number {
  return inBrackets(terms.margin, notional, (tier) => tier.maintenance);
}

/** The same of initial margin, unscaled. */
export function initialMargin({ terms }: TwinMarket, notional: number): number {
  return inBrackets(terms.margin, notional, (tier) => tier.initial);
}

function inBrackets(
  tiers: readonly MarginTier[],
  notional: number,
  rate: (tier: MarginTier) => number,
): number {
  let total = 0;
  let from = 0;
  for (const tier of tiers) {
    if (notional > from) total += rate(tier) * (Math.min(notional, tier.upTo) - from);
    from = tier.upTo;
  }
  return total;
}

export function isLiquidatable(account: Account, view: View): boolean {
  return equityOf(account, view) < requirementOf(account, view);
}

/** Funding, socialised losses and interest since t = 0, settled or not. USD. */
export function chargesSoFar(account: Account): number {
  const { venue, positions, chargesPaid, debt } = account;
  const interest = debt * (venue.debtIndex - 1) * venue.peg;
  return positions.reduce(
    (total, position) => total + unsettledCharge(position),
    chargesPaid + interest,
  );
}

/** Worth without haircut, debt subtracted. USD. */
export function netWorth(account: Account, view: View): number {
  const { cash, venue, positions } = account;
  const price = view.cash(venue);
  let worth = cash * price + collateralValue(account, view) - debtOf(account, price);
  for (const position of positions) {
    const { market, size, entry } = position;
    worth += size * (view.mark(market) - entry) - unsettledCharge(position);
  }
  return worth;
}
