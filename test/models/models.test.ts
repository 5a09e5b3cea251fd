import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { proverLoad } from "../../src/model/checks.ts";
import { modelJsonSchema } from "../../src/model/jsonSchema.ts";
import { loadModel } from "../../src/model/load.ts";
import { SECONDS_PER_YEAR } from "../../src/model/resolved.ts";

const files = readdirSync("models").filter((name) => name.endsWith(".yaml"));
const defaultModel = loadModel("models/three-rollups.yaml");

/** Every key that the schema knows, wherever it stands. */
function schemaKeys(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key === "properties" ? Object.keys(value as object) : []),
    ...schemaKeys(value),
  ]);
}

/** Entities that do not say what their numbers rest on; a canonical bridge has no numbers. */
function blocksWithoutBasis(tree: Record<string, Record<string, object>>): string[] {
  return ["chains", "venues", "provers", "bridges"].flatMap((section) =>
    Object.entries(tree[section] ?? {})
      .filter(
        ([, block]) => !("basis" in block) && !("kind" in block && block.kind === "canonical"),
      )
      .map(([name]) => `${section}.${name}`),
  );
}

describe("the models that are shipped", () => {
  it.each(files)("%s loads without a warning", (file) => {
    expect(loadModel(`models/${file}`).warnings).toEqual([]);
  });

  it("the default model has 5 000 accounts, three chains, three venues and five bridges", () => {
    const { book, chains, venues, bridges } = defaultModel.model;
    const drawn = book.cohorts.reduce((sum, cohort) => sum + cohort.accounts, 0);
    expect(drawn + book.accounts.length).toBe(5000);
    expect(chains.map(({ kind }) => kind)).toEqual(["optimistic", "zk", "validium"]);
    expect(venues.map(({ kind }) => kind)).toEqual(["orderbook", "pool", "lending"]);
    expect(bridges.filter(({ kind }) => kind !== "canonical")).toHaveLength(3);
  });

  it("the shared prover of the default model keeps up: its load is 0.81", () => {
    // 9 batches an hour of 60 exp(0.4^2 / 2) minutes on 12 workers.
    expect(proverLoad(defaultModel.model, 0)).toBeCloseTo((9 * Math.exp(0.08)) / 12, 12);
  });

  it("every entity of the default model says what its numbers rest on", () => {
    expect(blocksWithoutBasis(parse(defaultModel.text))).toEqual([]);
  });
});

const rows = readFileSync("models/data/l2_outages.csv", "utf8")
  .split("\n")
  .map((line) => line.split(",", 4));
/** Durations in minutes of the halts of these chains. */
const halts = (chains: readonly string[]): number[] =>
  rows
    .filter(
      ([chain, , minutes, kind]) =>
        chains.includes(chain) && minutes !== "" && /^halt|^intentional/.test(kind),
    )
    .map(([, , minutes]) => Number(minutes));
const zkStacks = ["zkSync Era", "Starknet", "Polygon zkEVM", "Linea"];
const opAndNitro = ["Arbitrum One", "OP Mainnet", "Base", "Blast"];

describe("the numbers taken from the data files", () => {
  /** Maximum likelihood of a lognormal: median and sigma. */
  function fit(minutes: readonly number[]): { median: number; sigma: number } {
    const logs = minutes.map(Math.log);
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length;
    return { median: Math.exp(mean), sigma: Math.sqrt(variance) };
  }

  it("halts of all rollups last 101 minutes in the median, sigma 1.19, n = 19", () => {
    const minutes = halts([...zkStacks, ...opAndNitro]);
    expect(minutes).toHaveLength(19);
    expect(Math.round(fit(minutes).median)).toBe(101);
    expect(defaultModel.model.sequencers[0].faults[0].duration).toEqual({
      kind: "lognormal",
      median: 101 * 60,
      sigma: 1.19,
    });
    expect(fit(minutes).sigma).toBeCloseTo(1.19, 2);
  });

  it("halts of zk stacks last 176 minutes in the median, sigma 1.21, n = 9", () => {
    const minutes = halts(zkStacks);
    expect(minutes).toHaveLength(9);
    expect(Math.round(fit(minutes).median)).toBe(176);
    expect(fit(minutes).sigma).toBeCloseTo(1.21, 2);
  });

  it("a sequencer of the default model halts 20 times in 32.12 years", () => {
    const exposure = readFileSync("models/data/chain_exposure.csv", "utf8");
    const [, , , , years, count] = exposure
      .split("\n")
      .find((line) => line.startsWith("POOLED_L2"))!
      .split(",");
    const rate = defaultModel.model.sequencers[0].faults[0].rate * SECONDS_PER_YEAR;
    expect(rate).toBeCloseTo(Number(count) / Number(years), 2);
  });
});

describe("models/README.md", () => {
  it("names every key of the schema", () => {
    const quoted = readFileSync("models/README.md", "utf8").matchAll(/`([^`]+)`/g);
    const words = new Set([...quoted].flatMap(([, text]) => text.split(/[^A-Za-z0-9_]+/)));
    const missing = schemaKeys(modelJsonSchema()).filter((key) => !words.has(key));
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe("the model that reads its book from files", () => {
  const { model } = loadModel("models/own-book.yaml");

  it("has the twelve accounts of accounts.csv with the positions of positions.csv", () => {
    expect(model.book.accounts).toHaveLength(12);
    expect(model.book.accounts[1]).toMatchObject({
      id: "fund-b",
      collateral: [{ units: 150_000 }],
      positions: [{ size: -180, entry: 3240 }],
    });
    expect(model.book.accounts[11].positions[0].entry).toBe(3200);
  });

  it("draws halts from the durations that the data file has", () => {
    const drawn = model.sequencers[0].faults[0].duration;
    const minutes = drawn.kind === "empirical" ? drawn.values.map((value) => value / 60) : [];
    expect(minutes).toEqual(halts([...zkStacks, ...opAndNitro]));
  });
});
