import { expect, test } from "vitest";
import {
  BLOCKED,
  BRIDGE_PAUSED,
  CHAIN_HALTED,
  IN_FLIGHT,
  LANDED,
  LIMIT,
  NO_ROUTE,
  POOL_SHORT,
  REBALANCE,
  REFILL,
  REFUSED,
  TOP_UP,
} from "../../../src/bridges/transferWords.ts";
import type { TransferRequest } from "../../../src/bridges/transfers.ts";
import { routesOf } from "../../../src/bridges/routes.ts";
import { advanceMachinery } from "../../../src/engine/network/advanceMachinery.ts";
import { askTransfer, canTransfer } from "../../../src/engine/network/askTransfer.ts";
import type { ResolvedModel } from "../../../src/model/resolved.ts";
import { canonical, force, HOUR, machinery, pools } from "../../reliability/machinery.ts";
import {
  ARB,
  ARB_CANONICAL,
  ask,
  ETH,
  ETHW,
  GATE,
  HOP,
  networkOf,
  transferRows,
  USDC,
  ZK,
} from "./networks.ts";

const PAIR = ARB_CANONICAL + 4 * (1 + 1);

function landing(
  model: ResolvedModel,
  from: number,
  to: number,
  asset: number,
  amount: number,
  now: number,
): number {
  const network = networkOf(model);
  const id = ask(network, model, from, to, asset, amount, now);
  advanceMachinery(network, 100 * HOUR, 1);
  return network.transfers.landedAt[id];
}

test("cash takes the pools: 100 000 USD asked at 1000 land at 1120, less 100 USD that stay in the destination pool", () => {
  const model = machinery();
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, USDC, 100_000, 1000);
  expect(network.transfers.fee[id]).toBe(100);
  expect([...network.poolBalance]).toEqual([1_100_000, 900_100]);
  expect(network.bridges.pools.minShare).toBe(0.9001);
  advanceMachinery(network, 1119, 1);
  expect(network.transfers.landedCount).toBe(0);
  advanceMachinery(network, 1200, 1);
  expect([...network.transfers.landed.subarray(0, network.transfers.landedCount)]).toEqual([id]);
  expect(transferRows(network)).toEqual([[TOP_UP, HOP, 1000, 1120, 100_000, LANDED, -1]]);
  advanceMachinery(network, 1300, 1);
  expect(network.transfers.landedCount).toBe(0);
});

test("ETH leaves the optimistic chain canonically: asked at 1000, lands at 1000 + 600 + 10 000 + 900 + 900", () => {
  expect(landing(machinery(), ARB, ZK, ETH, 50_000, 1000)).toBe(13_400);
});

test("ETH leaves the zk chain with the batch of 1800: proven 2400, final 6900, lands at 7800", () => {
  expect(landing(machinery(), ZK, ARB, ETH, 50_000, 1000)).toBe(7800);
});

test("a prover halted from 2000 to 10 000 delays that by 8000 s, slow by 3 from 1800 on by 1200 s", () => {
  const halted = machinery({ scenario: [force("provers.prover", "halt", 2000, 8000)] });
  expect(landing(halted, ZK, ARB, ETH, 50_000, 1000)).toBe(15_800);
  const slow = machinery({ scenario: [force("provers.prover", "slow", 1800, 1e6, 3)] });
  // The batch of 900 is proven at 1500, so the one of 1800 has the prover for itself.
  expect(landing(slow, ZK, ARB, ETH, 50_000, 1000)).toBe(9000);
});

test("a deposit into a chain that is halted when it arrives lands at the restart, 20 000, and not before", () => {
  const scenario = [force("sequencers.commons", "halt", 13_000, 7000)];
  expect(landing(machinery({ scenario }), ARB, ZK, ETH, 50_000, 1000)).toBe(20_000);
});

test("cash over the pools into a chain that halts on the way lands at its restart, 5000", () => {
  const scenario = [force("sequencers.commons", "halt", 1050, 3950)];
  expect(landing(machinery({ scenario }), ARB, ZK, USDC, 1000, 1000)).toBe(5000);
});

