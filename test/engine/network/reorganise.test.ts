import { expect, test } from "vitest";
import {
  IN_FLIGHT,
  LANDED,
  POOL_SHORT,
  REORGANISED,
  UNDONE,
} from "../../../src/bridges/transferWords.ts";
import { advanceMachinery } from "../../../src/engine/network/advanceMachinery.ts";
import { repaceLegs } from "../../../src/engine/network/journey.ts";
import { reorganise } from "../../../src/engine/network/reorganise.ts";
import { layer, machinery, optimistic, zk } from "../../reliability/machinery.ts";
import { ARB, ask, ETHW, GATE, networkOf, USDC, ZK } from "./networks.ts";

test("200 s deep at 1130: what hop paid at 1120 for a deposit of 1000 is lost, 100 000 USD out of the source pool", () => {
  const model = machinery();
  const network = networkOf(model);
  const early = ask(network, model, ARB, ZK, USDC, 10_000, 900);
  const hit = ask(network, model, ARB, ZK, USDC, 100_000, 1000);
  advanceMachinery(network, 1130, 1);
  reorganise(network, 200, 1130);
  const { transfers, poolBalance } = network;
  expect([transfers.outcome[early], transfers.outcome[hit]]).toEqual([LANDED, UNDONE]);
  expect([transfers.cause[hit], transfers.landedAt[hit]]).toEqual([REORGANISED, 1120]);
  expect([...transfers.undone.subarray(0, transfers.undoneCount)]).toEqual([hit]);
  // 110 000 in, 100 000 of them never; 109 890 out.
  expect([...poolBalance]).toEqual([1_010_000, 890_110]);
});

test("a bridge that waits for more confirmations than the depth has not paid: it waits for 300 s anew", () => {
  const model = machinery();
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, ETHW, 40_000, 1000);
  advanceMachinery(network, 1250, 1);
  reorganise(network, 290, 1250);
  expect([network.transfers.outcome[id], network.backing[GATE]]).toEqual([IN_FLIGHT, 1020]);
  advanceMachinery(network, 2000, 1);
  expect(network.transfers.landedAt[id]).toBe(1550);
});

test("deeper than the confirmations of a lock: 20 units were claimed for nothing, 1000 back 1020", () => {
  const model = machinery();
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, ETHW, 40_000, 1000);
  advanceMachinery(network, 1310, 1);
  reorganise(network, 320, 1310);
  expect(network.transfers.outcome[id]).toBe(UNDONE);
  expect([network.backing[GATE], network.claims[GATE], network.exploitedAt[GATE]]).toEqual([
    1000, 1020, 1310,
  ]);
});

test("over a shared bridge the claims of both chains stand, 40 000 too many, and it takes nothing any more", () => {
  const bridges = [layer("layer", [ARB, ZK])];
  const model = machinery({ bridges });
  const network = networkOf(model);
  ask(network, model, ARB, ZK, USDC, 40_000, 1000);
  advanceMachinery(network, 1310, 1);
  reorganise(network, 320, 1310);
  expect([network.backing[0], network.claims[0]]).toEqual([1e6, 1.04e6]);
  expect(ask(network, model, ARB, ZK, USDC, 1, 1400)).toBe(-1);
  expect(network.refusal).toBe(POOL_SHORT);
});

test("canonical deposits and chains with a consensus of their own are not hit", () => {
  const side = { ...optimistic("side", -1), kind: "sidechain" as const };
  const chains = [side, zk("zk", 1)];
  const model = machinery({ chains });
  const network = networkOf(model);
  const own = ask(network, model, ARB, ZK, USDC, 100_000, 1000);
  advanceMachinery(network, 1130, 1);
  reorganise(network, 1e6, 1130);
  expect(network.transfers.outcome[own]).toBe(LANDED);
});

test("a chain at a fifth of its capacity from 1060 to 1160 takes up 20 s of work meanwhile: 120 s end at 1200", () => {
  const model = machinery();
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, USDC, 1000, 1000);
  const pace = (capacity: number, at: number): void => {
    advanceMachinery(network, at, 1);
    network.chainCapacity[ZK] = capacity;
    repaceLegs(network, at);
  };
  pace(0.2, 1060);
  pace(1, 1160);
  advanceMachinery(network, 2000, 1);
  expect(network.transfers.landedAt[id]).toBeCloseTo(1200, 9);
});

test("a chain with no capacity left takes up nothing until it has some", () => {
  const model = machinery();
  const network = networkOf(model);
  network.chainCapacity[ZK] = 0;
  const id = ask(network, model, ARB, ZK, USDC, 1000, 1000);
  advanceMachinery(network, 5000, 1);
  expect(network.transfers.outcome[id]).toBe(IN_FLIGHT);
  network.chainCapacity[ZK] = 1;
  repaceLegs(network, 5000);
  advanceMachinery(network, 6000, 1);
  expect(network.transfers.landedAt[id]).toBe(5120);
});
