import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import { still } from "../../src/engine/still.ts";
import { loadModel } from "../../src/model/load.ts";

const OFTEN = ["sequencers.*.faults.*.rate=3000 / year"];

interface Columns {
  readonly faults: readonly number[];
  readonly least: readonly number[];
}

async function columnsOf(file: string, change: typeof still): Promise<Columns> {
  const loaded = loadModel(file, { set: OFTEN });
  const faults: number[] = [];
  const least: number[] = [];
  const model = { ...loaded, model: change(loaded.model) };
  for await (const { columns } of simulate(model, { paths: 4, seed: "1", threads: 1 })) {
    faults.push(...columns["faults"]);
    least.push(...columns["min_price_ETH"]);
  }
  return { faults, least };
}

test.each([
  ["models/quickstart.yaml", 3200],
  ["models/shared-infrastructure.yaml", 3200],
  ["models/rough-market.yaml", 3200],
])(
  "in %s nothing fails by itself and ETH stays at %d, however high the rates",
  async (file, price) => {
    expect((await columnsOf(file, still)).faults).toEqual([0, 0, 0, 0]);
    expect((await columnsOf(file, still)).least).toEqual([price, price, price, price]);
    const alive = await columnsOf(file, (model) => model);
    expect(Math.min(...alive.faults)).toBeGreaterThan(0);
    expect(Math.max(...alive.least)).toBeLessThan(price);
  },
);

test("attempts end, and what is forced stays", () => {
  const { model } = loadModel("models/attack.yaml");
  expect(JSON.stringify(model)).toMatch(/"attempts":\d*\.?\d*[1-9]/);
  expect(JSON.stringify(still(model))).not.toMatch(/"attempts":\d*\.?\d*[1-9]/);
  const depeg = loadModel("models/stablecoin-depeg.yaml").model;
  expect(still(depeg).scenario).toEqual(depeg.scenario);
});

/** The places of positive numbers per time by which something may happen by itself, as `key.key = value`. */
function hazardsIn(value: unknown, place: string): string[] {
  if (typeof value === "number")
    return value > 0 && /(rate|attempts)$/i.test(place) ? [`${place} = ${value}`] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => hazardsIn(child, `${place}.${key}`));
}

const SHIPPED = [
  ...readdirSync("models").filter((name) => name.endsWith(".yaml")),
  "acceptance/tour.yaml",
];

test("no hazard of any shipped model is left; interest and what the scenario says are", () => {
  const left = SHIPPED.flatMap((name) => {
    const {
      venues: _venues,
      scenario: _scenario,
      ...rest
    } = still(loadModel(`models/${name}`).model);
    return hazardsIn(rest, name);
  });
  expect(left).toEqual([]);
  const { chains } = loadModel("models/acceptance/tour.yaml").model;
  expect(hazardsIn(chains, "chains").join()).toMatch(/compromiseRate = \d/);
});
