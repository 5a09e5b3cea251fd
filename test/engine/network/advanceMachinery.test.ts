import { expect, test } from "vitest";
import { backingRatio } from "../../../src/bridges/backing.ts";
import { advanceMachinery, nextEventAt } from "../../../src/engine/network/advanceMachinery.ts";
import { createMachinery, resetMachinery } from "../../../src/engine/network/machinery.ts";
import type { Machinery } from "../../../src/engine/network/machinery.ts";
import { createRegistry } from "../../../src/random/streams.ts";
import type { ResolvedModel } from "../../../src/model/resolved.ts";
import type { Bridge } from "../../../src/model/resolved/bridge.ts";
import {
  fault,
  force,
  gate,
  HOUR,
  machinery,
  prover,
  sequencer,
  zk,
} from "../../reliability/machinery.ts";
import {
  ARB,
  ask,
  batchRows,
  ETH,
  ETHW,
  faultRows,
  GATE,
  HOP,
  networkOf,
  transferRows,
  USDC,
  ZK,
} from "./networks.ts";

test("statuses are those of the step's end: halted at 90.5, restarted at 200.25, downtime 109.75 s", () => {
  const network = networkOf(
    machinery({ scenario: [force("sequencers.nitro", "halt", 90.5, 109.75)] }),
  );
  advanceMachinery(network, 60, 1);
  expect([network.chainLive[ARB], network.chainHaltedAt[ARB], network.chainDowntime[ARB]]).toEqual([
    1,
    -Infinity,
    0,
  ]);
  advanceMachinery(network, 120, 1);
  expect([network.chainLive[ARB], network.chainHaltedAt[ARB], network.chainDowntime[ARB]]).toEqual([
    0, 90.5, 29.5,
  ]);
  expect([network.chainLive[ZK], network.chainRestartedAt[ARB]]).toEqual([1, -Infinity]);
  advanceMachinery(network, 240, 1);
  expect([
    network.chainLive[ARB],
    network.chainRestartedAt[ARB],
    network.chainDowntime[ARB],
  ]).toEqual([1, 200.25, 109.75]);
});

test("an event at a step's end belongs to that step, one at 0 to the first", () => {
  const scenario = [
    force("sequencers.nitro", "halt", 0, 60),
    force("bridges.hop", "pause", 120, 60),
  ];
  const network = networkOf(machinery({ scenario }));
  expect(nextEventAt(network)).toBe(0);
  advanceMachinery(network, 60, 1);
  expect([network.chainLive[ARB], network.chainHaltedAt[ARB], network.chainDowntime[ARB]]).toEqual([
    1, 0, 60,
  ]);
  advanceMachinery(network, 120, 1);
  expect(network.bridgeLive[HOP]).toBe(0);
});

test("a shared sequencer takes both its chains down and up together", () => {
  const chains = [zk("a", 0), zk("b", 0), zk("c", -1)];
  const network = networkOf(
    machinery({ chains, bridges: [], scenario: [force("sequencers.nitro", "halt", 10, 20)] }),
  );
  advanceMachinery(network, 15, 1);
  expect([...network.chainLive]).toEqual([0, 0, 1]);
  advanceMachinery(network, 40, 1);
  expect([...network.chainDowntime]).toEqual([20, 20, 0]);
});

test("an exploit takes 25 % of 1000 units at once; the bridge goes on for 600 s, then stops to the horizon", () => {
  const model = machinery({ scenario: [force("bridges.wormgate", "exploit", 90, 600, 0.25)] });
  const network = networkOf(model);
  advanceMachinery(network, 120, 1);
  const { exploits } = network;
  expect([exploits.count, exploits.bridge[0], exploits.at[0], exploits.units[0]]).toEqual([
    1,
    GATE,
    90,
    250,
  ]);
  expect([
    network.bridgeLive[GATE],
    network.exploitedAt[GATE],
    backingRatio(network.bridges.backings, GATE),
  ]).toEqual([1, 90, 0.75]);
  const early = ask(network, model, ARB, ZK, ETHW, 2000, 180);
  const late = ask(network, model, ARB, ZK, ETHW, 2000, 660);
  expect(exploits.count).toBe(0);
  advanceMachinery(network, 100 * HOUR, 1);
  expect(network.bridgeLive[GATE]).toBe(0);
  expect(network.transfers.landedAt[early]).toBe(480);
  expect(network.transfers.landedAt[late]).toBe(NaN);
  expect(faultRows(network)).toEqual([[6, 3, 1, 90, NaN]]);
});

