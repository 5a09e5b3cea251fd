/**
 * Whole runs: the ledger on ten thousand paths of the default model, and the acceptance models at the number of paths
 * their files ask for. Intervals of four standard errors: one false alarm in 16 000.
 */
import { expect, test } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import { loadModel } from "../../src/model/load.ts";

async function column(file: string, name: string, paths?: number): Promise<number[]> {
  const values: number[] = [];
  const options = paths === undefined ? {} : { paths };
  for await (const block of simulate(loadModel(file), options)) values.push(...block.columns[name]);
  return values;
}

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

test("the ledger balances on 10 000 paths of the default model: a path that does not stops the run", async () => {
  expect(await column("models/three-rollups.yaml", "bad_debt_usd", 10_000)).toHaveLength(10_000);
});

test("single-long is liquidated with probability .624463453, the discretely monitored first passage", async () => {
  const { mean, error } = meanAndError(
    await column("models/acceptance/single-long.yaml", "liquidated_accounts"),
  );
  expect(error).toBeLessThan(0.002);
  expect(Math.abs(mean - 0.624463453)).toBeLessThan(4 * error);
});

test("one-sequencer is down for 3.9559232014 h of 720 h, the alternating renewal process", async () => {
  const { mean, error } = meanAndError(
    await column("models/acceptance/one-sequencer.yaml", "downtime_hours"),
  );
  expect(error).toBeLessThan(0.02);
  expect(Math.abs(mean - 3.9559232014)).toBeLessThan(4 * error);
});
