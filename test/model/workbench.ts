/** A small model with one of everything that is simulated, and ways to spoil it. */
import { parseModel, type ParseOptions } from "../../src/model/parse.ts";
import { ModelError } from "../../src/model/problems.ts";

export const smallModel = `name: small
horizon: 1 day
step: 1 minute
params:
  base_rate: 3 / year
  twice: =2 * base_rate
market:
  assets:
    BTC: { price: 95000, volatility: 0.6 }
    ETH: { price: 3200, volatility: 0.8, drift: 0.05 }
    USDC: { price: 1, kind: cash }
    ETHw: { kind: wrapped, underlying: ETH, bridge: gate, recovery: 6 hours }
  correlation: { BTC/ETH: 0.87 }
  jumps: { rate: 50 / year, size: { ETH: { mean: -0.005, sd: 0.04 } }, shared: 0.7 }
sequencers:
  one: { faults: [ { mode: halt, rate: =twice, duration: { exponential: { mean: 4 hours } } } ] }
provers:
  p: { workers: 4, proof_time: { lognormal: { median: 30 minutes, sigma: 0.4 } } }
chains:
  arb: { kind: optimistic, sequencer: one, challenge_window: 6.4 days }
  zk: { kind: zk, sequencer: { faults: [ { mode: halt, rate: 1 / year, duration: { constant: 1 hour } } ] }, prover: p, batch_interval: 15 minutes }
bridges:
  can: { kind: canonical, chain: arb }
  hop: { kind: liquidity, pools: { arb: 20e6, zk: 12e6 }, fee: 4 bp, rebalance: [ can ] }
  gate: { kind: lock_mint, from: arb, to: zk, locked: 150e6, limit: 10e6 / hour }
venues:
  perps:
    chain: arb
    kind: orderbook
    collateral: { USDC: 0, ETH: 0.1 }
    markets:
      ETH: { depth_1pct: 12e6, resilience: 20 minutes, permanent: 0.3 }
    margin:
      - { up_to: 1e6, initial: 0.05, maintenance: 0.025 }
      - { initial: 0.10, maintenance: 0.05 }
    liquidation: { profit_gate: true, penalty: 0.01 }
    waterfall: [ { insurance: 4e6 }, adl, socialise ]
    makers: { inventory: 30e6, hub: zk, replenish: [ hop ] }
  loans:
    chain: zk
    kind: lending
    collateral: { ETHw: 0.25 }
    borrow: { USDC: { rate: 0.06 / year } }
    markets: { ETH: { depth_1pct: 6e6, resilience: 20 minutes } }
    waterfall: [ { insurance: 1e6 }, socialise ]
book:
  seed: 11
  cohorts:
    retail:
      accounts: 100
      venue: perps
      markets: { ETH: 1 }
      notional: { pareto: { minimum: 300, alpha: 1.1, cap: 5e6 } }
      leverage: { lognormal: { median: 7, sigma: 0.6 }, cap: 20 }
      collateral: { USDC: 0.8, ETH: 0.2 }
      top_up: { call_level: 1.3, reaction: { exponential: { mean: 30 minutes } }, from: zk, amount: 0.3 }
    borrowers:
      accounts: 10
      venue: loans
      markets: { ETH: 1 }
      notional: { constant: 9000 }
      loan_to_value: { constant: 0.5 }
      collateral: { ETHw: 1 }
  accounts:
    - { id: whale, venue: perps, collateral: { USDC: 6e6 }, positions: { ETH: { size: 15000 } } }
scenario:
  - { at: 6 hours, price: { ETH: -0.2 } }
  - { at: 1 hour, fault: provers.p, mode: slow, duration: 2 hours, slowdown: 3 }
sampling: { paths: 100, seed: 0 }
metrics:
  public_loss_usd: bad_debt_usd + socialised_usd
`;

/** The small model with one piece of its text replaced. @throws Error when the piece is not there. */
export function spoiled(piece: string, other: string): string {
  if (!smallModel.includes(piece)) throw new Error(`the small model has no '${piece}'`);
  return smallModel.replace(piece, () => other);
}

export const columns: readonly string[] = ["bad_debt_usd", "socialised_usd"];

/** Everything that is wrong with a model, empty when nothing is. */
export function problemsOf(text: string, options: Partial<ParseOptions> = {}): readonly string[] {
  try {
    parseModel(text, { fileName: "m.yaml", metricNames: columns, ...options });
    return [];
  } catch (error) {
    if (error instanceof ModelError) return error.problems;
    throw error;
  }
}