test("exits are blocked for as long as a chain is halted or none of its bridges is up: 3000 s and 500 s", () => {
  const scenario = [
    force("sequencers.nitro", "halt", 1000, 3000),
    force("bridges.zk-canonical", "pause", 5000, 2000),
    force("bridges.hop", "pause", 5500, 2000),
    force("bridges.wormgate", "pause", 6500, 2000),
  ];
  const network = networkOf(machinery({ scenario }));
  for (let to = 60; to <= 6600; to += 60) advanceMachinery(network, to, 1);
  expect([...network.chainExitBlockedSeconds]).toEqual([3000, 100]);
  expect([...network.exitOpen]).toEqual([1, 0]);
  advanceMachinery(network, 9000, 1);
  expect([...network.chainExitBlockedSeconds]).toEqual([3000, 500]);
});

const duration = { kind: "lognormal", median: 1800, sigma: 1 } as const;
const busy: ResolvedModel = machinery({
  sequencers: [
    sequencer("nitro", fault("halt", 2e-5, 0, { duration })),
    sequencer("commons", fault("halt", 2e-5, 0, { duration, stress: 1 })),
  ],
  provers: [
    prover("prover", {
      proofTime: { kind: "lognormal", median: 500, sigma: 0.4 },
      faults: [
        fault("halt", 1e-5, 0, { duration }),
        fault("slow", 2e-5, 0, { duration, slowdown: 3 }),
      ],
    }),
  ],
  bridges: machinery().bridges.map((bridge): Bridge => {
    const exploit = fault("exploit", 1e-6, 0, {
      duration,
      loss: { kind: "beta", mean: 0.3, concentration: 4 },
    });
    const pause = fault("pause", 1e-5, 0, { duration });
    return bridge.kind === "lock_mint"
      ? gate(bridge.name, pause, exploit)
      : { ...bridge, faults: [pause] };
  }),
});

/** Three days with a request of each kind every two hours, and everything that came of it. */
function live(
  network: Machinery,
  path: number,
  step: number,
  stress: (at: number) => number,
): unknown {
  resetMachinery(network, path);
  const landed: number[] = [];
  for (let to = step; to <= 72 * HOUR; to += step) {
    advanceMachinery(network, to, stress(to));
    landed.push(...network.transfers.landed.subarray(0, network.transfers.landedCount));
    if (to % (2 * HOUR) !== 0) continue;
    ask(network, busy, ZK, ARB, ETH, 1000, to);
    ask(network, busy, ARB, ZK, USDC, 120_000, to);
    ask(network, busy, ARB, ZK, ETHW, 5000, to);
  }
  const status = [
    network.chainDowntime,
    network.chainExitBlockedSeconds,
    network.poolBalance,
    network.backing,
  ].map((a) => [...a]);
  return {
    status,
    landed,
    faults: faultRows(network),
    batches: batchRows(network),
    transfers: transferRows(network),
  };
}

test("a path is the same to the last bit whatever paths came before, and differs from its neighbours", () => {
  const network = networkOf(busy);
  const stress = (at: number): number => 1 + ((at / 60) % 7);
  const first = live(network, 5, 60, stress);
  const second = live(network, 6, 60, stress);
  expect(second).not.toEqual(first);
  expect(live(network, 5, 60, stress)).toEqual(first);
  expect(live(createMachinery(busy, createRegistry("7")), 5, 60, stress)).toEqual(first);
  expect(network.faults.log.count).toBeGreaterThan(5);
  expect(network.transfers.count).toBeGreaterThan(100);
});

test("events do not feel the grid: steps of 60 s and of 3600 s give the same faults, batches, transfers and landings", () => {
  const network = networkOf(busy);
  for (let path = 0; path < 20; path++) {
    const calm = (): number => 1;
    expect(live(network, path, 3600, calm)).toEqual(live(network, path, 60, calm));
  }
});

test("over 50 paths pools and claims balance: pools + cash in flight - cash paid in = start, backing + taken = claims", () => {
  const network = networkOf(busy);
  for (let path = 0; path < 50; path++) {
    resetMachinery(network, path);
    let taken = 0;
    for (let to = 600; to <= 72 * HOUR; to += 600) {
      advanceMachinery(network, to, 1);
      for (let row = 0; row < network.exploits.count; row++) taken += network.exploits.units[row];
      ask(network, busy, ARB, ZK, USDC, 20_000, to);
      ask(network, busy, ARB, ZK, ETHW, 5000, to);
    }
    let owed = 2e6;
    const { transfers } = network;
    for (let id = 0; id < transfers.count; id++) {
      if (transfers.route[id] === HOP) owed += transfers.fee[id];
      if (transfers.purpose[id] === 2 && Number.isNaN(transfers.landedAt[id]))
        owed -= transfers.amount[id];
    }
    const held = network.poolBalance.reduce((sum, balance) => sum + balance, 0);
    expect(Math.abs(held - owed)).toBeLessThan(1e-6);
    expect(network.backing[GATE] + taken).toBeCloseTo(network.claims[GATE], 9);
  }
});
