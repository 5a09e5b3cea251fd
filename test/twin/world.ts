/**
 * The naive twin's world: one path as plain objects.
 *
 * Everything the engine keeps in typed arrays, indices and running sums is here an object that one can print. The twin
 * borrows only what it does not test: faults, queues and routes (`engine/network`), exogenous log returns
 * (`market/createReturns`, `market/jumps`), distributions, random streams and the book at t = 0.
 */
import type { Book, Policy } from "../../src/book/book.ts";
import type { Route } from "../../src/bridges/routes.ts";
import type { Machinery } from "../../src/engine/network/machinery.ts";
import type { JumpProcesses } from "../../src/market/jumps.ts";
import type { Returns } from "../../src/market/returns.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Cohort } from "../../src/model/resolved/book.ts";
import type { Venue, VenueMarket } from "../../src/model/resolved/venue.ts";
import type { Past } from "./rollbacks.ts";
import type { StreamRegistry } from "../../src/random/streams.ts";

/** A base asset's prices. USD. */
export interface Lane {
  readonly asset: number;
  readonly start: number;
  /** S_ex. */
  exogenous: number;
  /** log(S / S_ex). */
  permanent: number;
  /** S. */
  global: number;
  least: number;
  leastExogenous: number;
  /** Of S since the stress was last updated. */
  logReturn: number;
}

/** A venue's oracle of one base asset. */
export interface Feed {
  value: number;
  /** What the update that `value` came with would have shown had nobody moved S. */
  unmoved: number;
  sent: number;
  sentAt: number;
  underWay: { readonly value: number; readonly unmoved: number; readonly landing: number }[];
}

/** Borrowers of a cohort who use the window that a late oracle leaves. */
export interface Drawing {
  readonly cohort: Cohort;
  readonly accounts: readonly Account[];
  seen: number;
  exploits: number;
  ready: { readonly at: number; readonly account: Account }[];
}

/** One loss of a cash asset: a share of its peg. */
export interface Depeg {
  readonly at: number;
  readonly loss: number;
}

/** One market of one venue. */
export interface TwinMarket {
  readonly terms: VenueMarket;
  readonly venue: TwinVenue;
  readonly lane: Lane;
  readonly feed: Feed;
  /** State of the impact law, and displacement log(P / S). */
  x: number;
  displacement: number;
  /** P and its least so far, USD. */
  price: number;
  least: number;
  /** USD owed per unit since t = 0, by longs and by shorts: funding and socialised losses. */
  owed: { long: number; short: number };
  premium: number;
  fundingDue: number;
  fundingRates: number[];
  /** What makers or the vault took over from accounts: units, and their cost in USD. */
  counterpartySize: number;
  counterpartyCost: number;
}

export interface TwinVenue {
  readonly index: number;
  readonly terms: Venue;
  readonly settlement: number;
  /** USD per unit of the settlement asset at its peg, and now. */
  readonly par: number;
  peg: number;
  readonly cashHaircut: number;
  readonly markets: TwinMarket[];
  readonly feeds: Map<Lane, Feed>;
  readonly refillRoutes: readonly Route[];
  open: boolean;
  /** Steps in which it could not liquidate. */
  closedSteps: number[];
  /** USD that keepers can still take. */
  keepers: number;
  debtIndex: number;
  /** Signed USD of liquidation flow since the last refill. */
  flow: number;
  refill: number;
  refillRefused: boolean;
  /** Units of the settlement asset. */
  insurance: number;
  vault: number;
  /** Worth of the vault at the start or after the last run; when the next is due, s. */
  runBase: number;
  runAt: number | null;
  /** Units of it gained by makers, pool vault or lenders; paid by makers in fees for refills. */
  counterpartyCash: number;
  refillFees: number;
  losses: Loss[];
  readonly tally: VenueTally;
}

export interface VenueTally {
  liquidated: number;
  accounts: Set<Account>;
  badDebt: number;
  insuranceUsed: number;
  vaultLoss: number;
  deleveraged: number;
  deleveragedNotional: number;
  socialised: number;
  penalties: number;
  largestDisplacement: number;
  leastDepthShare: number;
  /** s; NaN: the fund has not run dry. */
  exhaustedAt: number;
}

/** Bad debt of one account, and the positions it came from. */
export interface Loss {
  readonly usd: number;
  readonly positions: readonly {
    readonly market: TwinMarket;
    readonly size: number;
    readonly notional: number;
  }[];
}

export interface Position {
  readonly market: TwinMarket;
  size: number;
  readonly entry: number;
  /** USD per unit up to which charges are settled. */
  settled: number;
}

/** Collateral other than settlement cash. */
export interface Balance {
  readonly asset: number;
  readonly haircut: number;
  /** Where it is sold; null: at the global price. */
  readonly market: TwinMarket | null;
  units: number;
}

export interface Breach {
  /** Step in which it was first seen, at S or at the mark. */
  readonly began: number;
  /** Step in which it was first seen at the mark. */
  atMark: number | null;
  cause: Cause;
  parent: Sale | null;
  /** Parts of the displacement by venue, summing to 1 where there is a parent. */
  shares: Map<TwinVenue, number>;
  lastClose: number | null;
  /** Whether a censor could have taken its penalty. */
  censored: boolean;
}

