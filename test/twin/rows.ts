/** The rows of a finished path, summed up from what happened, one by one. */
import { unsettledCharge } from "./valuation.ts";
import {
  CAUSES,
  type Account,
  type Row,
  type Sale,
  type TwinVenue,
  type World,
  sum,
} from "./world.ts";

const HOUR = 3600;

/** The row of the paths table. */
export function pathRow(world: World): Row {
  const { tally, machinery, venues, path } = world;
  const sales = world.sales.filter(({ undone, generation }) => !undone && generation >= 0);
  const closes = sales.flatMap((sale) => sale.closes);
  const cascades = cascadesOf(world);
  const total = (
    key:
      | "liquidated"
      | "badDebt"
      | "insuranceUsed"
      | "vaultLoss"
      | "deleveraged"
      | "deleveragedNotional"
      | "socialised"
      | "penalties",
  ): number => sum(venues.map((venue) => venue.tally[key]));
  const initial = closes.filter(({ cause }) => cause === "initial");
  const share = (part: number): number => (closes.length === 0 ? NaN : part / closes.length);
  const { log } = machinery.faults;
  const row: Row = {
    path,
    weight: 1,
    liquidated_usd: total("liquidated"),
    liquidated_accounts: sum(venues.map((venue) => venue.tally.accounts.size)),
    cascades: cascades.length,
    largest_cascade_usd: Math.max(0, ...cascades.map((cascade) => cascade["notional_usd"])),
    max_generation: closes.length === 0 ? NaN : Math.max(...sales.map((sale) => sale.generation)),
    branching_ratio: share(closes.filter(({ cause }) => cause === "impact").length),
    amplification: amplification(world),
    bad_debt_usd: total("badDebt"),
    insurance_used_usd: total("insuranceUsed"),
    vault_loss_usd: total("vaultLoss"),
    adl_usd: total("deleveraged"),
    socialised_usd: total("socialised"),
    penalties_usd: total("penalties"),
    trapped_usd_hours: tally.trappedUsdSeconds / HOUR,
    top_ups_asked: tally.topUpsAsked,
    top_ups_landed: tally.topUpsLanded,
    top_ups_blocked_usd: tally.topUpsBlockedUsd,
    faults: log.count,
    downtime_hours: sum(machinery.chainDowntime) / HOUR,
    first_fault: log.count === 0 ? NaN : log.component[0],
    clearing_defaults: 0,
    clearing_loss_usd: 0,
    unresolved_bad_debt_usd: tally.unresolved,
    adl_notional_usd: total("deleveragedNotional"),
    makers_pnl_usd: counterpartyProfit(world),
    same_step_share: share(
      sum(sales.map((sale) => (sale.generation > 0 ? sale.closes.length : 0))),
    ),
    peak_minute_usd: Math.max(0, ...minutesOf(sales)),
    insurance_exhausted_s: firstOf(venues.map((venue) => venue.tally.exhaustedAt)),
    mev_usd: tally.mev,
    min_inventory_share: tally.leastInventoryShare,
    min_pool_share: machinery.bridges.pools.minShare,
    initial_liquidated_usd: sum(initial.map(({ notional }) => notional)),
    initial_bad_debt_usd: sum(initial.map(({ badDebt }) => badDebt)) + tally.initialUnresolved,
  };
  for (const lane of world.lanes) {
    const { name } = world.model.market.assets[lane.asset];
    row[`min_price_${name}`] = lane.least;
    row[`final_price_${name}`] = lane.global;
  }
  return row;
}

/** Largest fall of P over largest fall of S_ex; nothing where the latter is under 1 %. */
function amplification({ venues }: World): number {
  const ratios = venues
    .flatMap(({ markets }) => markets)
    .filter(({ lane }) => 1 - lane.leastExogenous / lane.start >= 0.01)
    .map(({ lane, least }) => (1 - least / lane.start) / (1 - lane.leastExogenous / lane.start));
  return ratios.length === 0 ? NaN : Math.max(...ratios);
}

/** Wealth that makers and pools' vaults have gained: cash, positions at S, charges that accounts owe them. */
function counterpartyProfit(world: World): number {
  let profit = 0;
  for (const { terms, peg, counterpartyCash, refillFees, markets } of world.venues) {
    profit -= refillFees * peg;
    if (terms.kind === "lending") continue;
    profit += counterpartyCash * peg;
    for (const market of markets)
      profit += market.counterpartySize * market.lane.global - market.counterpartyCost;
  }
  for (const account of world.accounts) {
    if (account.venue.terms.kind === "lending") continue;
    for (const position of account.positions) profit += unsettledCharge(position);
  }
  return profit + startingPositions(world);
}

