/** The ledger balances on random models with everything in them: a path that does not balance throws. */
import { expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { type Block, play, simulatorOf, world } from "../contagion/stage.ts";
import { between } from "./randomBook.ts";

const rates = fc.record({
  volatility: between(0.5, 3),
  jumps: between(0, 4000),
  halts: between(0, 3000),
  exploits: between(0, 500),
  depth: fc.constantFrom(1e6, 5e6),
  permanent: fc.constantFrom(0, 0.3),
  exponent: fc.constantFrom(0.5, 1, 1.5),
  closeFactor: fc.constantFrom(0.3, 1),
  gate: fc.boolean(),
  rank: fc.constantFrom("profit_leverage", "pro_rata"),
  insurance: fc.constantFrom(0, 2000, 1e6),
  keepers: fc.constantFrom("2e4 / minute", "1e6 / minute"),
  fee: fc.constantFrom(0, 0.003),
  peg: fc.constantFrom(1, 0.997),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

type Rates = typeof rates extends fc.Arbitrary<infer T> ? T : never;

const down = (rate: number, mode: string, more: Block = {}): Block[] =>
  rate > 1
    ? [{ mode, rate: `${rate} / year`, duration: { exponential: { mean: "20 minutes" } }, ...more }]
    : [];

const exploits = (rate: number): Block[] =>
  rate > 1
    ? [
        {
          mode: "exploit",
          rate: `${rate} / year`,
          loss: { uniform: { low: 0.1, high: 0.9 } },
          freeze: { constant: "20 minutes" },
        },
      ]
    : [];

/** Three chains, four bridges of their own, three venues and three cohorts over five hours in steps of five minutes. */
function everything(draw: Rates): Block {
  const line = {
    depth_1pct: draw.depth,
    depth_floor: draw.depth / 5,
    exponent: draw.exponent,
    permanent: draw.permanent,
    resilience: "20 minutes",
  };
  const funding = { interval: "30 minutes", cap: 0.002 };
  const liquidation = {
    close_factor: draw.closeFactor,
    penalty: 0.02,
    gas: 3,
    keepers: draw.keepers,
  };
  const makers = { inventory: 3e5, hub: "b", replenish: ["hop"] };
  const oracle = {
    deviation: 0.003,
    heartbeat: "20 minutes",
    latency: "30 seconds",
    grace_period: "10 minutes",
    grace_blocks_top_up: draw.gate,
  };
  const top_up = {
    call_level: 1.4,
    probability: 0.7,
    reaction: { exponential: { mean: "10 minutes" } },
    from: "b",
    amount: 0.4,
  };
  const cohort = (venue: string, more: Block): Block => ({
    accounts: 25,
    venue,
    markets: { ETH: 1 },
    notional: { lognormal: { median: 20_000, sigma: 1, cap: 1e6 } },
    ...more,
  });
  return {
    horizon: "5 hours",
    step: "5 minutes",
    market: {
      assets: {
        ETH: { price: 1000, volatility: draw.volatility },
        USDC: { price: draw.peg, kind: "cash" },
        ETHw: {
          kind: "wrapped",
          underlying: "ETH",
          bridge: "gate",
          overshoot: 0.3,
          oracle_at_par: "15 minutes",
        },
      },
      jumps: { rate: `${draw.jumps} / year`, size: { ETH: { mean: -0.01, sd: 0.06 } } },
    },
    settlement: {
      finality: "2 minutes",
      reorganisation: {
        rate: `${draw.halts * 2} / year`,
        depth: { exponential: { mean: "10 minutes" } },
      },
    },
    sequencers: {
      s: {
        faults: [...down(draw.halts, "halt"), ...down(draw.halts, "degrade", { capacity: 0.2 })],
      },
      t: { faults: down(draw.halts / 3, "halt") },
    },
    chains: {
      a: { kind: "optimistic", sequencer: "s", challenge_window: "1 hour" },
      b: { kind: "zk", sequencer: "t", batch_interval: "10 minutes" },
      c: { kind: "optimistic", sequencer: "t", challenge_window: "1 hour" },
    },
    bridges: {
      "a-canonical": { kind: "canonical", chain: "a" },
      "b-canonical": { kind: "canonical", chain: "b" },
      hop: {
        kind: "liquidity",
        pools: { a: 3e4, b: 3e4, c: 3e4 },
        latency: "3 minutes",
        fee: draw.fee,
        run: { trigger: 0.2, share: 0.4, time: "30 minutes" },
        rebalance: ["a-canonical", "b-canonical"],
        faults: [...down(draw.halts / 5, "pause"), ...exploits(draw.exploits)],
      },
      layer: {
        kind: "shared",
        chains: ["a", "b", "c"],
        backing: 1e6,
        latency: "4 minutes",
        faults: [...down(draw.halts / 3, "pause"), ...exploits(draw.exploits * 4)],
      },
      gate: {
        kind: "lock_mint",
        from: "b",
        to: "a",
        locked: 1e6,
        confirmations: "5 minutes",
        faults: exploits(draw.exploits),
      },
    },
    venues: {
      book: {
        chain: "a",
        kind: "orderbook",
        collateral: { USDC: 0, ETH: 0.1 },
        markets: { ETH: { ...line, funding } },
        margin: [
          { up_to: 50_000, initial: 0.05, maintenance: 0.02 },
          { initial: 0.1, maintenance: 0.05 },
        ],
        liquidation: { ...liquidation, profit_gate: draw.gate },
        oracle,
        makers,
        waterfall: [
          { insurance: draw.insurance },
          { vault: 1000 },
          { adl: { rank: draw.rank } },
          "socialise",
        ],
      },
      pool: {
        chain: "b",
        kind: "pool",
        collateral: { USDC: 0.01 },
        markets: { ETH: { ...line, funding } },
        margin: [{ initial: 0.05, maintenance: 0.03 }],
        liquidation,
        oracle,
        waterfall: [{ vault: 50_000 }, { adl: { rank: draw.rank } }, "socialise"],
      },
      loans: {
        chain: "c",
        kind: "lending",
        collateral: { ETH: 0.2, ETHw: 0.25 },
        borrow: { USDC: { rate: "0.5 / year" } },
        markets: { ETH: line },
        liquidation: { ...liquidation, penalty: 0.05 },
        oracle,
        waterfall: [{ insurance: draw.insurance }, "socialise"],
      },
    },
    book: {
      seed: draw.seed,
      cohorts: {
        traders: cohort("book", {
          leverage: { uniform: { low: 3, high: 18 } },
          collateral: { USDC: 0.7, ETH: 0.3 },
          top_up,
        }),
        players: cohort("pool", {
          leverage: { uniform: { low: 5, high: 30 } },
          collateral: { USDC: 1 },
          top_up: { ...top_up, from: "a" },
        }),
        borrowers: cohort("loans", {
          loan_to_value: { uniform: { low: 0.5, high: 0.72 } },
          collateral: { ETHw: 0.6, ETH: 0.4 },
          top_up,
        }),
      },
    },
    sampling: { paths: 3, seed: draw.seed, feedback: "calibrated" },
  };
}

test(
  "the ledger balances on 3 paths of each of 60 random models, in which everything happens",
  { timeout: 60_000 },
  () => {
    const seen = {
      liquidated_accounts: 0,
      bad_debt_usd: 0,
      insurance_used_usd: 0,
      vault_loss_usd: 0,
      adl_usd: 0,
      socialised_usd: 0,
      top_ups_landed: 0,
      top_ups_blocked_usd: 0,
      unresolved_bad_debt_usd: 0,
      faults: 0,
    };
    const property = fc.property(rates, (draw) => {
      const simulator = simulatorOf(world(everything(draw)));
      for (let path = 0; path < 3; path++) {
        const { row } = play(simulator, path);
        for (const name of Object.keys(seen) as (keyof typeof seen)[]) {
          expect(row[name]).toBeGreaterThanOrEqual(0);
          if (row[name] > 0) seen[name]++;
        }
      }
    });
    fc.assert(property, { seed: 99, numRuns: 60 });
    for (const [name, paths] of Object.entries(seen)) expect(paths, name).toBeGreaterThan(5);
  },
);
