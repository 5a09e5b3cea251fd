/**
 * The open workload *keeper lag* as a model: 2 000 accounts, 600 slots of a second, a fall of 30 % in the first 60 and a
 * rise of 8 % in the next 60, and keepers that act `lag` slots late.
 *
 * The lag is the venue's oracle: it shows S of `lag` slots ago, so an account is taken, at today's P, `lag` slots after
 * it fell short. Capital is lognormal in three groups, leverage uniform in each, both drawn here and written out as
 * explicit accounts, since a cohort draws notional and leverage and would tie one's law to the other's. All are long:
 * shorts only gain from a fall. Diffusion tells the runs apart (0.35 % over the whole horizon). No feedback on prices
 * and no penalty: what is lost is lost to the lag.
 */
import type { ResolvedModel } from "../src/model/resolved.ts";
import { parseModel } from "../src/model/parse.ts";
import { inverseNormal } from "../src/random/inverseNormal.ts";
import { type Stream, createRegistry, streamOf, uniform } from "../src/random/streams.ts";

/** 80, 19 and 1 % of the accounts; USD, log standard deviation, leverage from and to. */
const GROUPS = [
  { name: "small", accounts: 1600, median: 2e3, sigma: 1, low: 2, high: 8 },
  { name: "middle", accounts: 380, median: 50e3, sigma: 0.8, low: 1, high: 5 },
  { name: "large", accounts: 20, median: 1e6, sigma: 0.7, low: 2, high: 10 },
] as const;

const SEED = 1;
const PRICE = 1000;
const MOVE_SLOTS = 60;
const MOVES = [-0.3, 0.08] as const;

/** @param lag slots between an account's shortfall and the keepers' close, at least 0 */
export function keeperLagModel(lag: number): ResolvedModel {
  const file = {
    name: "keeper-lag",
    horizon: "600 seconds",
    step: "1 second",
    market: {
      assets: { ETH: { price: PRICE, volatility: 0.8 }, USDC: { price: 1, kind: "cash" } },
    },
    chains: { l2: { kind: "optimistic", challenge_window: "7 days" } },
    venues: {
      perps: {
        chain: "l2",
        kind: "orderbook",
        mark: "oracle",
        collateral: { USDC: 0 },
        markets: { ETH: { depth_1pct: 1e8, exponent: 1, resilience: "1 minute" } },
        margin: [{ initial: 0.1, maintenance: 0.05 }],
        oracle: { latency: `${lag} seconds` },
        waterfall: [{ insurance: 10e6 }, { vault: 50e6 }, "adl", "socialise"],
      },
    },
    book: { accounts: GROUPS.flatMap(accountsOf) },
    scenario: MOVES.flatMap(moveInSteps),
    sampling: { paths: 200, seed: SEED, feedback: "off" },
  };
  return parseModel(JSON.stringify(file), { fileName: "keeper-lag" }).model;
}

interface Account {
  readonly id: string;
  readonly venue: string;
  readonly collateral: Readonly<Record<string, number>>;
  readonly positions: Readonly<Record<string, { readonly size: number }>>;
}

function accountsOf(group: (typeof GROUPS)[number]): Account[] {
  const registry = createRegistry(String(SEED));
  const capital = streamOf(registry, group.name, "capital");
  const leverage = streamOf(registry, group.name, "leverage");
  const draw = (stream: Stream, item: number): number => uniform(stream, 0, item);
  return Array.from({ length: group.accounts }, (_, item) => {
    const usd = group.median * Math.exp(group.sigma * inverseNormal(draw(capital, item)));
    const times = group.low + (group.high - group.low) * draw(leverage, item);
    return {
      id: `${group.name}/${item}`,
      venue: "perps",
      collateral: { USDC: usd },
      positions: { ETH: { size: (usd * times) / PRICE } },
    };
  });
}

/** A move in equal returns, one a slot, that compound to the whole. */
function moveInSteps(whole: number, move: number): object[] {
  const ETH = (1 + whole) ** (1 / MOVE_SLOTS) - 1;
  return Array.from({ length: MOVE_SLOTS }, (_, slot) => ({
    at: `${move * MOVE_SLOTS + slot + 1} seconds`,
    price: { ETH },
  }));
}