export interface Account {
  readonly index: number;
  readonly venue: TwinVenue;
  readonly positions: Position[];
  readonly balances: Balance[];
  /** Units of the settlement asset. */
  cash: number;
  /** Units of the borrowed asset / the venue's debt index. */
  debt: number;
  readonly saleMarket: TwinMarket | null;
  /** USD settled so far. */
  chargesPaid: number;
  closed: boolean;
  breach: Breach | null;
  readonly calls: Calls | null;
  /** Has drawn down, and tops nothing up. */
  left: boolean;
  order: Order | null;
}

/** What an account wants closed of its own accord. */
export interface Order {
  readonly cause: "panic" | "unwind";
  /** s; when it is sent. */
  readonly at: number;
  sent: boolean;
  /** s; when the escape hatch forces it in. */
  forcedAt: number;
  done: boolean;
}

/** An account's margin calls. */
export interface Calls {
  readonly policy: Policy;
  readonly item: number;
  readonly asset: number;
  /** Collateral balance it lands in; null: cash. */
  readonly balance: Balance | null;
  readonly routes: readonly Route[];
  /** Units of what is sent that the collateral of t = 0 is worth. */
  readonly startUnits: number;
  wallet: number;
  episodes: number;
  inEpisode: boolean;
  /** s; of the next request. */
  requestAt: number | null;
  underWay: boolean;
  /** Units asked for in this episode that have not landed. */
  unlanded: number;
}

export const CAUSES = [
  "market",
  "impact",
  "funding",
  "depeg",
  "gap",
  "blocked_top_up",
  "initial",
  "panic",
  "unwind",
] as const;
export type Cause = (typeof CAUSES)[number];

/** What one venue closes in one generation. */
export interface Sale {
  readonly number: number;
  readonly venue: TwinVenue;
  readonly time: number;
  readonly generation: number;
  readonly closes: Close[];
  /** Flow Q, USD, by market. */
  readonly flow: Map<TwinMarket, number>;
  /** What decay has left of the flow in the state x, by market. */
  readonly left: Map<TwinMarket, number>;
  /** Permanent displacement of log S, by lane. */
  readonly permanent: Map<Lane, number>;
  displacement: number;
  /** Whether a restart has undone it. */
  undone: boolean;
}

export interface Close {
  readonly number: number;
  readonly account: Account;
  readonly cause: Cause;
  readonly parent: Sale | null;
  readonly breachStep: number;
  readonly notional: number;
  badDebt: number;
}

export type Row = Record<string, number>;

export interface Tables {
  readonly venues: Row[];
  readonly cascades: Row[];
  readonly liquidations: Row[];
  readonly transfers: Row[];
  readonly delays: Row[];
  readonly contagion: Row[];
}

export interface World {
  readonly model: ResolvedModel;
  readonly book: Book;
  readonly path: number;
  readonly registry: StreamRegistry;
  readonly machinery: Machinery;
  readonly returns: Returns;
  readonly jumps: JumpProcesses;
  step: number;
  now: number;
  readonly lanes: Lane[];
  readonly venues: TwinVenue[];
  readonly accounts: Account[];
  /** USD per unit of each cash asset as of the last look at prices; NaN for others. */
  readonly cash: number[];
  /** Depegs so far, and those to come, by cash asset. */
  readonly depegs: Map<number, Depeg[]>;
  /** True price and shown price of each asset over its lane's price. */
  readonly ratios: { true: number; shown: number }[];
  /** Cohorts that draw down, with the exploits they have seen and who is ready when. */
  drawing: Drawing[];
  stressRatio: number;
  stress: number;
  /** Places in the scenario that have happened. */
  readonly forced: Set<number>;
  heldBack: number[];
  /** Top-ups that wait on the settlement layer for their chain. */
  inbox: { readonly id: number; readonly forcedAt: number }[];
  /** What is left of each chain's canonical backing. */
  readonly backed: number[];
  /** By crowd of the book: the halt it watches, when its patience ends, how often it has panicked. */
  readonly crowds: { halt: number; alarm: number | null; panics: number }[];
  /** Traders who have lost a leg and decided. */
  readonly decided: Set<string>;
  readonly sales: Sale[];
  /** Closes of all sales, in order. */
  readonly closes: Close[];
  readonly contagion: Map<string, number>;
  /** What restarts may put back. */
  readonly past: Past;
  readonly tally: {
    unresolved: number;
    /** Of accounts that have been in breach since t = 0. */
    initialUnresolved: number;
    trappedUsdSeconds: number;
    mev: number;
    leastInventoryShare: number;
    topUpsAsked: number;
    topUpsLanded: number;
    topUpsBlockedUsd: number;
  };
  readonly downtime: number[];
  readonly exitBlocked: number[];
  readonly tables: Tables;
  /** What happened at all, for a sample to say what it covers. */
  readonly events: Map<string, number>;
}

/** Notes that something happened. */
export function notice(world: World, event: string): void {
  world.events.set(event, (world.events.get(event) ?? 0) + 1);
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
