/** The small models of the market's parts: each runs, and what it is there to show happens. */
import { expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { play, playColumn, simulatorOf } from "../contagion/stage.ts";

it("stablecoin-depeg.yaml: with everything else at rest a coin under its peg closes loans, and lenders lose", () => {
  const simulator = simulatorOf(loadModel("models/stablecoin-depeg.yaml"));
  const paths = Array.from({ length: 20 }, (_, path) => play(simulator, path));
  const closes = paths.flatMap(({ liquidations }) => liquidations);
  expect(closes.length).toBeGreaterThan(100);
  expect(new Set(closes.map(({ cause }) => cause))).toEqual(new Set(["depeg"]));
  expect(paths.some(({ row }) => row.socialised_usd > 0)).toBe(true);
});

it("rough-market.yaml: the quickstart's accounts meet deeper falls than in the quickstart, on as many paths", () => {
  const falls = ["quickstart", "rough-market"].map((name) => {
    const least = playColumn(loadModel(`models/${name}.yaml`), "min_price_ETH", 300);
    return least.toSorted()[3];
  });
  expect(falls[1]).toBeLessThan(falls[0]);
});
