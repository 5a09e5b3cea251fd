import { expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { parseModel } from "../../src/model/parse.ts";
import { SECONDS_PER_YEAR } from "../../src/model/resolved.ts";
import { problemsOf, smallModel, spoiled } from "./workbench.ts";

const { model, base, text, digest } = parseModel(smallModel, { fileName: "m.yaml" });

it("resolves the small model without a problem", () => {
  expect(problemsOf(smallModel)).toEqual([]);
  expect(base).toBe(model);
  expect(text).toBe(smallModel);
});

it("counts steps, and turns names into indices in file order", () => {
  expect(model.steps).toBe(1440);
  expect(model.market.baseAssets).toEqual([0, 1]);
  expect(model.market.assets[3]).toMatchObject({ underlying: 1, bridge: 2, recovery: 21_600 });
  expect(model.chains.map((chain) => chain.sequencer)).toEqual([0, 1]);
  expect(model.chains.map((chain) => chain.prover)).toEqual([-1, 0]);
  expect(model.bridges[1]).toMatchObject({ rebalance: [0], fee: 0.0004 });
  expect(model.venues[0].makers).toEqual({ inventory: 30e6, hub: 1, replenish: [1] });
  expect(model.book.cohorts[0].collateral).toEqual([
    { collateral: 0, share: 0.8 },
    { collateral: 1, share: 0.2 },
  ]);
});

it("names an inline sequencer by its whole key", () => {
  expect(model.sequencers.map(({ name }) => name)).toEqual(["one", "chains.zk.sequencer"]);
});

it("evaluates expressions over params that have units", () => {
  expect(model.sequencers[0].faults[0].rate).toBe(6 / SECONDS_PER_YEAR);
});

it("reads volatility and drift as yearly", () => {
  expect(model.market.assets[1]).toMatchObject({
    volatility: 0.8 / Math.sqrt(SECONDS_PER_YEAR),
    drift: 0.05 / SECONDS_PER_YEAR,
  });
});

it("fills in what the file leaves out", () => {
  expect(model.settlement.finality).toBe(0);
  const [perps, loans] = model.venues;
  expect(perps.mark).toBe("venue");
  expect(loans.mark).toBe("oracle");
  expect(perps.oracle).toEqual({
    heartbeat: Infinity,
    deviation: 0,
    latency: 0,
    gracePeriod: 0,
    graceBlocksTopUp: false,
  });
  expect(perps.markets[0]).toMatchObject({
    depthFloor: 240_000,
    depthExponent: 1,
    exponent: 1,
    stressDepth: 1,
    funding: null,
  });
  expect(perps.liquidation).toEqual({
    closeFactor: 1,
    penalty: 0.01,
    keepers: Infinity,
    gas: 0,
    profitGate: true,
    keeperShare: 0.5,
    dust: 100,
  });
  expect(loans.liquidation.keeperShare).toBe(1);
  expect(loans.makers).toBeNull();
  expect(model.book.cohorts[0].topUp).toMatchObject({ probability: 1, wallet: 1 });
});

it("takes a cap inside a distribution and beside it", () => {
  expect(model.book.cohorts[0].notional).toEqual({
    kind: "pareto",
    minimum: 300,
    alpha: 1.1,
    cap: 5e6,
  });
  expect(model.book.cohorts[0].leverage).toMatchObject({ cap: 20 });
});

it("enters an account without an entry price at the start price", () => {
  expect(model.book.accounts[0].positions).toEqual([{ market: 0, size: 15_000, entry: 3200 }]);
});

it("puts forced events in time order", () => {
  expect(model.scenario.map(({ at }) => at)).toEqual([3600, 21_600]);
});

it("a market's own margin replaces the venue's", () => {
  const own = "permanent: 0.3, margin: [ { initial: 0.2, maintenance: 0.1 } ] }";
  const other = parseModel(spoiled("permanent: 0.3 }", own), { fileName: "m.yaml" });
  expect(other.model.venues[0].markets[0].margin).toEqual([
    { upTo: Infinity, initial: 0.2, maintenance: 0.1 },
  ]);
});

it("survives a structured clone", () => {
  expect(structuredClone(model)).toEqual(model);
});

it("has a digest of the model alone: not of paths, seed, comments or the way a number is written", () => {
  const digestOf = (changed: string): string => parseModel(changed, { fileName: "m.yaml" }).digest;
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(digestOf(spoiled("paths: 100, seed: 0", "paths: 7, seed: x"))).toBe(digest);
  expect(digestOf(`# a comment\n${smallModel}`)).toBe(digest);
  expect(digestOf(spoiled("1 day", "24 hours"))).toBe(digest);
  expect(digestOf(spoiled("limit: 10e6 / hour", "limit: 11e6 / hour"))).not.toBe(digest);
  expect(digestOf(spoiled(", limit: 10e6 / hour", ""))).not.toBe(digest);
});

it("warns of a prover that cannot keep up: 30 minutes of proof every 15 minutes are 2.17 workers' work", () => {
  const busy = parseModel(spoiled("workers: 4", "workers: 2"), { fileName: "m.yaml" });
  expect(busy.warnings).toEqual([expect.stringContaining("provers.p: the queue's load is 1.08")]);
});

it.each(["one-sequencer", "single-long", "two-venues", "worked-cascade"])(
  "resolves the acceptance model %s",
  (name) => {
    const loaded = loadModel(`models/acceptance/${name}.yaml`, { metricNames: [] });
    expect(loaded.model.name).toBe(name);
    expect(loaded.warnings).toEqual([]);
  },
);

it("follows merge keys: the second venue has the first one's rules and its own depth", () => {
  const { venues } = loadModel("models/acceptance/two-venues.yaml").model;
  expect(venues.map(({ chain }) => chain)).toEqual([0, 1]);
  expect(venues.map(({ markets }) => markets[0].depth1pct)).toEqual([1e6, 2e6]);
  expect(venues[1].liquidation).toEqual(venues[0].liquidation);
});
