/** The diffusion: moments of generated paths are the configured ones. */
import { describe, expect, it } from "vitest";
import { cholesky } from "../../src/market/cholesky.ts";
import { createDiffusion } from "../../src/market/diffusion.ts";
import { returnsAt } from "../../src/market/returns.ts";
import { SECONDS_PER_YEAR } from "../../src/model/resolved.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { world } from "../contagion/stage.ts";

const product = (lower: Float64Array, size: number): number[] =>
  Array.from({ length: size * size }, (_, cell) => {
    let sum = 0;
    for (let k = 0; k < size; k++)
      sum += lower[Math.floor(cell / size) * size + k] * lower[(cell % size) * size + k];
    return sum;
  });

describe("the Cholesky factor", () => {
  it("of a correlation matrix times its transpose is the matrix, to 1e-15", () => {
    const matrix = [1, 0.87, 0.3, 0.87, 1, -0.1, 0.3, -0.1, 1];
    product(cholesky(matrix, 3), 3).forEach((value, cell) =>
      expect(Math.abs(value - matrix[cell])).toBeLessThan(1e-15),
    );
  });

  it.each([
    ["two assets that are one", [1, 1, 1, 1]],
    ["two opposite ones", [1, -1, -1, 1]],
    ["three that are one", [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    // The third is (first + second) / sqrt(2 (1 + .28)) = .625 (first + second).
    ["a third that follows from two", [1, 0.28, 0.8, 0.28, 1, 0.8, 0.8, 0.8, 1]],
  ])("of a singular matrix gives it back without NaN: %s", (_, matrix) => {
    const size = Math.sqrt(matrix.length);
    product(cholesky(matrix, size), size).forEach((value, cell) =>
      // A pivot under 1e-12 is dropped: 1e-12 of the diagonal may go.
      expect(Math.abs(value - matrix[cell])).toBeLessThan(2e-12),
    );
  });
});

const YEARS_PER_STEP = 3600 / SECONDS_PER_YEAR;
const STEPS = 600;
const PATHS = 200;

/** Hourly log returns of BTC and ETH over 200 paths of 600 steps. */
function hourly(): [Float64Array, Float64Array] {
  const { model } = world({
    horizon: `${STEPS} hours`,
    step: "1 hour",
    market: {
      assets: {
        BTC: { price: 95000, volatility: 0.62, drift: "0.5 / year" },
        ETH: { price: 3200, volatility: 0.8 },
      },
      correlation: { "BTC/ETH": 0.87 },
    },
  });
  const diffusion = createDiffusion(model.market, 3600, STEPS, [0, 0], createRegistry("moments"));
  const btc = new Float64Array(STEPS * PATHS);
  const eth = new Float64Array(STEPS * PATHS);
  for (let path = 0; path < PATHS; path++) {
    for (let step = 0; step < STEPS; step++) {
      const row = returnsAt(diffusion, path, step);
      btc[path * STEPS + step] = diffusion.logReturn[row];
      eth[path * STEPS + step] = diffusion.logReturn[row + 1];
    }
  }
  return [btc, eth];
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const centred = (values: Float64Array): Float64Array => {
  const centre = mean(values);
  return values.map((value) => value - centre);
};
const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, index) => sum + value * other[index], 0) / one.length;

describe("120 000 generated returns, within 4 standard errors (false alarm 6e-5 each)", () => {
  const [btc, eth] = hourly();
  const n = STEPS * PATHS;

  it.each([
    ["BTC", btc, 0.62, 0.5],
    ["ETH", eth, 0.8, 0],
  ])(
    "%s: realised volatility is the configured one, not its square",
    (_, returns, volatility, drift) => {
      const realised = Math.sqrt(dot(centred(returns), centred(returns)) / YEARS_PER_STEP);
      expect(Math.abs(realised / volatility - 1)).toBeLessThan(4 / Math.sqrt(2 * n));
      const expected = (drift - volatility ** 2 / 2) * YEARS_PER_STEP;
      const error = volatility * Math.sqrt(YEARS_PER_STEP / n);
      expect(Math.abs(mean(returns) - expected)).toBeLessThan(4 * error);
    },
  );

  it("their correlation is .87", () => {
    const [x, y] = [centred(btc), centred(eth)];
    const correlation = dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
    expect(Math.abs(correlation - 0.87)).toBeLessThan((4 * (1 - 0.87 ** 2)) / Math.sqrt(n));
  });

  it("one return says nothing about the next: autocorrelation 0", () => {
    const x = centred(eth);
    const lagged = dot(x.subarray(0, n - 1), x.subarray(1)) / dot(x, x);
    expect(Math.abs(lagged)).toBeLessThan(4 / Math.sqrt(n));
  });
});

describe("blocks of steps", () => {
  it("a step of 600 is the same draw whether or not the steps before it were asked for in one go", () => {
    const { model } = world({
      horizon: "600 hours",
      step: "1 hour",
      market: { assets: { ETH: { price: 1, volatility: 1 } } },
    });
    const build = (steps: number) =>
      createDiffusion(model.market, 3600, steps, [0], createRegistry("blocks"));
    const [long, short] = [build(600), build(300)];
    const other = build(600);
    returnsAt(other, 4, 0);
    for (let step = 0; step < 300; step++) {
      const at = returnsAt(long, 3, step);
      expect(short.logReturn[returnsAt(short, 3, step)]).toBe(long.logReturn[at]);
      expect(long.growth[at]).toBe(Math.exp(long.logReturn[at]));
    }
    expect(other.logReturn[0]).not.toBe(long.logReturn[0]);
  });
});
