import { expect, test } from "vitest";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Tilt } from "../../src/model/resolved/sampling.ts";
import { compileDefence, isTilted, weightOf } from "../../src/engine/defence.ts";
import type { Defence } from "../../src/engine/defence.ts";
import { createRegistry, exponential, streamOf, uniform } from "../../src/random/streams.ts";
import { resetFaults, stressFaults, takeFault } from "../../src/reliability/faults.ts";
import type { Faults } from "../../src/reliability/faultState.ts";
import { faultLogRatio } from "../../src/reliability/likelihood.ts";
import { fault, force, machinery, sequencer } from "./machinery.ts";
import { faultsOf, rowsOf } from "./told.ts";

function tilted(
  factors: Readonly<Record<string, number>>,
  defensive: number,
  parts: Partial<ResolvedModel>,
): ResolvedModel {
  const list = Object.entries(factors).map(([component, factor]) => ({ component, factor }));
  const tilt: Tilt = { factors: list, defensive };
  return machinery({
    chains: [],
    bridges: [],
    provers: [],
    ...parts,
    sampling: { ...machinery().sampling, tilt },
  });
}

const defenceOf = (model: ResolvedModel): Defence =>
  compileDefence(model.sampling, createRegistry("7"));

/** Weight and value of each path. */
function weigh(
  faults: Faults,
  defence: Defence,
  paths: number,
  horizon: number,
  value: (faults: Faults) => number,
): { weights: number[]; values: number[] } {
  const weights: number[] = [];
  const values: number[] = [];
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path, isTilted(defence, path));
    while (faults.nextAt <= horizon) takeFault(faults);
    weights.push(weightOf(defence, faultLogRatio(faults, horizon)));
    values.push(value(faults));
  }
  return { weights, values };
}

/** Mean of w * x and its standard error. */
function weightedMean(weights: number[], values: number[]): { mean: number; error: number } {
  const products = weights.map((weight, path) => weight * values[path]);
  const mean = products.reduce((sum, one) => sum + one, 0) / products.length;
  const squares = products.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / products.length };
}

const forGood = 1e12;

test("one spell by hand, g = 4: (1/4) exp(3/4 E) if it ends before the horizon, exp(-3 r T ... ) as (1 - 1/4) 4 r T if not", () => {
  const rate = 1e-4;
  const model = tilted({ "sequencers.s": 4 }, 0, {
    sequencers: [sequencer("s", fault("halt", rate, forGood))],
  });
  const faults = faultsOf(model);
  const { weights } = weigh(faults, defenceOf(model), 200, 5000, () => 0);
  const stream = streamOf(createRegistry("7"), "sequencers.s", "halt#0");
  weights.forEach((weight, path) => {
    const draw = exponential(stream, path, 0);
    const ended = draw / (4 * rate) <= 5000;
    const expected = ended ? Math.exp(0.75 * draw) / 4 : Math.exp(0.75 * 4 * rate * 5000);
    expect(weight).toBeCloseTo(expected, 9);
  });
});

test("two states, up Exp(2000 h), never repaired, 20 h: P(fault) = 1 - exp(-.01), tilted 100-fold, 4 standard errors", () => {
  const model = tilted({ "sequencers.s": 100 }, 0.1, {
    sequencers: [sequencer("s", fault("halt", 1 / 2000, forGood))],
  });
  const faults = faultsOf(model);
  const { weights, values } = weigh(faults, defenceOf(model), 20_000, 20, ({ log }) =>
    Math.min(1, log.count),
  );
  const { mean, error } = weightedMean(weights, values);
  const expected = -Math.expm1(-0.01);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  // 20 000 plain paths would see 200 faults: an error of 7 %.
  expect(error / expected).toBeLessThan(0.02);
});

