import { expect, test } from "vitest";
import { simulate } from "../../../src/engine/simulate.ts";
import { loadModel } from "../../../src/model/load.ts";

async function play(exponent: number, depth: string, paths: number): Promise<void> {
  const set = [
    `venues.perps.markets.ETH.exponent=${exponent}`,
    `venues.perps.markets.ETH.depth_1pct=${depth}`,
  ];
  const loaded = loadModel("models/quickstart.yaml", { set });
  for await (const _ of simulate(loaded, { paths, seed: "1", threads: 1 }));
}

test("a price that sales into no depth drive to nothing or to infinity ends the run by its name, not as a ledger", async () => {
  await expect(play(4, "1e4", 1)).rejects.toThrow(
    /^path 0: impact has driven the price of a market at perps to exp\(\d/,
  );
  await expect(play(2, "3e4", 30)).rejects.toThrow(/^path 24: impact has driven the price of /);
});

test("a deep fall is none", async () => {
  await expect(play(2, "1e5", 30)).resolves.toBeUndefined();
});
