import { expect, test } from "vitest";
import { routesBetween, routesOf } from "../../src/bridges/routes.ts";
import type { Route } from "../../src/bridges/routes.ts";
import { canonical, layer, machinery, optimistic, pools } from "../reliability/machinery.ts";

const [ETH, USDC, ETHW] = [0, 1, 2];
const model = machinery();
const told = (routes: readonly Route[]): string[] =>
  routes.map(({ kind, code }) => `${kind} ${code}`);

test("cash takes the canonical pair (code 0 + 4 * 2) and the pools (code 2), in the order of the file", () => {
  expect(told(routesBetween(model, 0, 1, USDC))).toEqual(["canonical 8", "liquidity 2"]);
  expect(told(routesBetween(model, 1, 0, USDC))).toEqual(["canonical 5", "liquidity 2"]);
});

test("a base asset takes the canonical pair alone", () => {
  expect(told(routesBetween(model, 0, 1, ETH))).toEqual(["canonical 8"]);
});

test("a wrapped asset takes its own lock_mint bridge alone: a lock there, a redemption back", () => {
  expect(told(routesBetween(model, 0, 1, ETHW))).toEqual(["lock 3"]);
  expect(told(routesBetween(model, 1, 0, ETHW))).toEqual(["redeem 3"]);
});

test("on a third chain a wrapped asset has been locked and gone on over the shared bridge (3 + 5 * 5), or comes over it", () => {
  const third = machinery({
    chains: [...machinery().chains, optimistic("vld", 0)],
    bridges: [...machinery().bridges, layer("layer", [1, 2])],
  });
  expect(told(routesBetween(third, 0, 2, ETHW))).toEqual(["lock 28"]);
  expect(told(routesBetween(third, 1, 2, ETHW))).toEqual(["shared 4"]);
  expect(told(routesBetween(third, 2, 1, USDC))).toEqual(["shared 4"]);
  expect(told(routesBetween(third, 2, 1, ETH))).toEqual([]);
  expect(told(routesBetween(third, 2, 0, ETHW))).toEqual([]);
  expect(told(routesOf(third, [4], 1, 2))).toEqual(["shared 4"]);
});

test("a listed canonical bridge of either chain stands for both legs, and is not taken twice", () => {
  expect(told(routesOf(model, [2, 1], 1, 0))).toEqual(["liquidity 2", "canonical 5"]);
  expect(told(routesOf(model, [0], 1, 0))).toEqual(["canonical 5"]);
  expect(told(routesOf(model, [0, 1], 1, 0))).toEqual(["canonical 5"]);
});

test("where the other chain has no canonical bridge the listed one is the whole way", () => {
  const lonely = machinery({ bridges: [canonical("zk-canonical", 1)] });
  expect(routesOf(lonely, [0], 1, 0)).toEqual([
    { kind: "canonical", first: 0, second: -1, via: -1, from: 1, to: 0, code: 0 },
  ]);
  expect(routesOf(lonely, [0], 0, 1)).toEqual([
    { kind: "canonical", first: -1, second: 0, via: -1, from: 0, to: 1, code: 0 },
  ]);
  expect(routesBetween(lonely, 1, 0, USDC)).toEqual([]);
});

test("a bridge without a pool on both chains is no way", () => {
  expect(routesBetween(machinery({ bridges: [pools("hop", [1e6])] }), 0, 1, USDC)).toEqual([]);
});

test("within one chain no route is needed: RangeError", () => {
  expect(() => routesBetween(model, 1, 1, USDC)).toThrow(RangeError);
  expect(() => routesOf(model, [2], 0, 0)).toThrow(RangeError);
});
