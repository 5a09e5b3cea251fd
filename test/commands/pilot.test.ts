/** Tilts chosen by a pilot: what they save, that they can be given by hand, and that nothing but the model decides them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { createProgram } from "../../src/commands/program.ts";
import { chooseTilts } from "../../src/commands/pilot.ts";
import { tiltRuleOf } from "../../src/commands/tiltRule.ts";
import type { TiltRule } from "../../src/commands/tiltRule.ts";
import { shippedSuites } from "../../src/commands/verify.ts";
import { buildBook, createPathSimulator, simulatePath } from "../../src/engine/path.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { parseModel } from "../../src/model/parse.ts";
import type { ChosenTilts, Manifest } from "../../src/output/manifest.ts";
import { HALTABLE, meanOf, move, orderbook, trader } from "../contagion/stage.ts";
import type { Block } from "../contagion/stage.ts";

/** A long that a fall in the fifth minute makes liquidatable, and whose debt is bad only if the chain is halted then. */
const RARE: Block = {
  name: "rare",
  horizon: "10 minutes",
  step: "1 minute",
  market: { assets: { ETH: { price: 1000, volatility: 0 }, USDC: { price: 1, kind: "cash" } } },
  ...HALTABLE,
  sequencers: {
    s: { faults: [{ mode: "halt", rate: "1 / 10000 / minute", duration: { constant: "1 hour" } }] },
  },
  venues: { v: orderbook({}, { depth_1pct: 1e9 }) },
  book: { accounts: [trader("a", 100, 11_000)] },
  scenario: [move(5, -0.07), move(9, -0.1)],
  sampling: { seed: "rare" },
};

const load = (block: Block, tilt?: readonly string[]): LoadedModel =>
  parseModel(JSON.stringify(block), { fileName: "pilot.json", tilt });

function choose(block: Block, figure: string): Promise<ChosenTilts> {
  const rule = tiltRuleOf(["auto"], figure, []) as TiltRule & { kind: "auto" };
  const { model, base } = load(block, []);
  return chooseTilts(
    rule,
    {
      model,
      book: buildBook(model, base),
      underTilts: (tilts) => load(block, tilts).model,
      plan: { threads: 1, executor: "inline", simulation: shippedSimulation, quiet: true },
    },
    new AbortController().signal,
  );
}

/** w * x over paths. */
function products(
  { model, base }: LoadedModel,
  paths: number,
  value: (column: (name: string) => number) => number,
): Float64Array {
  const simulator = createPathSimulator({ model, book: buildBook(model, base) }, []);
  for (let path = 0; path < paths; path++) simulatePath(simulator, path);
  const { columns } = simulator.tables.paths as { columns: Record<string, Float64Array> };
  return Float64Array.from(
    { length: paths },
    (_, path) => columns["weight"][path] * value((name) => columns[name][path]),
  );
}

describe("a fault once in 2 000 paths", () => {
  // The chain must be halted from before minute 5 to the end: P = 1 - exp(-5/10000).
  const probability = -Math.expm1(-5 / 10_000);
  const isBad = (column: (name: string) => number): number => (column("bad_debt_usd") > 0 ? 1 : 0);

  test("is found from nothing, and costs 100 times less variance per path than plain sampling", async () => {
    const { tilts, reached } = await choose(RARE, "probability(bad_debt_usd > 0)");
    expect(reached).toBe(true);
    expect(tilts).toHaveLength(1);
    expect(tilts[0]).toMatch(/^sequencers\.s\.halt=/);
    const tilted = products(load(RARE, tilts), 4000, isBad);
    const { mean, error } = meanOf(tilted);
    expect(Math.abs(mean - probability)).toBeLessThan(4 * error);
    const plain = probability * (1 - probability);
    expect(plain / (error ** 2 * 4000)).toBeGreaterThan(100);
  });
});

