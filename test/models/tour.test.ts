/** The acceptance tour: zero means zero, each rate leaves its mark, and every entity has one. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { runModel } from "../../src/commands/runModel.ts";
import type { RunPlan } from "../../src/commands/runPlan.ts";
import { tableNames } from "../../src/engine/columns.ts";
import { buildBook } from "../../src/engine/path.ts";
import type { TradingSimulator } from "../../src/engine/path.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import { RATES, marks, playPaths, still, tablesWithRows, tour } from "./tour.ts";

const PER_YEAR = 365 / 3;
/** Makes an event of `rate` a year come 16 times in the three days. */
const tilted = (pattern: string, rate: number): string =>
  `sampling.tilt={ '${pattern}': ${(16 * PER_YEAR) / rate} }`;

const sum = ({ tables }: TradingSimulator, column: string): number => {
  const values = (tables.paths.columns as Readonly<Record<string, Float64Array>>)[column];
  return values.subarray(0, tables.paths.rows).reduce((total, value) => total + value, 0);
};

describe("with every rate, volatility and drift at zero", () => {
  const simulator = playPaths(tour(still()), 20);

  it.each([
    "liquidated_usd",
    "bad_debt_usd",
    "insurance_used_usd",
    "vault_loss_usd",
    "adl_usd",
    "socialised_usd",
    "penalties_usd",
    "trapped_usd_hours",
    "top_ups_blocked_usd",
    "faults",
    "downtime_hours",
    "clearing_loss_usd",
    "unresolved_bad_debt_usd",
    "makers_pnl_usd",
    "mev_usd",
    "debt_rank",
  ])("20 paths have no %s", (column) => expect(sum(simulator, column)).toBe(0));

  it("prices, funds and pools stand, and batches are all that happens", () => {
    expect(sum(simulator, "min_price_ETH")).toBe(20 * 3200);
    expect(sum(simulator, "final_price_BTC")).toBe(20 * 95_000);
    expect(sum(simulator, "min_inventory_share")).toBe(20);
    expect(sum(simulator, "min_pool_share")).toBe(20);
    expect(tablesWithRows(simulator)).toEqual([]);
    expect(marks(simulator, "batches", "chain")).toEqual(["vld", "zk"]);
    expect(marks(simulator, "clearing", "defaulted")).toEqual(["0"]);
  });
});

/** Dotted keys of what comes at a rate, or moves prices; interest breaks nothing. */
function ratesIn(tree: unknown, path: readonly string[]): string[] {
  if (typeof tree !== "object" || tree === null) {
    const named = ["rate", "compromise_rate", "attempts", "volatility"].includes(path.at(-1)!);
    return named && !path.includes("borrow") ? [path.join(".")] : [];
  }
  return Object.entries(tree).flatMap(([key, value]) => ratesIn(value, [...path, key]));
}