/** Against the book of t = 0 the counterparty holds minus every position, at the accounts' own entries. */
function startingPositions({ book, venues }: World): number {
  const lines = venues.flatMap(({ markets }) => markets);
  let profit = 0;
  for (let at = 0; at < book.positionSize.length; at++) {
    const { lane } = lines[book.positionLine[at]];
    profit -= book.positionSize[at] * (lane.global - lane.start);
  }
  return profit;
}

export function writeVenues(world: World): void {
  for (const { index, tally, insurance, peg } of world.venues) {
    if (tally.accounts.size === 0) continue;
    world.tables.venues.push({
      path: world.path,
      venue: index,
      liquidated_usd: tally.liquidated,
      liquidated_accounts: tally.accounts.size,
      bad_debt_usd: tally.badDebt,
      insurance_left_usd: insurance * peg,
      vault_loss_usd: tally.vaultLoss,
      adl_usd: tally.deleveraged,
      socialised_usd: tally.socialised,
      max_displacement: tally.largestDisplacement,
      min_depth_share: tally.leastDepthShare,
    });
  }
}

/** Neither undone nor of closing orders. */
function counts({ undone, generation }: Sale): boolean {
  return !undone && generation >= 0;
}

/** Cascades: sales linked by the parents of their closes, however many links apart. */
export function cascadesOf(world: World): Row[] {
  const group = new Map<Sale, Sale[]>(world.sales.map((sale) => [sale, [sale]]));
  for (const sale of world.sales) {
    for (const { parent } of sale.closes) {
      if (parent === null || group.get(parent) === group.get(sale)) continue;
      const joined = [...group.get(parent)!, ...group.get(sale)!];
      for (const member of joined) group.set(member, joined);
    }
  }
  const groups = [...new Set(world.sales.filter(counts).map((sale) => group.get(sale)!))];
  return groups.map((sales, number) => cascadeRow(world.path, number, sales));
}

function cascadeRow(path: number, cascade: number, members: readonly Sale[]): Row {
  const sales = members.toSorted((one, other) => one.number - other.number);
  const closes = sales.filter(({ undone }) => !undone).flatMap((sale) => sale.closes);
  const forced = sales.filter(counts);
  const liquidations = forced.flatMap((sale) => sale.closes);
  return {
    path,
    cascade,
    start_s: sales[0].time,
    duration_s: sales[sales.length - 1].time - sales[0].time,
    trigger: CAUSES.indexOf(sales[0].closes[0].cause),
    venues: new Set<TwinVenue>(forced.map(({ venue }) => venue)).size,
    accounts: new Set<Account>(liquidations.map(({ account }) => account)).size,
    notional_usd: sum(closes.map(({ notional }) => notional)),
    generations: Math.max(...forced.map(({ generation }) => generation)) + 1,
    peak_displacement: Math.max(...sales.map(({ displacement }) => displacement)),
    bad_debt_usd: sum(closes.map(({ badDebt }) => badDebt)),
  };
}

/** USD liquidated in each minute that has any; a step's end belongs to the minute it closes. */
function minutesOf(sales: readonly Sale[]): number[] {
  const minutes = new Map<number, number>();
  for (const { time, closes } of sales) {
    const minute = Math.ceil(time / 60);
    minutes.set(minute, (minutes.get(minute) ?? 0) + sum(closes.map(({ notional }) => notional)));
  }
  return [...minutes.values()];
}

function firstOf(times: readonly number[]): number {
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? NaN : Math.min(...known);
}

export function writeTransfers(world: World): void {
  const { transfers } = world.machinery;
  for (let id = 0; id < transfers.count; id++) {
    world.tables.transfers.push({
      path: world.path,
      purpose: transfers.purpose[id],
      from: transfers.from[id],
      to: transfers.to[id],
      route: transfers.route[id],
      asked_s: transfers.askedAt[id],
      landed_s: transfers.landedAt[id],
      amount_usd: transfers.amount[id],
      outcome: transfers.outcome[id],
      cause: transfers.cause[id],
    });
  }
}

export function writeContagion(world: World): void {
  for (const from of world.venues) {
    for (const to of world.venues) {
      const notional = world.contagion.get(`${from.index}/${to.index}`) ?? 0;
      if (notional !== 0)
        world.tables.contagion.push({
          path: world.path,
          from: from.index,
          to: to.index,
          notional,
          weight: 1,
        });
    }
  }
}
