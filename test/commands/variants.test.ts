import { expect, test } from "vitest";
import { columnsOfVariant, openVariants } from "../../src/commands/variants.ts";
import { openExecutor } from "../../src/engine/executors/run.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import { simulate } from "../../src/engine/simulate.ts";
import { loadModel } from "../../src/model/load.ts";

const file = "models/quickstart.yaml";
const asked = { file, paths: 24, seed: "5", set: [] };
const never = new AbortController().signal;

test("variants simulated one after the other in the same threads have the columns of runs of their own", async () => {
  const load = await openVariants(asked, shippedSimulation);
  const settings = [[], ["venues.perps.margin.0.maintenance=0.04"], []];
  const executor = openExecutor(2);
  const found: Float64Array[] = [];
  for (const set of settings) {
    const range = { from: 0, to: 24 };
    const variant = load(set);
    const names = ["liquidated_usd"] as const;
    const columns = await columnsOfVariant(
      executor,
      variant,
      names,
      range,
      shippedSimulation,
      never,
    );
    found.push(columns.liquidated_usd);
  }
  await executor.close();
  for (const [at, set] of settings.entries()) {
    const alone: number[] = [];
    for await (const block of simulate(loadModel(file, { set }), {
      paths: 24,
      seed: "5",
      threads: 1,
    }))
      alone.push(...block.columns["liquidated_usd"]);
    expect([...found[at]]).toEqual(alone);
  }
  expect(found[1]).not.toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
});

test("a range gives the paths of that range", async () => {
  const load = await openVariants(asked, shippedSimulation);
  const executor = openExecutor(1);
  const of = (from: number, to: number) =>
    columnsOfVariant(
      executor,
      load([]),
      ["liquidated_usd", "min_price_ETH"],
      { from, to },
      shippedSimulation,
      never,
    );
  const [all, part] = [await of(0, 24), await of(10, 17)];
  expect(part.min_price_ETH).toEqual(all.min_price_ETH.slice(10, 17));
  expect(part.liquidated_usd).toEqual(all.liquidated_usd.slice(10, 17));
});
