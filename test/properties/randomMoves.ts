/**
 * Books of every kind of account, and moves of everything that can bring one nearer to a call or a liquidation, for the
 * property of the index. Moves are not the market's: marks, S, oracles, charges and debts go where they like.
 */
import fc from "fast-check";
import type { LoadedModel } from "../../src/model/parse.ts";
import { type Block, world } from "../contagion/stage.ts";
import { between } from "./randomBook.ts";

/** Prices at t = 0. */
const PRICES = { ETH: 1000, BTC: 2000 } as const;
type Market = keyof typeof PRICES;
/** Lines of the model: two of each order book, one of the lender. */
export const LINES = 5;

const side = fc.constantFrom(1, -1);

/** An account and its collateral: gross notional (what is borrowed) over equity. */
const trader = fc.record({
  venue: fc.constantFrom("v", "o"),
  sizes: fc.array(fc.tuple(fc.constantFrom<Market>("ETH", "BTC"), side, between(0.1, 40)), {
    minLength: 1,
    maxLength: 3,
  }),
  /** Low ones with a call level of 8 have requirements that grow faster than their equity. */
  leverage: fc.oneof({ weight: 3, arbitrary: between(1.5, 25) }, between(0.3, 1.5)),
  /** Share of the collateral that is not cash. */
  risky: fc.oneof(fc.constant(0), between(0, 1)),
  callLevel: fc.constantFrom(null, 1, 1.3, 2, 8),
});
const borrower = fc.record({
  units: fc.tuple(between(0.1, 20), between(0, 20)),
  loanToValue: between(0.2, 0.75),
  callLevel: fc.constantFrom(null, 1, 1.2),
});

const rate = between(0, 0.3);
const terms = fc.record({
  haircuts: fc.tuple(fc.constantFrom(0, 0.02), rate, rate),
  /** Funding and socialised losses. */
  charged: fc.boolean(),
  bracket: between(1e3, 5e4),
  maintenance: fc.tuple(between(0.004, 0.05), between(0.06, 0.2)),
});

export interface IndexedBook {
  readonly terms: readonly [Terms, Terms];
  /** Whether cash may leave its peg. */
  readonly depegs: boolean;
  /** Whether the canonical backing of the venues' chain may be taken. */
  readonly robbed: boolean;
  readonly traders: readonly (typeof trader extends fc.Arbitrary<infer T> ? T : never)[];
  readonly borrowers: readonly (typeof borrower extends fc.Arbitrary<infer T> ? T : never)[];
}
type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

export const indexedBook: fc.Arbitrary<IndexedBook> = fc.record({
  terms: fc.tuple(terms, terms),
  depegs: fc.boolean(),
  robbed: fc.boolean(),
  traders: fc.array(trader, { minLength: 1, maxLength: 10 }),
  borrowers: fc.array(borrower, { maxLength: 4 }),
});

/** Where one step takes everything. Accounts are picked by a fraction of their number. */
export interface Move {
  /** Simple returns of S: ETH, BTC. */
  readonly returns: readonly [number, number];
  /** Mark over S, less 1, by line; of the oracles of slots likewise. */
  readonly spread: readonly number[];
  /** Takes ETH to a key of the index, this much (relative) short of it or past it, in place of its return. */
  readonly edge: { readonly watch: number; readonly nudge: number } | null;
  /** What oracles show of the wrapped asset. */
  readonly ratio: number;
  /** What is left of the canonical backing. */
  readonly backing: number;
  /** Price of cash over its peg. */
  readonly cash: number;
  /** USD per unit owed by longs and by shorts of a charged line, before trading and, as a socialised loss, after it. */
  readonly charges: readonly Charge[];
  readonly losses: readonly Charge[];
  /** Growth of debts. */
  readonly interest: number;
  readonly deposits: readonly Cut[];
  /** Of accounts in breach. */
  readonly closes: readonly Cut[];
  /** Of anybody. */
  readonly deleveraged: readonly Cut[];
}
export interface Charge {
  readonly line: number;
  readonly long: number;
  readonly short: number;
}
export interface Cut {
  readonly pick: number;
  readonly share: number;
}

/** Mostly small, for accounts to stay at their levels; at times large. */
const moderate = fc.oneof(
  { weight: 4, arbitrary: between(-0.01, 0.01) },
  { weight: 2, arbitrary: between(-0.06, 0.06) },
  { weight: 1, arbitrary: between(-0.25, 0.3) },
  { weight: 2, arbitrary: fc.constant(0) },
);
const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { maxLength: 3 }) },
  );
const charge = (least: number): fc.Arbitrary<Charge> =>
  fc.record({
    line: fc.integer({ min: 0, max: LINES - 2 }),
    long: between(least, 20),
    short: between(least, 20),
  });
