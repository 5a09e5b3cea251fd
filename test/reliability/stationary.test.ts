import { expect, test } from "vitest";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Distribution } from "../../src/model/resolved/distribution.ts";
import { equilibriumQuantile } from "../../src/random/equilibrium.ts";
import { compileDistribution } from "../../src/random/distribution.ts";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { fault, HOUR, machinery, sequencer } from "./machinery.ts";
import { faultsOf, numberOf, rowsOf, story } from "./told.ts";

function stationary(parts: Partial<ResolvedModel>): ResolvedModel {
  const sampling = { ...machinery().sampling, start: "stationary" } as const;
  return machinery({ chains: [], bridges: [], provers: [], ...parts, sampling });
}

/** Whether `hits` of `paths` is what probability `p` gives, within 4 standard errors. */
function agrees(hits: number, paths: number, p: number): void {
  expect(Math.abs(hits / paths - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / paths));
}

test.each([
  [
    "exponential, mean 4: the residual has the law of the whole, median 4 log 2",
    { kind: "exponential", mean: 4 },
    0.5,
    4 * Math.LN2,
  ],
  ["constant 10: uniform on [0, 10]", { kind: "constant", value: 10 }, 0.3, 3],
  ["uniform on [0, 1]: F = 2x - x^2, .75 at 1/2", { kind: "uniform", low: 0, high: 1 }, 0.75, 0.5],
] as const)("equilibrium law of %s", (_, spec, u, expected) => {
  expect(equilibriumQuantile(compileDistribution(spec as Distribution))(u)).toBeCloseTo(
    expected,
    9,
  );
});

test("a duration without a mean has no equilibrium law", () => {
  const heavy = compileDistribution({ kind: "pareto", minimum: 1, alpha: 1 });
  expect(() => equilibriumQuantile(heavy)).toThrow(/finite mean/);
});

const repair: Distribution = { kind: "lognormal", median: 2 * HOUR, sigma: 1 };
const mean = 2 * HOUR * Math.exp(0.5);

test("two modes, rates 1/40 h and 1/80 h: down at 0 and at 30 h with the same probability, each mode by its share", () => {
  const modes = [
    fault("halt", 1 / (40 * HOUR), 0, { duration: repair }),
    fault("pause", 1 / (80 * HOUR), 3 * HOUR),
  ];
  const faults = faultsOf(stationary({ sequencers: [sequencer("s", ...modes)] }));
  const loads = [mean / (40 * HOUR), 3 / 80];
  const total = 1 + loads[0] + loads[1];
  const paths = 40_000;
  const down = [0, 0];
  const byMode = [0, 0];
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path);
    [0, 30 * HOUR].forEach((at, look) => {
      while (faults.nextAt <= at) takeFault(faults);
      if (faults.causes[0] > 0) down[look]++;
      if (look === 0 && faults.causes[0] > 0) byMode[rowsOf(faults)[0][1] === "halt" ? 0 : 1]++;
    });
  }
  for (const hits of down) agrees(hits, paths, (loads[0] + loads[1]) / total);
  byMode.forEach((hits, mode) => agrees(hits, paths, loads[mode] / total));
});

test("what is left of a lognormal repair at t = 0 has mean E X^2 / 2 E X", () => {
  const halt = fault("halt", 1 / (10 * HOUR), 0, { duration: repair });
  const faults = faultsOf(stationary({ sequencers: [sequencer("s", halt)] }));
  const left: number[] = [];
  for (let path = 0; path < 40_000; path++) {
    resetFaults(faults, path);
    if (faults.nextAt > 0) continue;
    takeFault(faults);
    takeFault(faults);
    left.push(faults.log.end[0]);
  }
  const average = left.reduce((sum, time) => sum + time, 0) / left.length;
  const squares = left.reduce((sum, time) => sum + (time - average) ** 2, 0) / left.length;
  const second = (2 * HOUR) ** 2 * Math.exp(2);
  expect(left.length).toBeGreaterThan(8000);
  expect(Math.abs(average - second / (2 * mean))).toBeLessThan(
    4 * Math.sqrt(squares / left.length),
  );
});

test("after a start in the middle of a fault the first up-time and duration are the draws 0 and 1, as from up", () => {
  const model = { sequencers: [sequencer("s", fault("halt", 1 / HOUR, HOUR))] };
  const up = faultsOf(machinery({ ...model, chains: [], bridges: [], provers: [] }));
  const down = faultsOf(stationary(model));
  for (let path = 0; path < 20; path++) {
    resetFaults(up, path);
    resetFaults(down, path);
    const shift = down.nextAt > 0 ? 0 : (takeFault(down), down.nextAt);
    const [first] = story(up, 1e6);
    const begins = story(down, 1e6).find(([at]) => at > shift);
    expect(begins?.[0]).toBeCloseTo(first[0] + shift, 6);
  }
});

test("a common cause under way at 0 holds its targets together; a degradation runs by its own share", () => {
  const degrade = fault("degrade", 1 / (9 * HOUR), HOUR, { capacity: 0.5 });
  const faults = faultsOf(
    stationary({
      sequencers: [sequencer("a", degrade), sequencer("b")],
      commonCauses: [
        {
          name: "region",
          fault: fault("halt", 1 / (3 * HOUR), HOUR),
          strikes: ["sequencers.a", "sequencers.b"].map((component) => ({
            component,
            probability: 1,
          })),
        },
      ],
    }),
  );
  const [a, b] = [numberOf(faults, "sequencers.a"), numberOf(faults, "sequencers.b")];
  let [struck, degraded] = [0, 0];
  for (let path = 0; path < 20_000; path++) {
    resetFaults(faults, path);
    while (faults.nextAt <= 0) takeFault(faults);
    expect(faults.causes[a]).toBe(faults.causes[b]);
    struck += faults.causes[a];
    if (faults.capacity[a] < 1) degraded++;
  }
  agrees(struck, 20_000, 1 / 4);
  agrees(degraded, 20_000, 1 / 10);
});
