import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import type { Judged } from "../../../src/commands/variantRuns.ts";
import { along } from "../../../src/commands/reverse/cube.ts";
import {
  angleBetween,
  firstDirections,
  sameDirection,
  spacing,
  turned,
} from "../../../src/commands/reverse/directions.ts";
import { byDensities } from "../../../src/commands/reverse/mildness.ts";
import { notMonotone } from "../../../src/commands/reverse/monotone.ts";
import { crossingOf } from "../../../src/commands/reverse/ray.ts";
import type { Look } from "../../../src/commands/reverse/search.ts";
import { stagesOf } from "../../../src/commands/reverse/stages.ts";
import type { RangedKey } from "../../../src/commands/vary.ts";
import { mertonCdf } from "../../../src/closedForms/mertonReturn.ts";
import { loadModel } from "../../../src/model/load.ts";
import type { Distribution } from "../../../src/model/resolved/distribution.ts";
import { inverseNormal } from "../../../src/random/inverseNormal.ts";
import { normalCdf } from "../../../src/random/normalCdf.ts";
import { createRegistry } from "../../../src/random/streams.ts";

const registry = createRegistry("1");
const key = (name: string, from: number, to: number): RangedKey => ({
  kind: "range",
  key: name,
  from,
  to,
  unit: { text: "", size: 1 },
});

test("directions of two keys divide the right angle; all hold each key alone and all together, on the cube's far faces", () => {
  const nine = firstDirections(registry, 2, 9);
  const steps = nine.slice(1).map((one, at) => angleBetween(one, nine[at]));
  for (const step of steps) expect(step).toBeCloseTo(Math.PI / 16, 12);
  expect([nine[0], nine[8]]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(firstDirections(registry, 2, 4)).toHaveLength(5); // the diagonal is none of four
  for (const keys of [2, 3, 5]) {
    const directions = firstDirections(registry, keys, 8 * keys);
    for (const one of directions) {
      expect(Math.max(...one)).toBeCloseTo(1, 12);
      expect(Math.min(...one)).toBeGreaterThanOrEqual(0);
    }
    const together = Array.from({ length: keys }, () => 1);
    expect(directions.some((one) => sameDirection(one, together))).toBe(true);
  }
});

property.prop([
  fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 5 }),
])(
  "a direction is turned by the angle asked for, towards each key and not past it",
  (direction) => {
    const around = turned(direction, 0.05);
    around.forEach((one, at) => {
      const axis = direction.map((_, place) => (place === at ? 1 : 0));
      expect(angleBetween(one, direction)).toBeLessThan(0.05 + 1e-6);
      expect(angleBetween(one, axis)).toBeLessThan(angleBetween(direction, axis) + 1e-6);
    });
  },
);

test("of two keys neighbours are a ninetieth part of the right angle apart; of three about as many cover the sphere", () => {
  expect(spacing(2, 91)).toBeCloseTo(Math.PI / 180, 12);
  expect(spacing(3, 24)).toBeGreaterThan(spacing(3, 96));
});

/** Breaks with a probability that rises along the direction; surely so 0.1 from where it is one half. */
const rising =
  (at: number) =>
  async (share: number): Promise<Judged> => {
    const probability = Math.min(1, Math.max(0, 0.5 + share - at));
    const [over, under] = [share > at + 0.1, share < at - 0.1];
    return { probability, low: 0, high: 1, confirmed: under, under, over, settled: true, paths: 1 };
  };

property.prop([fc.double({ min: 0.15, max: 0.85, noNaN: true })])(
  "a crossing is enclosed to 1/256, and its interval to a quarter of a gap of what was looked at",
  async (at) => {
    const crossed = (await crossingOf(rising(at), 0.5))!;
    expect(crossed.safe).toBeLessThan(at);
    expect(crossed.broken).toBeGreaterThanOrEqual(at);
    expect(crossed.broken - crossed.safe).toBeCloseTo(1 / 256, 12);
    expect(crossed.low!).toBeLessThan(at - 0.1);
    expect(crossed.low!).toBeGreaterThan(at - 0.1 - 0.0626);
    expect(crossed.high!).toBeGreaterThan(at + 0.1);
    expect(crossed.high!).toBeLessThan(at + 0.1 + 0.0626);
  },
);

test("a direction without a crossing has none; the nearest of two is taken", async () => {
  expect(await crossingOf(rising(1.2), 0.5)).toBeNull();
  const twice = async (share: number): Promise<Judged> =>
    (share >= 0.2 && share <= 0.3) || share >= 0.9 ? rising(0)(1) : rising(1)(0);
  const crossed = (await crossingOf(twice, 0.5))!;
  expect(crossed.safe).toBeLessThan(0.2);
  expect(crossed.broken).toBeGreaterThanOrEqual(0.2);
  expect(crossed.broken).toBeLessThan(0.21);
});

test("a place that breaks and one that is worse in every key and does not are told; places apart are not", () => {
  const keys = [key("a", 0, 1), key("b", 0, 1)];
  const look = (place: number[], probability: number): Look => ({
    place,
    values: place,
    judged: { probability } as Judged,
    broken: probability >= 0.5,
  });
  expect(notMonotone(keys, [look([0.2, 0.8], 1), look([0.8, 0.2], 0)])).toEqual([]);
  const told = notMonotone(keys, [look([0.2, 0.2], 0.9), look([0.2, 0.5], 0.4), look([1, 1], 0.1)]);
  expect(told).toEqual([
    expect.stringMatching(
      /^not monotone: the limit is broken at a=0\.2 b=0\.2 \(on 90 % of paths\) and not at a=1 b=1 \(on 10 % of paths\).*\(2 such pairs\)/,
    ),
  ]);
});

