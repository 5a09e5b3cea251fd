/** Which venues may liquidate, what their keepers can take, and what a censor could have taken from them. */
import {
  atMark,
  debtOf,
  collateralValue,
  isLiquidatable,
  netWorth,
  openNotional,
} from "./valuation.ts";
import { type Account, type TwinVenue, type World, notice } from "./world.ts";

/** Live, past its grace period and not censored; keepers get a step's worth at most, and none while the chain is down. */
export function openVenues(world: World): void {
  const { machinery, model } = world;
  for (const venue of world.venues) {
    const { chain, liquidation } = venue.terms;
    venue.open = isReady(world, venue) && machinery.chainCensored[chain] === 0;
    if (!venue.open) venue.closedSteps.push(world.step);
    const share = machinery.chainCapacity[chain] / machinery.congestion;
    const flow = share > 0 ? liquidation.keepers * share : 0;
    const down = machinery.chainDowntime[chain] - world.downtime[chain];
    const live = Math.max(0, model.step - down);
    venue.keepers =
      flow === Infinity ? Infinity : Math.min(flow * model.step, venue.keepers + flow * live);
    if (share < 1) notice(world, "keepers at a share of their capacity");
  }
}

function isReady({ machinery, now }: World, { terms: { chain, oracle } }: TwinVenue): boolean {
  const restarted = machinery.chainRestartedAt[chain];
  return machinery.chainLive[chain] === 1 && now >= restarted + oracle.gracePeriod;
}

/** Penalties of accounts that only the censor keeps from liquidation, once per breach. */
export function countCensored(world: World): void {
  for (const account of world.accounts) {
    const { venue, breach, closed } = account;
    if (closed || breach === null || breach.censored) continue;
    if (world.machinery.chainCensored[venue.terms.chain] === 0 || !isReady(world, venue)) continue;
    if (!isLiquidatable(account, atMark(world))) continue;
    breach.censored = true;
    world.tally.mev += penaltyOf(world, account);
    notice(world, "censored liquidation");
  }
}

function penaltyOf(world: World, account: Account): number {
  const { penalty, closeFactor, dust } = account.venue.terms.liquidation;
  const view = atMark(world);
  if (account.venue.terms.kind === "lending") {
    const value = collateralValue(account, view);
    if (value <= 0) return 0;
    const debt = debtOf(account);
    const wanted = Math.min(debt, value) < dust ? debt : closeFactor * debt;
    return penalty * Math.min(wanted, value / (1 + penalty));
  }
  const notional = openNotional(account, view);
  const closed = notional < dust ? notional : closeFactor * notional;
  return Math.min(Math.max(0, netWorth(account, view)), penalty * closed);
}
