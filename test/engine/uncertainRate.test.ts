/**
 * A rate with a gamma posterior, shape 4, and 10 halts expected in a window: their number is negative binomial, with mean 10
 * and variance 10 + 10^2 / 4, and the means of worlds have that gamma law, deviation 5. 200 worlds of 10 paths.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { parameterDraws } from "../../src/engine/parameters.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { parseModel } from "../../src/model/parse.ts";
import { summarise } from "../../src/output/summarise.ts";
import type { SummaryRow } from "../../src/output/summary.ts";

const WORLDS = 200;

const text = `name: uncertain-rate
horizon: 30 days
step: 5 days
params: { rate: 10 / 30 / day }
uncertain: { rate: { gamma: { mean: "=rate", shape: 4 } } }
market: { assets: { ETH: { price: 1000, volatility: 0.5 }, USDC: { price: 1, kind: cash } } }
sequencers: { s: { faults: [ { mode: halt, rate: "=rate", duration: { constant: 1 second } } ] } }
chains: { l2: { kind: zk, sequencer: s, batch_interval: 5 days } }
sampling: { paths: ${WORLDS * 10}, seed: 1, paths_per_world: 10 }
`;

async function summaryOf(set: string[]): Promise<readonly SummaryRow[]> {
  const loaded = parseModel(text, { fileName: "m.yaml", set });
  return summarise(simulate(loaded, { threads: 1 }), loaded.model.sampling);
}

const pick = (rows: readonly SummaryRow[], metric: string, statistic: string): SummaryRow =>
  rows.find((row) => row.metric === metric && row.statistic === statistic)!;

describe("a gamma rate", () => {
  let rows: readonly SummaryRow[];
  beforeAll(async () => {
    rows = await summaryOf([]);
  }, 120_000);

  it("has the mean of the negative binomial within four standard errors, sqrt((25 + 1) / 200) = 0.36", () => {
    expect(Math.abs(pick(rows, "faults", "mean").value - 10)).toBeLessThan(4 * 0.36);
  });

  it("has its deviation, sqrt 35, within four of its own, sqrt((2 + 1.5) / 200) / 2 of it", () => {
    expect(Math.abs(pick(rows, "faults", "sd").value - Math.sqrt(35))).toBeLessThan(4 * 0.07 * 6);
  });

  it("has a sampling interval over worlds: 1.97 standard errors of 0.36 within a third, not the 0.13 of 2000 paths", () => {
    const { ci_low, ci_high } = pick(rows, "faults", "mean");
    const error = (ci_high - ci_low) / 2 / 1.97;
    expect(error).toBeGreaterThan(0.36 / 1.33);
    expect(error).toBeLessThan(0.36 * 1.33);
  });

  it("has an interval of ignorance that holds 95 % of the worlds' own means, 90 to 99 % of 200 drawn ones", () => {
    const { parameter_low, parameter_high } = pick(rows, "faults", "mean");
    const draw = parameterDraws(parseModel(text, { fileName: "m.yaml" }).model);
    const means = Array.from({ length: WORLDS }, (_, world) => draw(world)[0] * 30 * 86_400);
    const inside = means.filter((mean) => mean > parameter_low && mean < parameter_high).length;
    expect(inside / WORLDS).toBeGreaterThan(0.9);
    expect(inside / WORLDS).toBeLessThan(0.99);
  });

  it("moves no price: what hangs on no parameter has no interval of ignorance, and the note says why", () => {
    const price = pick(rows, "final_price_ETH", "mean");
    expect(price.parameter_low).toBeNaN();
    expect(price.note).toBe(`parameters: too little to be seen in ${WORLDS} worlds`);
  });
});

it("a law without spread leaves no interval of ignorance", async () => {
  const rows = await summaryOf(['uncertain={ rate: { constant: "=rate" } }']);
  const faults = pick(rows, "faults", "mean");
  expect(faults.parameter_low).toBeNaN();
  expect(Math.abs(faults.value - 10)).toBeLessThan(4 * Math.sqrt(10 / 2000));
}, 120_000);

it("paths draw as if nothing were uncertain: a world at the stated number has its paths", async () => {
  const columnsOf = async (set: string[]): Promise<number[]> => {
    const loaded = parseModel(text, { fileName: "m.yaml", set });
    const faults: number[] = [];
    for await (const { columns } of simulate(loaded, { threads: 1, paths: 20 }))
      faults.push(...columns["faults"]);
    return faults;
  };
  expect(await columnsOf(['uncertain={ rate: { constant: "=rate" } }'])).toEqual(
    await columnsOf(["uncertain={}"]),
  );
});
