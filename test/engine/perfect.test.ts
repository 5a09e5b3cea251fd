/** What never fails never fails, and nobody else notices: the others' faults are the same to the bit. */
import { describe, expect, it, test } from "vitest";
import { perfect } from "../../src/engine/perfect.ts";
import { FEEDBACK, FORCED_PRICES, JUMPS, perfectibleIn } from "../../src/engine/perfectible.ts";
import { loadModel, type LoadedModel } from "../../src/model/load.ts";
import { type Played, move, play, simulatorOf, world } from "../contagion/stage.ts";

const withPerfect = ({ model, ...rest }: LoadedModel, keys: readonly string[]): LoadedModel => ({
  ...rest,
  model: perfect(model, keys),
});

const PATHS = 40;
const faultsOf = (loaded: LoadedModel): Played["faults"] => {
  const simulator = simulatorOf(loaded);
  return Array.from({ length: PATHS }, (_, path) => play(simulator, path).faults).flat();
};
const isOf =
  (key: string) =>
  ({ component }: { component: string }): boolean =>
    component.split("/")[0] === key;

describe("perfect components of a model without load and stress", () => {
  const loaded = loadModel("models/shared-infrastructure.yaml", {
    set: [
      "sequencers.commons.faults.*.rate=200 / year",
      "sequencers.commons.faults.*.stress=0",
      "sequencers.commons.faults.0.load=0",
      "provers.prover.faults.0.rate=200 / year",
      "common_causes.*.rate=100 / year",
    ],
    tilt: [],
  });
  const all = faultsOf(loaded);

  it.each(["sequencers.commons", "provers.prover"])(
    "%s has no fault, and the faults of the others are the same to the bit",
    (key) => {
      expect(all.filter(isOf(key)).length).toBeGreaterThan(20);
      const left = faultsOf(withPerfect(loaded, [key]));
      expect(left).toEqual(all.filter((fault) => !isOf(key)(fault)));
      expect(left.length).toBeGreaterThan(20);
    },
  );

  it("common_causes.region strikes nobody, and the other cause strikes as it did", () => {
    const left = faultsOf(withPerfect(loaded, ["common_causes.region"]));
    const of = (faults: Played["faults"], name: string) =>
      faults.filter(({ cause }) => cause === `common:${name}`);
    expect(of(all, "region").length).toBeGreaterThan(5);
    expect(of(left, "region")).toEqual([]);
    expect(of(left, "client-bug").map(({ start_s }) => start_s)).toEqual(
      of(all, "client-bug").map(({ start_s }) => start_s),
    );
  });
});

it("every shipped model has no fault when all of it is perfect, and the weight 1", () => {
  for (const name of ["shared-infrastructure", "attack", "stolen-backing", "bridges", "chains"]) {
    const loaded = loadModel(`models/${name}.yaml`);
    const keys = perfectibleIn(loaded.model).map(({ key }) => key);
    const simulator = simulatorOf(withPerfect(loaded, keys));
    for (let path = 0; path < 5; path++) {
      const { faults, row } = play(simulator, path);
      expect(faults, name).toEqual([]);
      expect(row.weight, name).toBe(1);
    }
  }
}, 60_000);

it("every shipped model is itself when nothing of it is perfect", () => {
  const { model } = loadModel("models/three-rollups.yaml");
  expect(perfect(model, [])).toEqual(model);
});

const FORCED = world({
  sequencers: { s: { nodes: 3, quorum: 2 }, t: {} },
  chains: {
    l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" },
    l3: { kind: "optimistic", sequencer: "t", challenge_window: "7 days" },
  },
  scenario: [
    { at: "1 minute", fault: "sequencers.s/node-1", mode: "halt", duration: "5 minutes" },
    { at: "1 minute", fault: "sequencers.s/node-2", mode: "halt", duration: "5 minutes" },
    { at: "2 minutes", fault: "sequencers.t", mode: "halt", duration: "3 minutes" },
    move(3, -0.2),
  ],
});

test("what the scenario forces on a committee or its nodes vanishes with it, and nothing else", () => {
  expect(play(FORCED).faults).toHaveLength(4);
  const { faults, row } = play(withPerfect(FORCED, ["sequencers.s"]));
  expect(faults.map(({ component }) => component)).toEqual(["sequencers.t"]);
  expect(row.final_price_ETH).toBe(800);
});

test("forced prices are one thing more", () => {
  expect(play(withPerfect(FORCED, [FORCED_PRICES])).row.final_price_ETH).toBe(1000);
});

test("a jump that never comes leaves the diffusion's draws; a depeg that never comes, the peg", () => {
  const market = (parts: object) => ({
    assets: {
      ETH: { price: 1000, volatility: 0.8 },
      USDC: {
        price: 1,
        kind: "cash",
        depeg: { rate: "1e6 / year", loss: { constant: 0.1 }, recovery: "1 day" },
      },
    },
    ...parts,
  });
  const jumps = { rate: "1e5 / year", size: { ETH: { mean: -0.01, sd: 0.01 } } };
  const jumping = world({ market: market({ jumps }) });
  const calm = play(world({ market: market({}) })).row.final_price_ETH;
  expect(play(jumping).row.final_price_ETH).not.toBe(calm);
  expect(play(withPerfect(jumping, [JUMPS])).row.final_price_ETH).toBe(calm);
  expect(play(jumping).simulator.context.trading.pegs.count[0]).toBeGreaterThan(0);
  const depeg = "market.assets.USDC.depeg";
  const { pegs } = play(withPerfect(jumping, [depeg])).simulator.context.trading;
  expect([...pegs.count]).toEqual([0]);
});

test("price impact that is perfect is none", () => {
  expect(perfect(FORCED.model, [FEEDBACK]).sampling.feedback).toBe(0);
});

test("what can fail is told: at random, struck, forced or by a counterparty who is away", () => {
  const { model } = world({
    sequencers: { s: {}, t: {}, u: {} },
    chains: {
      l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" },
      c: {
        kind: "channel",
        dispute_window: "1 day",
        counterparties: { count: 2, liveness: 0.9 },
      },
    },
    common_causes: {
      cloud: {
        mode: "halt",
        rate: "1 / year",
        duration: { constant: "1 hour" },
        strikes: { "sequencers.t": 0.5 },
      },
    },
    scenario: [{ at: 0, fault: "sequencers.s", mode: "halt", duration: "1 minute" }],
  });
  const failing = perfectibleIn(model).filter(({ fails }) => fails);
  expect(failing.map(({ key, shows }) => `${key} ${shows}`)).toEqual([
    "sequencers.s true",
    "sequencers.t true",
    "chains.c false",
    "common_causes.cloud true",
    "sampling.feedback false",
  ]);
  expect(perfect(model, ["chains.c"]).chains[1].counterparties?.liveness).toBe(1);
});

test("an unknown key and stratified paths are refused by name", () => {
  const { model } = FORCED;
  expect(() => perfect(model, ["sequencers.x"])).toThrow(/sequencers\.x/);
  const strata = { ...model, sampling: { ...model.sampling, strata: [1, 1] } };
  expect(() => perfect(strata, ["sequencers.s"])).toThrow(/strata/);
});