describe("one rate alone, at its value and tilted to 16 events a path", () => {
  const faultsOf = (key: string, ...set: readonly string[]): string[] =>
    marks(
      playPaths(tour([...still(key), "sampling.defensive=0", ...set]), 6),
      "faults",
      "component",
      "mode",
      "cause",
    );

  test.each([
    ["sequencers.nitro.faults.0.rate", "sequencers.*", 0.62, ["sequencers.nitro halt random"]],
    ["sequencers.nitro.faults.1.rate", "sequencers.*", 2, ["sequencers.nitro degrade random"]],
    ["sequencers.nitro.faults.2.rate", "sequencers.*", 0.1, ["sequencers.nitro censor random"]],
    [
      "sequencers.commons.faults.0.rate",
      "sequencers.*",
      6,
      ["sequencers.commons halt quorum", "sequencers.commons/node halt random"],
    ],
    [
      "chains.side.sequencer.faults.0.rate",
      "chains.side.sequencer",
      3,
      ["chains.side.sequencer halt quorum", "chains.side.sequencer/node halt random"],
    ],
    [
      "provers.commons-prover.faults.0.rate",
      "provers.*",
      0.3,
      ["provers.commons-prover halt random"],
    ],
    [
      "provers.commons-prover.faults.1.rate",
      "provers.*",
      4,
      ["provers.commons-prover slow random"],
    ],
    [
      "provers.commons-prover.soundness_bug.rate",
      "provers.*",
      0.002,
      ["provers.commons-prover soundness_bug random"],
    ],
    [
      "availability.dac.faults.0.rate",
      "availability.*",
      0.5,
      ["availability.dac withhold quorum", "availability.dac/member withhold random"],
    ],
    ["bridges.wormgate.faults.0.rate", "bridges.*", 1, ["bridges.wormgate pause random"]],
    ["bridges.wormgate.faults.1.rate", "bridges.*", 0.09, ["bridges.wormgate exploit random"]],
    ["chains.arb.invalid_claim.rate", "chains.*", 0.01, ["chains.arb invalid_claim random"]],
    [
      "chains.side.signers.compromise_rate",
      "chains.*",
      0.02,
      ["chains.side compromise quorum", "chains.side/signer compromise random"],
    ],
    [
      "common_causes.cloud-region.rate",
      "common_causes.*",
      1,
      [
        "provers.commons-prover halt common:cloud-region",
        "sequencers.commons halt quorum",
        "sequencers.commons/node halt common:cloud-region",
        "sequencers.nitro halt common:cloud-region",
      ],
    ],
    [
      "common_causes.l1-upgrade.rate",
      "common_causes.*",
      1.5,
      ["sequencers.commons halt common:l1-upgrade", "sequencers.nitro halt common:l1-upgrade"],
    ],
    ["settlement.congestion.rate", "settlement", 12, ["settlement congestion random"]],
    ["settlement.reorganisation.rate", "settlement", 0.05, ["settlement reorganisation random"]],
  ] as const)("%s", (key, pattern, rate, expected) => {
    expect(faultsOf(key, tilted(pattern, rate))).toEqual(expected);
  });

  it("sequencers.commons.security.attempts, where little is staked and prices move: censored by an attack", () => {
    const set = ["sequencers.commons.security.stake=1000", "sequencers.commons.security.bond=0"];
    const key = "sequencers.commons.security.attempts";
    const alone = [...still(key, "market.assets.ETH.volatility"), ...set, "sampling.defensive=0"];
    const simulator = playPaths(tour([...alone, tilted("sequencers.*", 2)]), 6);
    expect(marks(simulator, "faults", "component", "mode", "cause")).toEqual([
      "sequencers.commons censor attack",
    ]);
  });

  // A depeg has no tilt, and the shallow ones of the tour bring nobody down.
  it.each([
    ["market.jumps.rate", []],
    ["market.assets.ETH.volatility", []],
    ["market.assets.BTC.volatility", []],
    [
      "market.assets.USDC.depeg.rate",
      ["market.assets.USDC.depeg={ rate: 60 / year, loss: { constant: 0.7 }, recovery: 18 hours }"],
    ],
  ] as const)("%s: liquidations, and no fault", (key, set) => {
    const simulator = playPaths(tour([...still(key), ...set]), 8);
    const depegs = key.includes("depeg");
    expect(marks(simulator, "liquidations", "cause")).toContain(depegs ? "depeg" : "market");
    expect(marks(simulator, "faults", "component")).toEqual([]);
  });

  it("leaves no rate of the file out", () => {
    const file: unknown = parse(readFileSync("models/acceptance/tour.yaml", "utf8"));
    expect([...RATES].toSorted()).toEqual(ratesIn(file, []).toSorted());
  });
});

