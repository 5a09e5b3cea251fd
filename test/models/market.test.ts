/** The small models of the market's parts: each runs, and what it is there to show happens. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { meanOf, play, playColumn, simulatorOf } from "../contagion/stage.ts";

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

it("past-market.yaml: 12 hours of the 16 on file, so that no path ends outside of what ETH did in any 12 of them", () => {
  const ends = playColumn(loadModel("models/past-market.yaml"), "final_price_ETH", 50);
  const prices = readFileSync("models/data/prices_20231120.csv", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => Number(row.split(",")[1]));
  const windows = prices.slice(12).map((price, hour) => (3200 * price) / prices[hour]);
  expect(windows).toHaveLength(5);
  // Liquidations of a small book into a deep market leave S within half a percent of S_ex.
  for (const end of ends)
    expect(windows.some((price) => Math.abs(end / price - 1) < 0.005)).toBe(true);
  expect(new Set(ends.map((end) => Math.round(end / 16))).size).toBeGreaterThan(2);
});

it("past-market.yaml with a bootstrap beside its replay is refused", () => {
  const set = ["market.bootstrap.block_length=3 hours"];
  expect(() => loadModel("models/past-market.yaml", { set })).toThrow(
    "market.replay: cannot stand beside bootstrap",
  );
});

it("borrowers-window.yaml: lenders lose more to borrowers who use the window than to those who do not", () => {
  const lost = ["0.4", "0"].map((probability) => {
    const set = [`book.cohorts.loans.draw_down.probability=${probability}`];
    const model = loadModel("models/borrowers-window.yaml", { set });
    return meanOf(playColumn(model, "bad_debt_usd", 20)).mean;
  });
  expect(lost[1]).toBeGreaterThan(1e6);
  expect(lost[0]).toBeGreaterThan(1.05 * lost[1]);
});