const CRASHES: Block = {
  ...RARE,
  name: "crashes",
  horizon: "1 day",
  step: "1 hour",
  market: {
    assets: {
      BTC: { price: 1000, volatility: 0.5 },
      ETH: { price: 1000, volatility: 0.8 },
      USDC: { price: 1, kind: "cash" },
    },
    correlation: { "BTC/ETH": 0.8 },
    jumps: {
      rate: "100 / year",
      shared: 0.5,
      size: { BTC: { mean: 0, sd: 0.03 }, ETH: { mean: 0, sd: 0.05 } },
    },
  },
  scenario: [],
  sampling: { seed: "crashes" },
};

describe("a crash", () => {
  test("is told from faults that do not matter: jumps are larger and downward, the sequencer stays as it is", async () => {
    const { tilts } = await choose(CRASHES, "es(bad_debt_usd, 0.999)");
    expect(tilts.join(" ")).toMatch(/market\.assets\.ETH\.jump_size=-/);
    expect(tilts.join(" ")).not.toContain("sequencers");
    const bad = (column: (name: string) => number): number => column("bad_debt_usd");
    const tilted = meanOf(products(load(CRASHES, tilts), 4000, bad));
    const plain = meanOf(products(load(CRASHES, []), 8000, bad));
    expect(Math.abs(tilted.mean - plain.mean)).toBeLessThan(
      4 * Math.hypot(tilted.error, plain.error),
    );
    expect(tilted.error).toBeLessThan(plain.error);
  });

  test("that never comes leaves the model as it is", async () => {
    const calm = { ...RARE, scenario: [], market: RARE["market"] };
    const { tilts, reached } = await choose(calm, "es(bad_debt_usd, 0.99)");
    expect([tilts, reached]).toEqual([[], false]);
  });
});

describe("on the command line", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-pilot-"));
    writeFileSync(join(folder, "rare.json"), JSON.stringify(RARE));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(out: string, ...words: string[]): Promise<Manifest> {
    let printed = "";
    const all = ["run", join(folder, "rare.json"), "--paths", "500", "--json"];
    const program = createProgram({
      invocation: { program: ["faultline"], arguments: all },
      signal: new AbortController().signal,
      simulation: shippedSimulation,
      suites: shippedSuites,
      print: (text) => {
        printed += text;
      },
      warn: () => {},
      colours: NO_COLOURS,
    });
    await program.parseAsync([...all, "--out", join(folder, out), ...words], { from: "user" });
    return (JSON.parse(printed) as { manifest: Manifest }).manifest;
  }

  test("what auto chose, given by hand, makes the same files, for any threads; resuming repeats the choice", async () => {
    const aim = ["--tilt-for", "probability(bad_debt_usd > 0)"];
    const auto = await run("auto", "--threads", "1", "--tilt", "auto", ...aim);
    expect(auto.tilt?.tilts).toHaveLength(1);
    const hand = await run("hand", "--threads", "1", "--tilt", ...auto.tilt!.tilts);
    expect(hand.tilt).toBeNull();
    expect(hand.model_digest).toBe(auto.model_digest);
    for (const file of ["paths.csv", "summary.csv", "faults.csv", "resolved.json"])
      expect(readFileSync(join(folder, "hand", file))).toEqual(
        readFileSync(join(folder, "auto", file)),
      );
    const again = await run("auto", "--threads", "2", "--resume", "--tilt", "auto", ...aim);
    expect(again).toEqual(auto);
  });

  test.each([
    [["--tilt-for", "mean(faults)"], /--tilt-for: belongs to --tilt auto/],
    [["--tilt", "auto", "--tilt-for", "mean(bad_deb_usd)"], /--tilt-for: unknown metric/],
    [["--tilt", "auto", "--tilt-for", "tail"], /--tilt-for: must be like/],
    [["--tilt", "auto", "sequencers.s=2"], /auto takes no KEY=VALUE/],
  ])("%j is refused", async (words, message) => {
    await expect(run("wrong", "--threads", "1", ...words)).rejects.toThrow(message);
  });
});
