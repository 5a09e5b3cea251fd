/**
 * One model, drawn in every way there is: plain, mirrored, from Sobol points, by strata, under tilts of fault, jumps and
 * drift, and combinations of these, each under a seed of its own. All must find the same figures within their intervals.
 *
 * A long behind a sequencer that halts, in a market that falls by diffusion and by jumps: bad debt needs both or a large
 * jump. A difference may be as long as both intervals together (root of the sum of squares), 3.9 standard errors: a false alarm in
 * 10 000 per comparison.
 */
import { describe, expect, it } from "vitest";
import { simulatePath } from "../../src/engine/path.ts";
import { gatherDraws } from "../../src/estimation/draws.ts";
import type { Estimate } from "../../src/estimation/estimate.ts";
import { sortMetric } from "../../src/estimation/figure.ts";
import type { Figure } from "../../src/estimation/figure.ts";
import { groupedEstimate } from "../../src/estimation/groupedFigure.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { groupingOf } from "../../src/output/pathGrouping.ts";
import { simulatorOf } from "../../src/verification/playing.ts";
import { HALTABLE, orderbook, trader, world } from "../contagion/stage.ts";

const PATHS = 4096;

const WAYS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  plain: {},
  mirrored: { method: "antithetic" },
  Sobol: { method: "sobol", scrambles: 16 },
  stratified: { strata: [3, 1] },
  "tilted by fault": { tilt: { "sequencers.s": 5 } },
  "tilted by jumps": { tilt: { "market.jumps.shared": 4, "market.assets.ETH.jump_size": -0.5 } },
  "tilted by drift": { tilt: { "market.assets.ETH.drift": -1 } },
  "stratified under a tilt": { strata: [1, 1], tilt: { "market.assets.ETH.drift": -1 } },
  "mirrored under a tilt": { method: "antithetic", tilt: { "sequencers.s": 3 } },
};

const FIGURES: readonly (readonly [metric: string, Figure])[] = [
  ["bad_debt_usd", { kind: "mean" }],
  ["bad_debt_usd", { kind: "sd" }],
  ["bad_debt_usd", { kind: "probability", threshold: 0 }],
  ["bad_debt_usd", { kind: "es", level: 0.95 }],
  ["liquidated_usd", { kind: "mean" }],
  ["downtime_hours", { kind: "mean" }],
  ["final_price_ETH", { kind: "mean" }],
  ["final_price_ETH", { kind: "quantile", level: 0.25 }],
];

/** The figures of one way, under a seed of its own. */
function drawn(way: string): Estimate[] {
  const loaded = world({
    ...HALTABLE,
    horizon: "2 days",
    step: "2 hours",
    market: {
      assets: { ETH: { price: 1000, volatility: 0.9 }, USDC: { price: 1, kind: "cash" } },
      jumps: { rate: "60 / year", shared: 1, size: { ETH: { mean: 0, sd: 0.06 } } },
    },
    sequencers: {
      s: { faults: [{ mode: "halt", rate: "20 / year", duration: { constant: "1 day" } }] },
    },
    venues: { v: orderbook({}, { depth_1pct: 1e9 }) },
    book: { accounts: [trader("a", 100, 11_000)] },
    sampling: { seed: way, ...WAYS[way] },
  });
  const simulator = simulatorOf(loaded);
  for (let path = 0; path < PATHS; path++) simulatePath(simulator, path);
  const columns: Readonly<Record<string, Float64Array>> = simulator.tables.paths.columns;
  const grouping = groupingOf(loaded.model.sampling);
  const weights = [columns["weight"].slice(0, PATHS)];
  return FIGURES.map(([name, figure]) => {
    const values = [columns[name].slice(0, PATHS)];
    const workspace = inMemory();
    const metric = sortMetric(gatherDraws(name, values, weights, workspace), workspace);
    return groupedEstimate(figure, { values, weights, metric }, grouping);
  });
}

const length = ({ interval }: Estimate): number => interval!.high - interval!.low;

describe("every way of drawing finds the same figures", () => {
  const plain = drawn("plain");

  it("and the plain run sees what it is about: some bad debt on 1 to 20 % of paths", () => {
    expect(plain[2].value).toBeGreaterThan(0.01);
    expect(plain[2].value).toBeLessThan(0.2);
  });

  it.each(Object.keys(WAYS).filter((way) => way !== "plain"))("%s", (way) => {
    const other = drawn(way);
    for (const [at, [metric, figure]] of FIGURES.entries()) {
      const apart = Math.abs(other[at].value! - plain[at].value!);
      const reach = Math.hypot(length(other[at]), length(plain[at]));
      expect(apart, `${figure.kind} of ${metric}`).toBeLessThan(reach);
    }
  });
});
