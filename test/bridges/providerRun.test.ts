import { beforeEach, expect, test } from "vitest";
import { createPools, resetPools } from "../../src/bridges/liquidity.ts";
import {
  createProviderRuns,
  fearLoss,
  resetProviderRuns,
  settleRuns,
} from "../../src/bridges/providerRun.ts";
import type { LiquidityBridge } from "../../src/model/resolved/bridge.ts";
import { machinery, pools as poolsOf } from "../reliability/machinery.ts";

const HOP = 0;
const run = { trigger: 0.1, share: 0.5, time: 1000 };
const hop = { ...(poolsOf("hop", [1e6, 400_000]) as LiquidityBridge), rebalance: [], run };
const model = machinery({ bridges: [hop] });
const pools = createPools(model);
const runs = createProviderRuns(model, pools);

beforeEach(() => {
  resetPools(pools);
  resetProviderRuns(runs);
});

test("half of each pool leaves evenly over 1000 s: a quarter of that after 250 s, all of it after 1000 and no more", () => {
  fearLoss(runs, pools, HOP, 0.1, 100);
  settleRuns(runs, pools, 350);
  expect([...pools.balance]).toEqual([875_000, 350_000]);
  expect([runs.withdrawn, runs.running]).toEqual([175_000, 1]);
  settleRuns(runs, pools, 5000);
  expect([...pools.balance]).toEqual([500_000, 200_000]);
  expect([runs.total[HOP], runs.running, pools.minShare]).toEqual([700_000, 0, 0.5]);
});

test("a loss under the trigger frightens nobody", () => {
  fearLoss(runs, pools, HOP, 0.0999, 100);
  settleRuns(runs, pools, 5000);
  expect(runs.running).toBe(0);
  expect([...pools.balance]).toEqual([1e6, 400_000]);
});

test("a second loss starts it anew on what is left: 1e6 -> 750 000 after 500 s, half of which leaves", () => {
  fearLoss(runs, pools, HOP, 0.1, 0);
  fearLoss(runs, pools, HOP, 0.1, 500);
  settleRuns(runs, pools, 1500);
  expect(pools.balance[0]).toBe(375_000);
});

test("a pool gives no more than it holds", () => {
  fearLoss(runs, pools, HOP, 1, 0);
  pools.balance[1] = 50_000;
  settleRuns(runs, pools, 1000);
  expect(pools.balance[1]).toBe(0);
  expect(runs.withdrawn).toBe(550_000);
});