const network: Partial<ResolvedModel> = {
  sequencers: [
    sequencer(
      "a",
      fault("halt", 2e-5, 300, { stress: 1, aftershock: { probability: 0.3, window: 500 } }),
      fault("degrade", 4e-5, 200, { capacity: 0.5 }),
    ),
    { ...sequencer("b", fault("halt", 1e-5, 800)), committee: { nodes: 4, quorum: 3 } },
  ],
  commonCauses: [
    {
      name: "region",
      fault: fault("halt", 1e-5, 400),
      strikes: [
        { component: "sequencers.a", probability: 0.5 },
        { component: "sequencers.b/node-1", probability: 0.5 },
        { component: "sequencers.b/node-2", probability: 0.5 },
      ],
    },
  ],
  scenario: [force("sequencers.a", "halt", 1000, 100)],
};
const factors = {
  "sequencers.a": 1.5,
  "sequencers.b/node-1": 8,
  "sequencers.b/node-2": 8,
  "sequencers.b/node-3": 8,
  "sequencers.b/node-4": 8,
  "common_causes.region": 10,
};

test.each([
  ["without a defensive part", 0],
  ["with one path in ten untilted", 0.1],
])("mean weight is 1 and a tilted tail is the plain one, %s", (_, defensive) => {
  const late = (faults: Faults): number =>
    rowsOf(faults, ["region"]).filter(([, , , , cause]) => cause === "quorum").length > 0 ? 1 : 0;
  const model = tilted(factors, defensive, network);
  const tiltedFaults = faultsOf(model);
  const plainFaults = faultsOf(tilted({}, 0, network));
  const [paths, horizon] = [20_000, 2500];
  const one = weigh(tiltedFaults, defenceOf(model), paths, horizon, late);
  const whole = weightedMean(
    one.weights,
    one.weights.map(() => 1),
  );
  expect(Math.abs(whole.mean - 1)).toBeLessThan(4 * whole.error);
  const tail = weightedMean(one.weights, one.values);
  const plain = weigh(plainFaults, defenceOf(tilted({}, 0, network)), 2 * paths, horizon, late);
  expect(plain.weights.every((weight) => weight === 1)).toBe(true);
  const reference = weightedMean(plain.weights, plain.values);
  expect(Math.abs(tail.mean - reference.mean)).toBeLessThan(
    4 * Math.hypot(tail.error, reference.error),
  );
  // Half as many paths, and still the better estimate.
  expect(tail.error).toBeLessThan(0.75 * reference.error);
  if (defensive > 0) expect(Math.max(...one.weights)).toBeLessThanOrEqual(10);
});

test("a defensive path is the path of the plain model, decided by a draw of its own", () => {
  const model = tilted(factors, 0.5, network);
  const tiltedFaults = faultsOf(model);
  const plainFaults = faultsOf(tilted({}, 0, network));
  const mixing = streamOf(createRegistry("7"), "sampling", "defensive");
  let same = 0;
  for (let path = 0; path < 50; path++) {
    for (const faults of [tiltedFaults, plainFaults]) {
      resetFaults(faults, path, isTilted(defenceOf(model), path));
      while (faults.nextAt <= 20_000) takeFault(faults);
    }
    if (uniform(mixing, path, 0) >= 0.5) continue;
    same++;
    expect(rowsOf(tiltedFaults, ["region"])).toEqual(rowsOf(plainFaults, ["region"]));
  }
  expect(same).toBeGreaterThan(15);
});

test("forced faults and the state at t = 0 carry no weight: without a spell of a tilted clock it is 1", () => {
  const model = tilted({ "sequencers.s": 5 }, 0, {
    sequencers: [sequencer("s", fault("halt", 0, 100))],
    scenario: [force("sequencers.s", "halt", 10, 100)],
  });
  const { weights } = weigh(faultsOf(model), defenceOf(model), 3, 1000, () => 0);
  expect(weights).toEqual([1, 1, 1]);
});

test("the weight counts the hazard that stress made: g = 2 under m = 3 and stress 2, by hand", () => {
  const rate = 1e-4;
  const model = tilted({ "sequencers.s": 2 }, 0, {
    sequencers: [sequencer("s", fault("halt", rate, forGood, { stress: 2 }))],
  });
  const faults = faultsOf(model, 1);
  const draw = exponential(streamOf(createRegistry("7"), "sequencers.s", "halt#0"), 1, 0);
  const horizon = 0.5 * (draw / (2 * 9 * rate));
  stressFaults(faults, 3, 0);
  expect(faultLogRatio(faults, horizon)).toBeCloseTo(0.5 * 2 * 9 * rate * horizon, 9);
});
