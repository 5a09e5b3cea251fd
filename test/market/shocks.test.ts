import { describe, expect, it } from "vitest";
import { BLOCK } from "../../src/market/returns.ts";
import { createLeadingShocks } from "../../src/market/shocks.ts";
import type { SamplingMethod } from "../../src/model/resolved/sampling.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { world } from "../contagion/stage.ts";

const STEPS = 300;
const { market } = world({
  horizon: `${STEPS} hours`,
  step: "1 hour",
  market: {
    assets: {
      ETH: { price: 1000, volatility: 0.8 },
      BTC: { price: 1000, volatility: 0.6 },
      USDC: { price: 1, kind: "cash" },
    },
  },
}).model;

const SOBOL: SamplingMethod = { kind: "sobol", scrambles: 4, leading: 8 };

/** All normals of paths, by path and lane. */
function normalsOf(method: SamplingMethod | undefined, paths: number): Float64Array[][] {
  const shocks = createLeadingShocks(market, STEPS, createRegistry("shocks"), method);
  return Array.from({ length: paths }, (_, path) => {
    const lanes = [0, 1].map(() => new Float64Array(STEPS));
    for (let step = 0; step < STEPS; step += BLOCK) {
      const count = Math.min(BLOCK, STEPS - step);
      for (const lane of [0, 1]) {
        shocks.draw(lane, path, step, count);
        lanes[lane].set(shocks.normals.subarray(lane * BLOCK, lane * BLOCK + count), step);
      }
    }
    return lanes;
  });
}

const endOf = (normals: Float64Array): number =>
  normals.reduce((sum, z) => sum + z, 0) / Math.sqrt(STEPS);

it("antithetic: path 2k has the normals of a plain run, path 2k + 1 the same with the other sign", () => {
  const [plain, mirrored] = [normalsOf(undefined, 4), normalsOf({ kind: "antithetic" }, 4)];
  for (const pair of [0, 2]) {
    for (const lane of [0, 1]) {
      expect(mirrored[pair][lane]).toEqual(plain[pair][lane]);
      expect(mirrored[pair + 1][lane]).toEqual(plain[pair][lane].map((z) => -z));
    }
  }
});

describe("sobol", () => {
  const led = normalsOf(SOBOL, 4 * 256);

  it("makes standard normals, independent over steps and lanes: moments within 4 standard errors", () => {
    const count = led.length * STEPS;
    const mean = (of: (eth: Float64Array, btc: Float64Array, step: number) => number): number =>
      led.reduce((sum, [eth, btc]) => {
        for (let step = 1; step < STEPS; step++) sum += of(eth, btc, step);
        return sum;
      }, 0) / count;
    const reach = 4 / Math.sqrt(count);
    expect(Math.abs(mean((eth, _, step) => eth[step]))).toBeLessThan(reach);
    expect(Math.abs(mean((_, btc, step) => btc[step] ** 2) - 1 + 1 / STEPS)).toBeLessThan(
      reach * Math.SQRT2,
    );
    expect(Math.abs(mean((eth, _, step) => eth[step] * eth[step - 1]))).toBeLessThan(reach);
    expect(Math.abs(mean((eth, btc, step) => eth[step] * btc[step]))).toBeLessThan(reach);
  });

  it("spreads each scramble's ends evenly: 256 of them fill 256 intervals of equal probability", () => {
    for (let scramble = 0; scramble < 4; scramble++) {
      const ends = led.filter((_, path) => path % 4 === scramble).map(([eth]) => endOf(eth));
      expect(new Set(ends.map((end) => Math.floor(256 * normalCdf(end)))).size).toBe(256);
    }
  });

  it("spreads both lanes' ends evenly together: dimensions 1 and 2 fill 16 x 16 boxes", () => {
    const cell = (normals: Float64Array): number => Math.floor(16 * normalCdf(endOf(normals)));
    const boxes = led
      .filter((_, path) => path % 4 === 1)
      .map(([eth, btc]) => 16 * cell(eth) + cell(btc));
    expect(new Set(boxes).size).toBe(256);
  });

  it("gives a path the same normals whatever was drawn before it", () => {
    const shocks = createLeadingShocks(market, STEPS, createRegistry("shocks"), SOBOL);
    shocks.draw(0, 777, 0, BLOCK);
    expect(shocks.normals.slice(0, BLOCK)).toEqual(led[777][0].slice(0, BLOCK));
  });
});
