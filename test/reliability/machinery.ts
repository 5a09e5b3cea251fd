/** Small resolved models: two chains, no book, a calm market. Whatever a test is about it says itself. */
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Bridge } from "../../src/model/resolved/bridge.ts";
import type { Chain } from "../../src/model/resolved/chain.ts";
import type { Prover, Sequencer } from "../../src/model/resolved/component.ts";
import type { FaultMode, FaultModeName } from "../../src/model/resolved/fault.ts";
import type { ForcedEvent } from "../../src/model/resolved/scenario.ts";

export const HOUR = 3600;

export function machinery(parts: Partial<ResolvedModel> = {}): ResolvedModel {
  return {
    name: "machinery",
    description: "",
    horizon: 720 * HOUR,
    step: HOUR,
    steps: 720,
    market: {
      assets: [
        { kind: "base", name: "ETH", price: 2000, volatility: 0, drift: 0 },
        { kind: "cash", name: "USDC", price: 1 },
        {
          kind: "wrapped",
          name: "ETHw",
          underlying: 0,
          bridge: 3,
          overshoot: 0,
          recovery: 1,
          oracleAtPar: 0,
        },
      ],
      baseAssets: [0],
      correlation: [1],
      jumps: null,
    },
    settlement: { finality: 900 },
    sequencers: [sequencer("nitro"), sequencer("commons")],
    provers: [prover("prover")],
    chains: [optimistic("arb", 0), zk("zk", 1)],
    bridges: [
      canonical("arb-canonical", 0),
      canonical("zk-canonical", 1),
      pools("hop"),
      gate("wormgate"),
    ],
    venues: [],
    book: { seed: "1", cohorts: [], accounts: [] },
    scenario: [],
    sampling: { paths: 1, seed: "1", feedback: 1 },
    metrics: [],
    ...parts,
  };
}

export function sequencer(name: string, ...faults: FaultMode[]): Sequencer {
  return { name, faults };
}

export function prover(name: string, parts: Partial<Prover> = {}): Prover {
  return { name, workers: 1, proofTime: { kind: "constant", value: 600 }, faults: [], ...parts };
}

export function optimistic(
  name: string,
  sequencerIndex: number,
  parts: Partial<Chain> = {},
): Chain {
  return {
    name,
    kind: "optimistic",
    sequencer: sequencerIndex,
    prover: -1,
    batchInterval: 0,
    postingDelay: 600,
    challengeWindow: 10_000,
    executionDelay: 0,
    valueLocked: 0,
    ...parts,
  };
}

export function zk(name: string, sequencerIndex: number, parts: Partial<Chain> = {}): Chain {
  return {
    name,
    kind: "zk",
    sequencer: sequencerIndex,
    prover: 0,
    batchInterval: 900,
    postingDelay: 0,
    challengeWindow: 0,
    executionDelay: 3600,
    valueLocked: 0,
    ...parts,
  };
}

export function canonical(name: string, chain: number, ...faults: FaultMode[]): Bridge {
  return { kind: "canonical", name, chain, faults };
}

/** 1 000 000 USD on each of the two chains, two minutes, 10 bp. */
export function pools(name: string, amounts: readonly number[] = [1e6, 1e6]): Bridge {
  const entries = amounts.map((amount, chain) => ({ chain, amount }));
  return {
    kind: "liquidity",
    name,
    pools: entries,
    latency: 120,
    fee: 0.001,
    rebalance: [0, 1],
    faults: [],
  };
}

/** From arb to zk, 2 000 000 USD locked: 1 000 units at the start price; 3 600 000 USD an hour. */
export function gate(name: string, ...faults: FaultMode[]): Bridge {
  return {
    kind: "lock_mint",
    name,
    from: 0,
    to: 1,
    locked: 2e6,
    confirmations: 300,
    limit: 1000,
    faults,
  };
}

/** 1 000 000 USD under the claims on these chains, five minutes. */
export function layer(name: string, chains: readonly number[], ...faults: FaultMode[]): Bridge {
  return { kind: "shared", name, chains, backing: 1e6, latency: 300, faults };
}

export function fault(
  mode: FaultModeName,
  rate: number,
  duration: number,
  parts: Partial<FaultMode> = {},
): FaultMode {
  return {
    mode,
    rate,
    duration: { kind: "constant", value: duration },
    stress: 0,
    slowdown: 1,
    loss: null,
    ...parts,
  };
}

export function force(
  component: string,
  mode: FaultModeName,
  at: number,
  duration: number,
  figure = 0,
): ForcedEvent {
  const takes = ["exploit", "invalid_claim", "soundness_bug", "compromise"].includes(mode);
  const slows = mode === "slow" || mode === "congestion";
  return {
    kind: "fault",
    at,
    component,
    mode,
    duration,
    loss: takes ? figure : 0,
    slowdown: slows ? figure : 1,
    ...(mode === "degrade" && { capacity: figure }),
    ...(mode === "reorganisation" && { depth: figure }),
  };
}
