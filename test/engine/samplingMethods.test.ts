/** Mirrored paths and Sobol points through the whole engine: the same answers, known better. */
import { describe, expect, it } from "vitest";
import { gatherDraws } from "../../src/estimation/draws.ts";
import type { Estimate } from "../../src/estimation/estimate.ts";
import { sortMetric } from "../../src/estimation/figure.ts";
import type { Figure } from "../../src/estimation/figure.ts";
import { groupedEstimate } from "../../src/estimation/groupedFigure.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { groupingOf } from "../../src/output/pathGrouping.ts";
import { playColumn, shipped } from "../../src/verification/playing.ts";
import { world } from "../contagion/stage.ts";

const METHODS = ["random", "antithetic", "sobol"] as const;

function estimate(model: LoadedModel, column: string, figure: Figure, paths: number): Estimate {
  const values = [playColumn(model, column, paths)];
  const weights = [new Float64Array(paths).fill(1)];
  const workspace = inMemory();
  const metric = sortMetric(gatherDraws(column, values, weights, workspace), workspace);
  return groupedEstimate(figure, { values, weights, metric }, groupingOf(model.model.sampling));
}

const halfWidth = ({ interval }: Estimate): number => (interval!.high - interval!.low) / 2;

describe("a smooth figure of the market alone: the mean price of ETH after 30 days, 4096 paths", () => {
  const estimates = METHODS.map((method) => {
    const set = [`sampling.method=${method}`, "venues.v.margin.0.maintenance=0.004"];
    const model = shipped("acceptance/single-long", set);
    return estimate(model, "final_price_ETH", { kind: "mean" }, 4096);
  });

  it.each(METHODS)(
    "%s paths find 1000 within twice their interval (false alarm 1e-4)",
    (method) => {
      const found = estimates[METHODS.indexOf(method)];
      expect(Math.abs(found.value! - 1000)).toBeLessThan(2 * halfWidth(found));
    },
  );

  it("mirrored paths have less than a fifth of the variance of plain ones", () => {
    expect((halfWidth(estimates[1]) / halfWidth(estimates[0])) ** 2).toBeLessThan(0.2);
  });

  it("Sobol points have less than a two hundredth of it", () => {
    expect((halfWidth(estimates[2]) / halfWidth(estimates[0])) ** 2).toBeLessThan(1 / 200);
  });
});

describe("first passage of a single long, which is not smooth, 8192 paths", () => {
  it.each(METHODS)("%s paths find .624463453 within twice their interval", (method) => {
    const model = shipped("acceptance/single-long", [`sampling.method=${method}`]);
    const found = estimate(model, "liquidated_accounts", { kind: "mean" }, 8192);
    expect(Math.abs(found.value! - 0.624463453)).toBeLessThan(2 * halfWidth(found));
  });
});

it("faults are the same whatever the method", () => {
  const [plain, ...others] = METHODS.map((method) =>
    playColumn(
      shipped("three-rollups", [
        `sampling.method=${method}`,
        "params.crash_coupling=0",
        "uncertain={}",
        "*.*.faults.*.rate=60 / year",
      ]),
      "faults",
      4,
    ),
  );
  for (const other of others) expect(other).toEqual(plain);
});

it("a market of past returns has no normals to lead: refused by name", () => {
  const past = { time: [0, 60, 120], ETH: [0.01, -0.01, 0.02] };
  const load = (method: string): unknown =>
    world({
      market: {
        assets: { ETH: { price: 1000 } },
        bootstrap: { table: past, block_length: "1 minute" },
      },
      sampling: { paths: 10, seed: 1, method },
    });
  expect(() => load("random")).not.toThrow();
  for (const method of ["antithetic", "sobol"])
    expect(() => load(method)).toThrow(/sampling\.method: leads a diffusion/);
});