test("few paths are looked at first, and a thousand where they hang together", () => {
  const { sampling } = loadModel("models/quickstart.yaml").model;
  expect(stagesOf({ ...sampling, paths: 200 })).toEqual([32, 64, 128, 200]);
  expect(stagesOf({ ...sampling, paths: 5 })).toEqual([5]);
  expect(stagesOf({ ...sampling, paths: 2000, pathsPerWorld: 50 })).toEqual([1000, 2000]);
});

test("the model's own laws: a jump diffusion's move exactly, and what a fault's duration is drawn from", () => {
  const set = [
    "scenario=[{ at: 1 hour, price: { ETH: -0.1 } }, { at: 1 hour, fault: sequencers.solo, mode: halt, duration: 1 hour }]",
  ];
  const file = "models/quickstart.yaml";
  const { model } = loadModel(file, { set });
  const keys = [key("scenario.0.price.ETH", 0, -0.5), key("scenario.1.duration", 60, 36_000)];
  const laws = [
    { text: "model over 6 hours", kind: "model", over: 6 * 3600 },
    { text: "model", kind: "model", over: null },
  ] as const;
  const { distance } = byDensities(keys, laws, { file, set, model });
  const year = 365 * 86_400;
  const moves = {
    drift: 0,
    volatility: 0.75,
    rate: 46,
    mean: -0.005,
    sd: 0.042,
    time: (6 * 3600) / year,
  };
  const fall = -inverseNormal(mertonCdf(moves, Math.log(0.9)));
  const halt = Math.log((5 * 3600) / (101 * 60)) / 1.19;
  expect(distance(along([1, 1], 0.2), [-0.1, 5 * 3600])).toBeCloseTo(Math.hypot(fall, halt), 6);
  // What is milder than the median costs nothing.
  expect(distance([], [-0.1, 60])).toBeCloseTo(fall, 6);
  expect(distance([], [0.1, 60])).toBe(0);
  expect(normalCdf(-fall)).toBeGreaterThan(1e-4);
  const strange = loadModel(file, {
    set: [
      ...set,
      "market.regimes={ calm: { scale: 1, mean_duration: 9 days }, wild: { scale: 2, mean_duration: 1 day } }",
    ],
  });
  expect(() => byDensities(keys, laws, { file, set, model: strange.model })).toThrow(
    "moves of 'ETH' have regimes and no closed form; name a distribution",
  );
  const other = [...set, "scenario.1.mode=censor"];
  expect(() => byDensities(keys, laws, { file, set: other, model })).toThrow(
    "the model draws no censor of sequencers.solo by itself; name a distribution",
  );
});

const { model: QUICKSTART } = loadModel("models/quickstart.yaml");

/** Distance of a value of one key under a law. */
function indexOf(law: Distribution, value: number, [from, to] = [0, 100]): number {
  const laws = [{ text: "", kind: "distribution", law }] as const;
  const source = { file: "models/quickstart.yaml", set: [], model: QUICKSTART };
  return byDensities([key("any", from, to)], laws, source).distance([], [value]);
}

test("a value that has a probability of its own counts as at least as severe as itself", () => {
  const constant: Distribution = { kind: "constant", value: 6 };
  expect(indexOf(constant, 6)).toBe(0);
  expect(indexOf(constant, 6.001)).toBe(Infinity);
  const third: Distribution = { kind: "empirical", values: [1, 3, 6] };
  expect(indexOf(third, 6)).toBeCloseTo(-inverseNormal(1 / 3), 15);
  // Where less is worse, what is at most as large is as severe.
  expect(indexOf(third, 1, [100, 0])).toBeCloseTo(-inverseNormal(1 / 3), 15);
  const mixed: Distribution = {
    kind: "mixture",
    parts: [
      { weight: 0.7, distribution: { kind: "constant", value: 0 } },
      { weight: 0.3, distribution: { kind: "uniform", low: 0, high: 10 } },
    ],
  };
  expect(indexOf(mixed, 0)).toBe(0);
  expect(indexOf(mixed, 5)).toBeCloseTo(-inverseNormal(0.15), 14);
});

test("far values keep their index on both sides", () => {
  const halt: Distribution = { kind: "lognormal", median: 600, sigma: 0.3 };
  expect(indexOf(halt, 21_600)).toBeCloseTo(Math.log(36) / 0.3, 12);
  expect(indexOf(halt, 600 / 36, [100, 0])).toBeCloseTo(Math.log(36) / 0.3, 12);
});

test("a rise of the price has the upper tail of the model's own move", () => {
  const laws = [{ text: "", kind: "model", over: 3600 }] as const;
  const source = { file: "models/quickstart.yaml", set: [], model: QUICKSTART };
  const of = (from: number, to: number, move: number): number =>
    byDensities([key("scenario.0.price.ETH", from, to)], laws, source).distance([], [move]);
  // A rise and the fall that undoes it are nearly as far: the law is nearly symmetric.
  expect(of(0, 0.5, 0.3)).toBeGreaterThan(3);
  expect(of(0, 0.5, 0.3) / of(0, -0.5, 1 / 1.3 - 1)).toBeCloseTo(1, 1);
});