describe("30 paths with every tilt up, moved prices and little at stake", () => {
  const simulator = playPaths(
    tour([
      `sampling.tilt={ "sequencers.*": 40, sequencers.nitro.halt: 200, sequencers.nitro.censor: 1000, chains.side.sequencer: 40,
        "bridges.*": 300, "provers.*": 40, provers.commons-prover.soundness_bug: 20000, "availability.*": 100,
        "chains.*": 1500, chains.side.compromise: 4000, settlement: 30, settlement.reorganisation: 1000,
        "common_causes.*": 30 }`,
      "sampling.defensive=0",
      "sequencers.commons.security.stake=1e4",
      "sequencers.commons.security.bond=0",
      "market.assets.ETH.volatility=1.5",
      "market.assets.USDC.depeg.rate=30 / year",
    ]),
    30,
  );

  it("every component that can fail fails, in every mode that it has", () => {
    expect(marks(simulator, "faults", "component", "mode")).toEqual([
      "availability.dac withhold",
      "availability.dac/member withhold",
      "bridges.wormgate exploit",
      "bridges.wormgate pause",
      "chains.arb invalid_claim",
      "chains.side compromise",
      "chains.side.sequencer halt",
      "chains.side.sequencer/node halt",
      "chains.side/signer compromise",
      "provers.commons-prover halt",
      "provers.commons-prover slow",
      "provers.commons-prover soundness_bug",
      "sequencers.commons censor",
      "sequencers.commons halt",
      "sequencers.commons/node halt",
      "sequencers.nitro censor",
      "sequencers.nitro degrade",
      "sequencers.nitro halt",
      "settlement congestion",
      "settlement reorganisation",
    ]);
  });

  it("by every cause that the model names", () => {
    expect(marks(simulator, "faults", "cause")).toEqual([
      "attack",
      "common:cloud-region",
      "common:l1-upgrade",
      "quorum",
      "random",
    ]);
  });

  it("money takes every kind of way that is asked for, and every fate", () => {
    // Nobody in the tour sends a claim, or cash between zk and vld: wormgate and layer carry nothing.
    expect(marks(simulator, "transfers", "route")).toEqual([
      "",
      "arb-canonical+zk-canonical",
      "arb/hatch+zk-canonical",
      "hop",
      "zk-canonical+arb-canonical",
      "zk/hatch+arb-canonical",
    ]);
    expect(marks(simulator, "transfers", "purpose")).toEqual(["rebalance", "refill", "top-up"]);
    expect(marks(simulator, "transfers", "outcome")).toEqual([
      "blocked",
      "cancelled",
      "in_flight",
      "landed",
      "refused",
      "undone",
    ]);
    expect(marks(simulator, "transfers", "cause")).toEqual([
      "",
      "censored",
      "chain_halted",
      "exits_frozen",
      "pool_short",
      "reorganisation",
      "rollback",
    ]);
    expect(marks(simulator, "batches", "chain")).toEqual(["arb", "vld", "zk"]);
  });

  it("accounts are closed at every venue and for every cause", () => {
    expect(marks(simulator, "liquidations", "cause")).toEqual([
      "blocked_top_up",
      "depeg",
      "funding",
      "gap",
      "impact",
      "market",
      "panic",
      "unwind",
    ]);
    expect(marks(simulator, "liquidations", "venue")).toEqual([
      "arb-perps",
      "vld-loans",
      "zk-perps",
    ]);
    expect(marks(simulator, "liquidations", "undone")).toEqual(["0", "1"]);
    expect(marks(simulator, "clearing", "institution")).toEqual([
      "fund",
      "hop-lp",
      "venues.zk-perps.vault",
    ]);
  });
});

test("the ledger balances on 100 tilted paths, which weigh about 1", { timeout: 600_000 }, () => {
  const simulator = playPaths(tour(), 100);
  expect(simulator.tables.paths.rows).toBe(100);
  expect(sum(simulator, "weight")).toBeGreaterThan(50);
  expect(sum(simulator, "weight")).toBeLessThan(200);
});

test(
  "12 paths are the same bytes for 1 and 2 threads and blocks of 5 and 12",
  { timeout: 600_000 },
  async () => {
    const { model, base, text } = tour();
    const texts = { "tour.yaml": text };
    const few = { ...model, sampling: { ...model.sampling, paths: 12 } };
    const runnable = {
      model: few,
      book: buildBook(few, base),
      digest: "70757200",
      sources: { file: "tour.yaml", set: [], tilt: null, texts },
      warnings: [],
      loadSeconds: 0,
    };
    const folder = mkdtempSync(join(tmpdir(), "faultline-tour-"));
    const run = async (out: string, changes: Partial<RunPlan>): Promise<Record<string, string>> => {
      const plan: RunPlan = {
        out: join(folder, out),
        resume: false,
        tables: tableNames,
        format: "csv",
        threads: 1,
        executor: "inline",
        block: 12,
        until: null,
        tilt: null,
        quiet: true,
        command: "",
        resumeCommand: "",
        simulation: shippedSimulation,
        ...changes,
      };
      await runModel(runnable, plan, new AbortController().signal);
      const names = readdirSync(plan.out).filter((name) => name !== "manifest.json");
      return Object.fromEntries(
        names.map((name) => [name, readFileSync(join(plan.out, name), "utf8")]),
      );
    };
    try {
      const reference = await run("inline", {});
      expect(reference["liquidations.csv"].split("\n").length).toBeGreaterThan(100);
      expect(await run("blocks", { block: 5 })).toEqual(reference);
      expect(await run("threads", { block: 5, threads: 2, executor: "threads" })).toEqual(
        reference,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
