/** Strata of the number of faults: their laws by enumeration, weights, and figures that are those of plain sampling. */
import { describe, expect, it } from "vitest";
import { compileDefence, isTilted, weightOf } from "../../src/engine/defence.ts";
import { groupedEstimate } from "../../src/estimation/groupedFigure.ts";
import { sortMetric } from "../../src/estimation/figure.ts";
import { gatherDraws } from "../../src/estimation/draws.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Sampling } from "../../src/model/resolved/sampling.ts";
import { groupingOf } from "../../src/output/pathGrouping.ts";
import { createRegistry, streamOf, uniform } from "../../src/random/streams.ts";
import { compileFaultProcesses } from "../../src/reliability/faultProcesses.ts";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { createFaults } from "../../src/reliability/faultState.ts";
import { faultLogRatio } from "../../src/reliability/likelihood.ts";
import { overdraw, probabilityOf, stratify, stratumOf } from "../../src/reliability/strata.ts";
import type { Strata } from "../../src/reliability/strata.ts";
import { fault, machinery, sequencer } from "./machinery.ts";

const HORIZON = 1000;
const RATES = [1e-5, 2e-4, 5e-5, 1e-3];

function network(sampling: Partial<Sampling>): ResolvedModel {
  return machinery({
    chains: [],
    bridges: [],
    provers: [],
    horizon: HORIZON,
    sequencers: RATES.map((rate, index) => sequencer(`s${index}`, fault("halt", rate, 100))),
    sampling: { ...machinery().sampling, ...sampling },
  });
}

const strataOf = (sampling: Partial<Sampling>): Strata =>
  compileFaultProcesses(network(sampling), createRegistry("7")).strata!;

/** P(exactly n of the clocks strike), by all 16 subsets. */
function enumerated(n: number, factor = 1): number {
  const strikes = RATES.map((rate) => -Math.expm1(-factor * rate * HORIZON));
  let sum = 0;
  for (let subset = 0; subset < 16; subset++) {
    const struck = strikes.map((_, clock) => (subset >> clock) & 1);
    if (struck.reduce((count, one) => count + one, 0) !== n) continue;
    sum += struck.reduce(
      (product, one, clock) => product * (one === 1 ? strikes[clock] : 1 - strikes[clock]),
      1,
    );
  }
  return sum;
}

describe("the law of the number of faults", () => {
  it("is that of all subsets of the clocks, with the tilts and without", () => {
    const strata = strataOf({
      strata: [1, 1, 1],
      tilt: {
        factors: RATES.map((_, i) => ({ component: `sequencers.s${i}`, factor: 3 })),
        defensive: 0.1,
      },
    });
    for (const [occupancy, factor] of [
      [strata.plain, 1],
      [strata.tilted, 3],
    ] as const) {
      expect(probabilityOf(occupancy, 2, 0)).toBeCloseTo(enumerated(0, factor), 14);
      expect(probabilityOf(occupancy, 2, 1)).toBeCloseTo(enumerated(1, factor), 14);
      expect(probabilityOf(occupancy, 2, 2)).toBeCloseTo(
        1 - enumerated(0, factor) - enumerated(1, factor),
        14,
      );
    }
  });

  it("paths go through the strata as they are allotted, and each has as many strikes as it says", () => {
    const strata = strataOf({ strata: [2, 1, 1] });
    const stream = streamOf(createRegistry("u"), "test", "u");
    const draws = new Float64Array(4);
    for (let path = 0; path < 4000; path++) {
      for (let clock = 0; clock < 4; clock++) draws[clock] = uniform(stream, path, clock);
      const stratum = stratumOf(strata, path);
      stratify(strata, strata.plain, stratum, draws);
      const struck = draws.filter((u, clock) => u < strata.plain.strikes[clock]).length;
      expect(draws.every((u) => u > 0 && u < 1)).toBe(true);
      expect(Math.min(struck, 2)).toBe(stratum);
    }
    expect([0, 1, 2, 3, 4, 5].map((path) => stratumOf(strata, path))).toEqual([0, 0, 1, 2, 0, 0]);
  });
});

