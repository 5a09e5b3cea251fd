/** Shares of variance at the end of a run: known ones, the same bytes, and no rows where there can be none. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyModel } from "../../src/commands/readyModel.ts";
import { pairsOf } from "../../src/commands/mixPaths.ts";
import { runModel } from "../../src/commands/runModel.ts";
import type { RunPlan } from "../../src/commands/runPlan.ts";
import { buildBook, createPathSimulator, simulatePath } from "../../src/engine/path.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { shipped } from "../../src/verification/playing.ts";
import { type Block, orderbook, trader, world } from "../contagion/stage.ts";
import { standInRun } from "./standInRun.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-shares-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const forever = new AbortController().signal;
let runs = 0;

/** Runs a model and reads its files. */
async function filesOf(
  loaded: LoadedModel,
  changes: Partial<RunPlan> = {},
  signal: AbortSignal = forever,
): Promise<(name: string) => string> {
  const { plan } = standInRun("any", 1, {
    out: join(folder, `run-${runs++}`),
    simulation: shippedSimulation,
    block: 500,
    ...changes,
  });
  const texts = { "stage.yaml": "name: stage\n" };
  const sources = { file: "stage.yaml", set: [], tilt: null, texts };
  const ready = readyModel({ ...loaded, sources }, { paths: null, seed: null }, buildBook);
  const { out } = await runModel({ ...ready, loadSeconds: 0 }, plan, signal);
  return (name) => readFileSync(join(out, name), "utf8");
}

/** Waits until the journal of a run tells of so many blocks. */
async function afterBlocks(blocks: number, out: string): Promise<void> {
  const journal = join(out, ".checkpoint", "journal.jsonl");
  const told = (): number =>
    existsSync(journal) ? readFileSync(journal, "utf8").split("\n").length - 2 : -1;
  while (told() < blocks) await setTimeout(1);
}

interface Found {
  readonly paths: number;
  readonly value: number;
  readonly error: number;
  readonly low: string;
}

/** The rows of shares, by metric. */
function sharesIn(convergence: string): Record<string, Found> {
  const lines = convergence.split("\n").filter((line) => line.endsWith(",variance"));
  return Object.fromEntries(
    lines.map((line) => {
      const [, paths, metric, value, error, low] = /^(\d+),"(.*)",(.*),(.*),(.*),.*,variance$/.exec(
        line,
      )!;
      return [metric, { paths: Number(paths), value: Number(value), error: Number(error), low }];
    }),
  );
}

/** A long that falls with the market; a long in a coin that crashes for an hour, safe while its chain is down. */
const TWO_PARTS: Block = {
  horizon: "1 day",
  step: "1 hour",
  market: {
    assets: {
      ETH: { price: 1000, volatility: 1.5 },
      COIN: { price: 10, volatility: 0 },
      USDC: { price: 1, kind: "cash" },
    },
  },
  sequencers: {
    s: { faults: [{ mode: "halt", rate: "700 / year", duration: { constant: "6 hours" } }] },
  },
  chains: {
    sound: { kind: "sidechain" },
    weak: { kind: "sidechain", sequencer: "s" },
  },
  venues: {
    v: { ...orderbook(), chain: "sound" },
    w: {
      ...orderbook(),
      chain: "weak",
      markets: { COIN: { depth_1pct: 1e6, resilience: "1 hour" } },
    },
  },
  book: {
    accounts: [
      trader("a", 100, 15_000),
      { id: "b", venue: "w", collateral: { USDC: 15_000 }, positions: { COIN: { size: 10_000 } } },
    ],
  },
  scenario: [
    { at: "20 hours", price: { COIN: -0.13 } },
    { at: "20.5 hours", price: { COIN: 0.2 } },
  ],
};

const twoParts = (sampling: Block): LoadedModel =>
  world({ ...TWO_PARTS, sampling: { seed: 3, feedback: "off", ...sampling } });

describe("a loss that is a sum of one of the market and one of the machinery", () => {
  it("is owed to each by its variance, within 4 standard errors, and to the owners by nothing", async () => {
    const files = await filesOf(twoParts({ paths: 2500, variance_shares: 1.5 }));
    const parts: Record<string, Float64Array> = {};
    for (const line of files("venues.csv").split("\n").slice(1)) {
      const [path, venue, usd] = line.split(",");
      if (venue !== undefined)
        (parts[venue] ??= new Float64Array(2500))[Number(path)] = Number(usd);
    }
    const variance = (values: Float64Array): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    };
    const [market, machinery] = [variance(parts["v"]), variance(parts["w"])];
    const shares = sharesIn(files("convergence.csv"));
    for (const kind of ["variance_share", "variance_total"]) {
      for (const [group, part] of [
        ["market", market],
        ["infrastructure", machinery],
      ] as const) {
        const { value, error, paths } = shares[`${kind}(liquidated_usd, ${group})`];
        expect(paths).toBe(2500);
        expect(part / (market + machinery)).toBeGreaterThan(0.2);
        expect(error).toBeLessThan(0.07);
        // Half an error more for what the parts' own variances, of as many paths, do not know.
        expect(Math.abs(value - part / (market + machinery))).toBeLessThan(4.5 * error);
      }
      expect(shares[`${kind}(liquidated_usd, book)`]).toMatchObject({ value: 0, low: "" });
    }
  });

  it("has the same shares on two threads, in other blocks, and after an interruption", async () => {
    const model = twoParts({ paths: 1500 });
    const whole = (await filesOf(model))("convergence.csv");
    expect(Object.keys(sharesIn(whole)).length).toBe(6);
    const other = await filesOf(model, { threads: 2, executor: "threads", block: 170 });
    expect(other("convergence.csv")).toBe(whole);
    const stop = new AbortController();
    const out = join(folder, "interrupted");
    const interrupted = filesOf(model, { out, block: 100 }, stop.signal);
    void afterBlocks(1500 / 100, out).then(() => stop.abort());
    await expect(interrupted).rejects.toThrow("1500 of 1500 paths are kept");
    expect((await filesOf(model, { out, resume: true }))("convergence.csv")).toBe(whole);
  });

  it("that only the market moves is owed to it alone, exactly", async () => {
    const still = twoParts({ paths: 1500 });
    const calm = {
      ...still,
      model: {
        ...still.model,
        sequencers: still.model.sequencers.map((one) => ({ ...one, faults: [] })),
      },
    };
    const shares = sharesIn((await filesOf(calm))("convergence.csv"));
    expect(
      ["market", "infrastructure", "book"].map(
        (group) => shares[`variance_share(liquidated_usd, ${group})`].value,
      ),
    ).toEqual([1, 0, 0]);
  });
});