const cut: fc.Arbitrary<Cut> = fc.record({
  pick: between(0, 0.999),
  share: fc.oneof(fc.constant(1), between(0.1, 0.9)),
});
const spread = fc.oneof(fc.constant(0), between(-0.03, 0.03));

const move: fc.Arbitrary<Move> = fc.record({
  returns: fc.tuple(moderate, moderate),
  spread: fc.array(spread, { minLength: LINES, maxLength: LINES }),
  edge: fc.option(
    fc.record({ watch: between(0, 0.999), nudge: fc.constantFrom(0, 1e-12, -1e-12, 2e-9, -2e-9) }),
    { freq: 2 },
  ),
  ratio: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, between(0.5, 1)),
  backing: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, between(0.5, 1)),
  cash: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, between(0.6, 1), between(0.98, 1)),
  charges: few(charge(-20)),
  losses: few(charge(0)),
  interest: fc.oneof(fc.constant(0), between(0, 0.002), between(0, 0.03)),
  deposits: few(cut),
  closes: few(cut),
  deleveraged: few(cut),
});

export const moves: fc.Arbitrary<Move[]> = fc.array(move, { minLength: 1, maxLength: 20 });

/** The model of a book: an order book at its own price, one at its oracle, a lender. */
export function indexedModel({
  terms: [own, oracle],
  depegs,
  traders,
  borrowers,
}: IndexedBook): LoadedModel {
  return world({
    market: {
      assets: {
        ETH: { price: PRICES.ETH, volatility: 0 },
        BTC: { price: PRICES.BTC, volatility: 0 },
        USDC: {
          price: 1,
          kind: "cash",
          ...(depegs ? { depeg: { rate: 0, loss: { constant: 0.1 }, recovery: "1 hour" } } : {}),
        },
        ETHw: { kind: "wrapped", underlying: "ETH", bridge: "gate" },
      },
    },
    chains: {
      l2: { kind: "optimistic", challenge_window: "7 days" },
      home: { kind: "optimistic", challenge_window: "7 days" },
    },
    bridges: { gate: { kind: "lock_mint", from: "home", to: "l2", locked: 1e9 } },
    venues: {
      v: orderBook("venue", own),
      o: orderBook("oracle", oracle),
      w: {
        chain: "l2",
        kind: "lending",
        collateral: { ETH: own.haircuts[1], ETHw: own.haircuts[2] },
        borrow: { USDC: { rate: "0.1 / year" } },
        markets: { ETH: LINE },
      },
    },
    book: {
      accounts: [
        ...traders.map((one, index) => ({
          id: `t${index}`,
          venue: one.venue,
          ...holdings(one),
          ...topUp(one.callLevel),
        })),
        ...borrowers.map(({ units: [ETH, ETHw], loanToValue, callLevel }, index) => ({
          id: `b${index}`,
          venue: "w",
          collateral: { ETH, ETHw },
          debt: loanToValue * (ETH + ETHw) * PRICES.ETH,
          ...topUp(callLevel),
        })),
      ],
    },
  });
}

const LINE: Block = { depth_1pct: 1e6, resilience: "1 hour" };

function orderBook(
  mark: "venue" | "oracle",
  { haircuts, charged, bracket, maintenance }: Terms,
): Block {
  const [first, second] = maintenance;
  return {
    chain: "l2",
    kind: "orderbook",
    mark,
    collateral: { USDC: haircuts[0], ETH: haircuts[1], ETHw: haircuts[2] },
    markets: {
      ETH: charged ? { ...LINE, funding: { interval: "1 hour", cap: 0.01 } } : LINE,
      BTC: LINE,
    },
    margin: [
      { up_to: bracket, initial: 2 * first, maintenance: first },
      { initial: 2 * second, maintenance: second },
    ],
    waterfall: charged ? ["socialise"] : [],
  };
}

function holdings({ sizes, leverage, risky }: IndexedBook["traders"][number]): Block {
  const positions: Partial<Record<Market, { size: number }>> = {};
  let gross = 0;
  for (const [market, sign, size] of sizes) {
    if (market in positions) continue;
    positions[market] = { size: sign * size };
    gross += size * PRICES[market];
  }
  const equity = gross / leverage;
  const units = (equity * risky) / 2 / PRICES.ETH;
  return { positions, collateral: { USDC: equity * (1 - risky), ETH: units, ETHw: units } };
}

/** Called and never willing: deposits come from the moves. */
function topUp(callLevel: number | null): Block {
  if (callLevel === null) return {};
  const reaction = { constant: "1 minute" };
  return {
    top_up: { call_level: callLevel, probability: 0, reaction, from: "l2", amount: 0.3 },
  };
}
