import { expect, test } from "vitest";
import {
  CENSORED,
  CHAIN_HALTED,
  EXITS_FROZEN,
  IN_FLIGHT,
  LANDED,
} from "../../../src/bridges/transferWords.ts";
import { labelsOf } from "../../../src/engine/labels.ts";
import { advanceMachinery } from "../../../src/engine/network/advanceMachinery.ts";
import { stealFromChain } from "../../../src/engine/network/strikes.ts";
import type { ResolvedModel } from "../../../src/model/resolved.ts";
import type { ForcedEvent } from "../../../src/model/resolved/scenario.ts";
import { canonical, force, HOUR, machinery, optimistic, zk } from "../../reliability/machinery.ts";
import { ARB, ask, ETH, networkOf, USDC, ZK } from "./networks.ts";

/** Both chains have a hatch: an hour, then 100 USD a second. */
function hatched(...scenario: ForcedEvent[]): ResolvedModel {
  const escapeHatch = { delay: HOUR, capacity: 100 };
  return machinery({
    chains: [optimistic("arb", 0, { escapeHatch, valueLocked: 1e9 }), zk("zk", 1, { escapeHatch })],
    bridges: [canonical("arb-canonical", ARB), canonical("zk-canonical", ZK)],
    market: { ...machinery().market, assets: machinery().market.assets.slice(0, 2) },
    scenario,
  });
}

test("out of a halted chain by its hatch: asked at 1000, through at 1000 + 3600 + 50 000 / 100, deposited 900 later", () => {
  const model = hatched(force("sequencers.nitro", "halt", 500, 100 * HOUR));
  const network = networkOf(model);
  const first = ask(network, model, ARB, ZK, ETH, 50_000, 1000);
  const second = ask(network, model, ARB, ZK, USDC, 10_000, 1000);
  advanceMachinery(network, 9000, 1);
  expect([network.transfers.landedAt[first], network.transfers.landedAt[second]]).toEqual([
    6000, 6100,
  ]);
  expect(labelsOf(model).route(network.transfers.route[first])).toBe("arb/hatch+zk-canonical");
});

test("a live chain is left by its withdrawals, however long they take: the hatch is there in need only", () => {
  const model = hatched();
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, ETH, 50_000, 1000);
  advanceMachinery(network, 20_000, 1);
  expect(network.transfers.landedAt[id]).toBe(13_400);
});

test("a censor drops a top-up out of its chain, but for the hatch", () => {
  const scenario = [force("sequencers.nitro", "censor", 500, 100 * HOUR)];
  const model = hatched(...scenario);
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, USDC, 10_000, 1000);
  advanceMachinery(network, 9000, 1);
  expect(network.transfers.landedAt[id]).toBe(5600);
  const without = machinery({ scenario });
  const shut = networkOf(without);
  expect(ask(shut, without, ARB, ZK, USDC, 10_000, 1000)).toBe(-1);
  expect(shut.refusal).toBe(CENSORED);
});

test("frozen exits are no way out, neither live nor by force, and what waits in the hatch stays there", () => {
  const model = hatched(force("sequencers.nitro", "halt", 2000, 100 * HOUR));
  const network = networkOf(model);
  advanceMachinery(network, 2000, 1);
  expect(network.exitOpen[ARB]).toBe(1);
  const caught = ask(network, model, ARB, ZK, USDC, 10_000, 2500);
  advanceMachinery(network, 3000, 1);
  stealFromChain(network, ARB, 0.5, 3000);
  expect(network.exitOpen[ARB]).toBe(0);
  expect(ask(network, model, ARB, ZK, USDC, 10_000, 3100)).toBe(-1);
  expect(network.refusal).toBe(CHAIN_HALTED);
  advanceMachinery(network, 90_000, 1);
  expect(network.transfers.outcome[caught]).toBe(IN_FLIGHT);
});

test("a live chain whose exits are frozen says so", () => {
  const model = hatched();
  const network = networkOf(model);
  stealFromChain(network, ARB, 0.5, 0);
  expect(ask(network, model, ARB, ZK, USDC, 10_000, 1000)).toBe(-1);
  expect(network.refusal).toBe(EXITS_FROZEN);
});

test("a deposit into a halted chain is forced in an hour and 500 s after it could have landed, or lands at a restart before", () => {
  const landing = (duration: number): number => {
    const model = hatched(force("sequencers.commons", "halt", 5000, duration));
    const network = networkOf(model);
    const id = ask(network, model, ARB, ZK, ETH, 50_000, 1000);
    advanceMachinery(network, 200_000, 1);
    return network.transfers.landedAt[id];
  };
  expect(landing(100_000)).toBe(13_400 + 3600 + 500);
  expect(landing(10_000)).toBe(15_000);
});

test("a restart of another chain does not let it in, and it is forced in once", () => {
  const model = hatched(
    force("sequencers.commons", "halt", 5000, 100_000),
    force("sequencers.nitro", "halt", 14_000, 1000),
  );
  const network = networkOf(model);
  const id = ask(network, model, ARB, ZK, ETH, 50_000, 1000);
  advanceMachinery(network, 17_500, 1);
  expect([network.transfers.landedCount, network.transfers.landedAt[id]]).toEqual([1, 17_500]);
  advanceMachinery(network, 200_000, 1);
  expect([network.transfers.landedCount, network.transfers.outcome[id]]).toEqual([0, LANDED]);
});

test("a top-up into a chain that censors is forced in, or lands when the censor is gone if that is sooner", () => {
  const landing = (duration: number): number => {
    const model = hatched(force("sequencers.commons", "censor", 5000, duration));
    const network = networkOf(model);
    const id = ask(network, model, ARB, ZK, ETH, 50_000, 1000);
    advanceMachinery(network, 200_000, 1);
    return network.transfers.landedAt[id];
  };
  expect(landing(100_000)).toBe(13_400 + 3600 + 500);
  expect(landing(10_000)).toBe(15_000);
});