describe("a hybrid", () => {
  it("has the prices of one path and the faults of the other, or all but its owners' answers of one", () => {
    const { model, base } = shipped("three-rollups", [
      "params.crash_coupling=0",
      "sampling.feedback=off",
      "*.*.faults.*.rate=900 / year",
      "horizon=6 hours",
    ]);
    const loaded = { model, book: buildBook(model, base) };
    const own = createPathSimulator(loaded, []);
    simulatePath(own, 8);
    simulatePath(own, 9);
    const mixed = createPathSimulator(loaded, [], "hybrids");
    for (const hybrid of [12, 13, 14]) simulatePath(mixed, hybrid);
    const cell = (of: typeof own, column: string, row: number): number =>
      (of.tables.paths.columns as Record<string, Float64Array>)[column][row];
    const faults = [0, 1].map((row) => cell(own, "downtime_hours", row));
    const prices = [0, 1].map((row) => cell(own, "final_price_ETH", row));
    expect(faults[0]).not.toBe(faults[1]);
    expect(prices[0]).not.toBe(prices[1]);
    const [infrastructure, market, book] = [0, 1, 2];
    expect(cell(mixed, "downtime_hours", infrastructure)).toBe(faults[1]);
    expect(cell(mixed, "final_price_ETH", infrastructure)).toBe(prices[0]);
    expect(cell(mixed, "downtime_hours", market)).toBe(faults[0]);
    expect(cell(mixed, "final_price_ETH", market)).toBe(prices[1]);
    expect(cell(mixed, "downtime_hours", book)).toBe(faults[0]);
    expect(cell(mixed, "final_price_ETH", book)).toBe(prices[0]);
  });
});

describe("in worlds of uncertain parameters", () => {
  const rate = "700 / year";
  const uncertain = world({
    ...TWO_PARTS,
    params: { rate },
    uncertain: { rate: { uniform: { low: "500 / year", high: "900 / year" } } },
    sequencers: {
      s: { faults: [{ mode: "halt", rate: "=rate", duration: { constant: "6 hours" } }] },
    },
    sampling: { seed: 3, feedback: "off", paths: 1000, variance_shares: 1.5, paths_per_world: 20 },
  });

  it("shares are those within a world, with intervals over worlds, the same on two threads", async () => {
    const files = await filesOf(uncertain);
    const found = sharesIn(files("convergence.csv"));
    const known = sharesIn(
      (await filesOf(twoParts({ paths: 1000, variance_shares: 1.5 })))("convergence.csv"),
    );
    expect(Object.keys(found)).toEqual(Object.keys(known));
    for (const group of ["infrastructure", "market"]) {
      const [one, other] = [found, known].map(
        (all) => all[`variance_share(liquidated_usd, ${group})`],
      );
      expect(one.paths).toBe(1000);
      expect(Math.abs(one.value - other.value)).toBeLessThan(
        4 * Math.hypot(one.error, other.error),
      );
    }
    expect(found["variance_total(liquidated_usd, book)"].value).toBe(0);
    const threaded = await filesOf(uncertain, { threads: 2, executor: "threads", block: 7 });
    expect(threaded("convergence.csv")).toBe(files("convergence.csv"));
  }, 60_000);
});

describe("pairs", () => {
  const of = (paths: number, sampling: Block = {}): number =>
    pairsOf(twoParts({ paths, ...sampling }).model.sampling, paths).reduce(
      (sum, { pairs }) => sum + pairs,
      0,
    );

  it("take a tenth of a run's paths more, or as many as the model says, but never more than it has", () => {
    expect(of(3000)).toBe(100);
    expect(of(3000, { variance_shares: 0.5 })).toBe(500);
    expect(of(3000, { variance_shares: 1.5 })).toBe(1500);
  });

  it("are none in a short run, where the model wants none, and where paths are not alike and independent", () => {
    expect(of(1400)).toBe(0);
    expect(of(3000, { variance_shares: 0 })).toBe(0);
    for (const drawn of [
      { method: "antithetic" },
      { method: "sobol" },
      { strata: [1, 1] },
      { splitting: { levels: [1] } },
      { tilt: { "sequencers.s": 2 } },
    ])
      expect(of(3000, drawn)).toBe(0);
  });
});
