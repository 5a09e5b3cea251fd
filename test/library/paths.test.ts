import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { loadModel, readPaths, Refusal, simulatePaths } from "../../src/index.ts";

const names = ["bad_debt_usd", "amplification", "min_price_ETH"];
const model = loadModel("models/quickstart.yaml");

test("simulated paths are, to the last digit, those that a run folder of the same seed holds", async () => {
  const simulated = await simulatePaths(model, { paths: 200, seed: 1, threads: 1, columns: names });
  const read = await readPaths("runs/reference", names);
  expect(simulated.count).toBe(200);
  expect(read).toMatchObject({ count: 200, seed: "1" });
  expect(Object.keys(simulated.columns).toSorted()).toEqual([...names, "weight"].toSorted());
  expect(simulated.columns).toEqual(read.columns);
});

test("all numeric columns are kept unless some are named", async () => {
  const { columns } = await simulatePaths(model, { paths: 3, threads: 1 });
  expect(Object.keys(columns)).toEqual(
    expect.arrayContaining(["path", "weight", "liquidated_usd", "final_price_ETH"]),
  );
  expect([...columns["path"]]).toEqual([0, 1, 2]);
});

test("an unknown column is refused with the nearest name, simulated or read", async () => {
  const unknown = /unknown column 'bad_deb_usd', did you mean 'bad_debt_usd'/;
  await expect(simulatePaths(model, { columns: ["bad_deb_usd"] })).rejects.toThrow(unknown);
  await expect(readPaths("runs/reference", ["bad_deb_usd"])).rejects.toThrow(unknown);
});

test("a folder without a run is refused by its name", async () => {
  const folder = mkdtempSync(`${tmpdir()}/faultline-library-`);
  await expect(readPaths(folder, names)).rejects.toThrow(
    new Refusal([`${folder}: holds no finished run`]),
  );
  rmSync(folder, { recursive: true });
});