test("what waited for a restart and what arrives at it land together, by id", () => {
  const model = machinery({ scenario: [force("sequencers.commons", "halt", 13_390, 10)] });
  const network = networkOf(model);
  const slow = ask(network, model, ARB, ZK, ETH, 50_000, 1000);
  const quick = ask(network, model, ARB, ZK, USDC, 1000, 13_275);
  advanceMachinery(network, 14_000, 1);
  expect([...network.transfers.landed.subarray(0, 2)]).toEqual([slow, quick]);
  expect([network.transfers.landedAt[slow], network.transfers.landedAt[quick]]).toEqual([
    13_400, 13_400,
  ]);
});

test("the fastest live way: pools; canonical while they are paused or short; the first listed at equal times", () => {
  const route = (model: ResolvedModel, amount: number): number => {
    const network = networkOf(model);
    return network.transfers.route[ask(network, model, ARB, ZK, USDC, amount, 1000)];
  };
  expect(route(machinery(), 1000)).toBe(HOP);
  expect(route(machinery(), 1_000_001)).toBe(PAIR);
  expect(route(machinery({ scenario: [force("bridges.hop", "pause", 500, 1000)] }), 1000)).toBe(
    PAIR,
  );
  const twins = machinery({ bridges: [pools("one"), pools("two")] });
  expect(route(twins, 1000)).toBe(0);
});

test("a canonical way of unknown length, its prover halted, is taken when it is the only one and passed over else", () => {
  const scenario = [force("provers.prover", "halt", 0, 10 * HOUR)];
  const model = machinery({ scenario });
  const network = networkOf(model);
  expect(network.transfers.route[ask(network, model, ZK, ARB, USDC, 1000, 1000)]).toBe(HOP);
  expect(network.transfers.route[ask(network, model, ZK, ARB, ETH, 1000, 1000)]).toBe(1 + 4);
});

test.each([
  ["chain_halted", force("sequencers.nitro", "halt", 0, 9000), USDC, 1000, CHAIN_HALTED, BLOCKED],
  [
    "bridge_paused",
    force("bridges.zk-canonical", "pause", 0, 9000),
    ETH,
    1000,
    BRIDGE_PAUSED,
    BLOCKED,
  ],
  ["limit", force("bridges.hop", "pause", 0, 9000), ETHW, 3.7e6, LIMIT, REFUSED],
  [
    "bridge_paused",
    force("bridges.wormgate", "pause", 0, 9000),
    ETHW,
    1000,
    BRIDGE_PAUSED,
    BLOCKED,
  ],
] as const)("no live way: %s", (_, event, asset, amount, reason, outcome) => {
  const model = machinery({ scenario: [event] });
  const network = networkOf(model);
  expect(ask(network, model, ARB, ZK, asset, amount, 1000)).toBe(-1);
  expect(network.refusal).toBe(reason);
  expect(transferRows(network)).toEqual([[TOP_UP, -1, 1000, NaN, amount, outcome, reason]]);
});

test("no live way: pool_short where the pools are all there is, no_route where there is nothing", () => {
  const model = machinery();
  const network = networkOf(model);
  const only = routesOf(model, [HOP], ARB, ZK);
  const refill = (usd: number): TransferRequest => {
    const where = { asset: USDC, from: ARB, to: ZK };
    return { purpose: REFILL, owner: 0, ...where, usd, units: usd, at: 0 };
  };
  expect(askTransfer(network, only, refill(1_000_001))).toBe(-1);
  expect(network.refusal).toBe(POOL_SHORT);
  expect(askTransfer(network, [], refill(1))).toBe(-1);
  expect(network.refusal).toBe(NO_ROUTE);
  expect(transferRows(network).map((row) => row.slice(-2))).toEqual([
    [REFUSED, POOL_SHORT],
    [BLOCKED, NO_ROUTE],
  ]);
});

test("a claim is minted 300 s after the lock; backing and claims move at the lock", () => {
  const model = machinery();
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, ETHW, 200_000, 1000);
  expect([network.backing[GATE], network.claims[GATE]]).toEqual([1100, 1100]);
  advanceMachinery(network, 2000, 1);
  expect(network.transfers.landedAt[id]).toBe(1300);
});