interface Sampled {
  readonly weights: Float64Array;
  readonly values: Float64Array;
}

function sample(sampling: Partial<Sampling>, paths: number): Sampled {
  const model = network(sampling);
  const registry = createRegistry("7");
  const faults = createFaults(compileFaultProcesses(model, registry));
  const defence = compileDefence(model.sampling, registry);
  const { strata } = faults.processes;
  const [weights, values] = [new Float64Array(paths), new Float64Array(paths)];
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path, isTilted(defence, path));
    while (faults.nextAt <= HORIZON) takeFault(faults);
    const over = (occupancy: Strata["plain"]): number =>
      strata === null ? 1 : overdraw(strata, occupancy, stratumOf(strata, path));
    weights[path] = weightOf(
      defence,
      faultLogRatio(faults, HORIZON),
      strata === null ? 1 : over(strata.plain),
      strata === null ? 1 : over(strata.tilted),
    );
    const { log } = faults;
    // Seconds of halts times their number: losses that need more than one fault.
    let halted = 0;
    for (let row = 0; row < log.count; row++)
      halted += Math.min(HORIZON, log.end[row] || HORIZON) - log.start[row];
    values[path] = log.count >= 2 ? halted * log.count : 0;
  }
  return { weights, values };
}

function meanOf({ values, weights }: Sampled, sampling: Partial<Sampling>) {
  const gathered = gatherDraws("halted", [values], [weights], inMemory());
  const metric = sortMetric(gathered, inMemory());
  const grouping = groupingOf(sampling);
  const { value, interval } = groupedEstimate(
    { kind: "mean" },
    { values: [values], weights: [weights], metric },
    grouping,
  );
  return { value: value!, half: (interval!.high - interval!.low) / 2 };
}

describe("a stratified run", () => {
  const tilt = { factors: [{ component: "sequencers.s1", factor: 4 }], defensive: 0.1 };
  const plainly = meanOf(sample({}, 40_000), {});

  it("weighs whole cycles to exactly 1 a path", () => {
    const { weights } = sample({ strata: [2, 1, 1] }, 400);
    expect(weights.reduce((sum, weight) => sum + weight, 0) / 400).toBeCloseTo(1, 12);
  });

  it.each([
    ["alone", { strata: [1, 1, 2], cycle: 4 }],
    ["from the stationary state", { strata: [1, 1, 2], cycle: 4, start: "stationary" as const }],
    ["under a tilt", { strata: [1, 1, 2], cycle: 4, tilt }],
  ])(
    "%s has the figure of a plain one within both intervals, and without a tilt a shorter interval",
    (_, sampling) => {
      const { strata: _strata, cycle: _cycle, ...rest } = sampling;
      const reference = "start" in rest ? meanOf(sample(rest, 40_000), {}) : plainly;
      const found = meanOf(sample(sampling, 8000), sampling);
      // Two 95 % intervals side by side: 2 half-widths apart in 4 standard errors of the difference.
      expect(Math.abs(found.value - reference.value)).toBeLessThan(
        2 * Math.hypot(found.half, reference.half),
      );
      // A tilt has its own idea of what to draw more often; strata over it need not help.
      if ("tilt" in rest) return;
      const fallen = meanOf(sample(rest, 8000), {});
      expect(found.half).toBeLessThan(fallen.half);
    },
  );

  it("has intervals that cover: 95 % of 200 runs of 400 paths, within 91 to 99 %", () => {
    const sampling = { strata: [1, 1, 2], cycle: 4 };
    const { weights, values } = sample(sampling, 200 * 400);
    let covered = 0;
    for (let run = 0; run < 200; run++) {
      const part = (column: Float64Array): Float64Array => column.slice(run * 400, (run + 1) * 400);
      const { value, half } = meanOf({ weights: part(weights), values: part(values) }, sampling);
      const truth = meanOf({ weights, values }, sampling).value;
      if (Math.abs(value - truth) <= half) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.91);
    expect(covered / 200).toBeLessThan(0.99);
  });
});
