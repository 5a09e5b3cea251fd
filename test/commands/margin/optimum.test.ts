/** `margin --optimise` on a fall in two steps whose answer can be counted. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { optimum } from "../../../src/commands/margin/optimum.ts";
import type { MarginOptions } from "../../../src/commands/margin/question.ts";
import { optimumJson, optimumReport } from "../../../src/commands/margin/optimumReport.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";

const KEY = "venues.v.margin.0.maintenance";
const PENALTY = "venues.v.liquidation.penalty";

/**
 * Longs from 100 with equity of 1 %, 1.5 %, ... 40 %. The price falls to 95, then at once to 85.5: whoever has under 14.5 %
 * and is not closed at 95 leaves bad debt, so a margin of (14.5 - 5)/95 = 10 % at 95 is what it takes.
 */
const MODEL = {
  name: "steps",
  horizon: "10 minutes",
  step: "1 minute",
  market: { assets: { ETH: { price: 100, volatility: 0 }, USDC: { price: 1, kind: "cash" } } },
  chains: { l2: { kind: "optimistic", challenge_window: "7 days" } },
  venues: {
    v: {
      chain: "l2",
      kind: "orderbook",
      mark: "venue",
      collateral: { USDC: 0 },
      markets: { ETH: { depth_1pct: 1e18, resilience: "1 minute" } },
      margin: [{ initial: 0.004, maintenance: 0.002 }],
      liquidation: { penalty: 0.001 },
    },
  },
  book: {
    accounts: Array.from({ length: 79 }, (_, at) => ({
      id: `a${at}`,
      venue: "v",
      collateral: { USDC: 1 + at / 2 },
      positions: { ETH: { size: 1, entry: 100 } },
    })),
  },
  scenario: [
    { at: "2 minutes", price: { ETH: -0.05 } },
    { at: "5 minutes", price: { ETH: -0.1 } },
  ],
  sampling: { paths: 6, seed: 1, feedback: "off" },
};

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-optimum-"));
  file = join(folder, "steps.yaml");
  writeFileSync(file, JSON.stringify(MODEL));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (options: MarginOptions) =>
  optimum(
    file,
    {
      vary: [`${KEY}=0.01:0.3`, `${PENALTY}=0.001:0.02`],
      limit: "bad_debt_usd > 1",
      probability: "0.5",
      threads: "1",
      quiet: true,
      out: join(folder, "out"),
      ...options,
    },
    {
      invocation: { program: ["faultline"], arguments: ["margin"] },
      signal: new AbortController().signal,
      simulation: shippedSimulation,
    },
  );

it("the least that is closed without bad debt is closed at a margin of 10 %, whatever the penalty", async () => {
  const answer = await ask({});
  const { looked, best } = answer.optimum;
  expect(best!.shortfall_usd).toBeLessThanOrEqual(1);
  expect(best!.cost).toBeLessThan(looked[0].cost);
  // The optimiser stops at a change of 1e-3 of the cost, an account of some seventy at a time: within two of them.
  expect(best!.values[0]).toBeGreaterThan(0.09);
  expect(best!.values[0]).toBeLessThan(0.125);
  const rows = parse(readFileSync(join(folder, "out", "optimum.csv"), "utf8"), {
    columns: true,
  }) as Record<string, string>[];
  expect(rows).toHaveLength(looked.length);
  expect(rows.filter((row) => row["best"] === "1").map((row) => Number(row[KEY]))).toEqual([
    best!.values[0],
  ]);
  expect(optimumReport(answer)).toContain("has the least mean of liquidated_usd");
  expect(JSON.stringify(optimumJson(answer))).not.toContain("NaN");
}, 120_000);

it("a limit that nothing holds leaves no optimum, and says so", async () => {
  const answer = await ask({ limit: "bad_debt_usd > -1", evaluations: "5" });
  expect(answer.manifest.outcome).toBe("none allowed");
  expect(optimumReport(answer)).toContain(
    "None of 5 settings has a shortfall of bad_debt_usd under -1",
  );
}, 120_000);

it("words that belong to the search on a line are refused, and unknown costs", async () => {
  await expect(ask({ grid: "5" })).rejects.toThrow("--grid: has no meaning with --optimise");
  await expect(ask({ cost: "pain" })).rejects.toThrow("--cost: unknown metric 'pain'");
});