test("a claim in flight over a bridge that pauses is minted when the bridge is live again, at 1700", () => {
  expect(
    landing(
      machinery({ scenario: [force("bridges.wormgate", "pause", 1200, 500)] }),
      ARB,
      ZK,
      ETHW,
      1000,
      1000,
    ),
  ).toBe(1700);
});

test("a pool drained to 400 600 of 1 000 000 gets 599 400 back over the canonical pair 12 400 s later", () => {
  const model = machinery();
  const network = networkOf(model);
  ask(network, model, ARB, ZK, USDC, 600_000, 1000);
  expect([...network.poolBalance]).toEqual([1_600_000 - 599_400, 400_600]);
  expect(transferRows(network)[1]).toEqual([REBALANCE, PAIR, 1000, NaN, 599_400, IN_FLIGHT, -1]);
  ask(network, model, ARB, ZK, USDC, 100_000, 2000);
  expect(network.transfers.count).toBe(3);
  advanceMachinery(network, 13_400, 1);
  expect(transferRows(network)[1][3]).toBe(13_400);
  expect(network.poolBalance[1]).toBeCloseTo(400_600 - 99_900 + 599_400, 6);
});

test("a pool is refilled only as far as the fullest one is above its own start, and from no other", () => {
  const third = canonical("vld-canonical", 2);
  const base = machinery();
  const hop = { ...pools("hop", [1e6, 1e6, 1e6]), rebalance: [0, 1, 4] };
  const chains = [...base.chains, { ...base.chains[0], name: "vld" }];
  const model = {
    ...base,
    chains,
    bridges: [...base.bridges.slice(0, 2), hop, base.bridges[3], third],
  };
  const network = networkOf(model);
  ask(network, model, 0, 2, USDC, 400_000, 100);
  ask(network, model, 1, 2, USDC, 300_000, 100);
  const [, , rebalance] = transferRows(network);
  expect(rebalance).toEqual([REBALANCE, 0 + 5 * (4 + 1), 100, NaN, 400_000, IN_FLIGHT, -1]);
});

test("a pool that no way could refill while the canonical bridge was paused is refilled when it is back, at 5000", () => {
  const model = machinery({ scenario: [force("bridges.arb-canonical", "pause", 500, 4500)] });
  const network = networkOf(model);
  ask(network, model, ARB, ZK, USDC, 600_000, 1000);
  expect(network.transfers.count).toBe(1);
  advanceMachinery(network, 6000, 1);
  expect(transferRows(network)[1].slice(0, 3)).toEqual([REBALANCE, PAIR, 5000]);
});

test("a pool that is drained again after its refill landed is refilled again", () => {
  const model = machinery();
  const network = networkOf(model);
  ask(network, model, ARB, ZK, USDC, 600_000, 1000);
  ask(network, model, ARB, ZK, USDC, 600_000, 20_000);
  expect(transferRows(network).map(([purpose, , asked]) => [purpose, asked])).toEqual([
    [TOP_UP, 1000],
    [REBALANCE, 1000],
    [TOP_UP, 20_000],
    [REBALANCE, 20_000],
  ]);
});

test("a paused bridge does not refill its pools: drained at 1000, no way to refill until 3000, paused then, it waits for 5000", () => {
  const scenario = [
    force("bridges.arb-canonical", "pause", 500, 2500),
    force("bridges.hop", "pause", 2000, 3000),
  ];
  const model = machinery({ scenario });
  const network = networkOf(model);
  ask(network, model, ARB, ZK, USDC, 600_000, 1000);
  advanceMachinery(network, 6000, 1);
  expect(transferRows(network)[1].slice(0, 3)).toEqual([REBALANCE, PAIR, 5000]);
});

test("canTransfer says what askTransfer would do, 1 000 000 USD yes and a cent more no, and leaves no trace", () => {
  const network = networkOf(machinery());
  const only = routesOf(machinery(), [HOP], ARB, ZK);
  expect(canTransfer(network, only, 1_000_000, 1_000_000, 0)).toBe(true);
  expect(canTransfer(network, only, 1_000_000.01, 1_000_000.01, 0)).toBe(false);
  expect(canTransfer(network, [], 1, 1, 0)).toBe(false);
  expect(network.transfers.count).toBe(0);
  expect([...network.poolBalance]).toEqual([1e6, 1e6]);
});
