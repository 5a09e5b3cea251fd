import { expect, test } from "vitest";
import {
  createPools,
  crossPools,
  liquidityRefusal,
  poolOf,
  resetPools,
} from "../../src/bridges/liquidity.ts";
import {
  BRIDGE_PAUSED,
  CHAIN_HALTED,
  NOT_REFUSED,
  POOL_SHORT,
} from "../../src/bridges/transferWords.ts";
import { routesOf } from "../../src/bridges/routes.ts";
import { machinery } from "../reliability/machinery.ts";

const HOP = 2;
const model = machinery();
const pools = createPools(model);
resetPools(pools);
const [route] = routesOf(model, [HOP], 0, 1);
const up = Uint8Array.of(1, 1, 1, 1);

test("a pool of 1 000 000 takes exactly that, and no cent more", () => {
  expect(liquidityRefusal(pools, route, up, up, 1_000_000)).toBe(NOT_REFUSED);
  expect(liquidityRefusal(pools, route, up, up, 1_000_000.01)).toBe(POOL_SHORT);
});

test("a halted chain at either end or a paused bridge refuses", () => {
  expect(liquidityRefusal(pools, route, Uint8Array.of(0, 1), up, 1)).toBe(CHAIN_HALTED);
  expect(liquidityRefusal(pools, route, Uint8Array.of(1, 0), up, 1)).toBe(CHAIN_HALTED);
  expect(liquidityRefusal(pools, route, up, Uint8Array.of(1, 1, 0, 1), 1)).toBe(BRIDGE_PAUSED);
});

test("the whole of a pool crosses for 10 bp, which are what is left in it: a least share of 0.001", () => {
  crossPools(pools, route, 1_000_000);
  expect(pools.balance[poolOf(pools, HOP, 1)]).toBe(1000);
  expect(pools.balance[poolOf(pools, HOP, 0)]).toBe(2_000_000);
  expect(pools.minShare).toBe(0.001);
  expect(poolOf(pools, 0, 0)).toBe(-1);
});
