/** A resolved model with two venues and three components that can fail, for tests of the machinery around a path. */

import type { ResolvedModel } from "../../src/model/resolved.ts";

const venue = (name: string, chain: number): ResolvedModel["venues"][number] => ({
  name,
  chain,
  kind: "orderbook",
  mark: "venue",
  collateral: [],
  markets: [],
  borrow: null,
  liquidation: {
    closeFactor: 1,
    penalty: 0,
    keepers: Infinity,
    gas: 0,
    profitGate: false,
    keeperShare: 0,
    dust: 100,
  },
  oracle: {
    heartbeat: Infinity,
    deviation: 0,
    latency: 0,
    gracePeriod: 0,
    graceBlocksTopUp: false,
  },
  waterfall: [],
  makers: null,
});

const chain = (name: string): ResolvedModel["chains"][number] => ({
  name,
  kind: "optimistic",
  sequencer: -1,
  prover: -1,
  batchInterval: 0,
  postingDelay: 0,
  challengeWindow: 604800,
  executionDelay: 0,
  valueLocked: 0,
});

/** @param name see the stand-in simulation for what a name does */
export function smallModel(name: string, paths: number, seed: string = "7"): ResolvedModel {
  return {
    name,
    description: "",
    horizon: 3600,
    step: 60,
    steps: 60,
    market: {
      assets: [
        { kind: "base", name: "ETH", price: 1000, volatility: 0, drift: 0 },
        { kind: "cash", name: "USDC", price: 1 },
      ],
      baseAssets: [0],
      correlation: [1],
      jumps: null,
    },
    settlement: { finality: 0 },
    sequencers: [{ name: "one", faults: [] }],
    provers: [{ name: "two", workers: 1, proofTime: { kind: "constant", value: 60 }, faults: [] }],
    chains: [chain("a"), chain("b")],
    bridges: [
      { kind: "canonical", name: "a-canonical", chain: 0, faults: [] },
      { kind: "canonical", name: "b-canonical", chain: 1, faults: [] },
    ],
    venues: [venue("v1", 0), venue("v,2", 1)],
    book: {
      seed: "book",
      cohorts: [],
      accounts: [],
    },
    scenario: [],
    sampling: { paths, seed, feedback: 1 },
    metrics: [
      { name: "ruin", expression: "bad_debt_usd > 100000" },
      { name: "loss_rate", expression: "bad_debt_usd / min_price_ETH" },
      { name: "amplified", expression: "amplification * 2" },
    ],
  };
}
