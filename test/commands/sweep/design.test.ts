import { expect, test } from "vitest";
import { designOf } from "../../../src/commands/sweep/design.ts";
import type { DesignName } from "../../../src/commands/sweep/design.ts";
import { variedKeysOf } from "../../../src/commands/vary.ts";

function design(name: DesignName, words: readonly string[], points: number | null = null) {
  const problems: string[] = [];
  const keys = variedKeysOf("--vary", words, problems);
  const found = designOf(name, keys, points, "1", problems);
  return { problems, sets: found.map(({ set }) => set.join(" ")), found };
}

test("a grid has every combination, the last key running fastest, the first values first", () => {
  expect(design("grid", ["a=1:2:1", "b=x,y,z"]).sets).toEqual([
    "a=1 b=x",
    "a=1 b=y",
    "a=1 b=z",
    "a=2 b=x",
    "a=2 b=y",
    "a=2 b=z",
  ]);
});

test.each(["sobol", "lhs"] as const)(
  "%s: the file as it is, then 12 points that stay in the ranges and take every item equally often",
  (name) => {
    const { found, sets } = design(name, ["a=30 minutes:2 hours", "b=x,y,z"], 12);
    expect(sets[0]).toBe("");
    expect(found).toHaveLength(13);
    const points = found.slice(1).map(({ choices }) => choices);
    const times = points.map(([{ value }]) => value as number);
    expect(Math.min(...times)).toBeGreaterThan(1800);
    expect(Math.max(...times)).toBeLessThan(7200);
    expect(new Set(times).size).toBe(12);
    const items = points.map(([, { text }]) => text);
    if (name === "lhs")
      for (const item of "xyz") expect(items.filter((x) => x === item)).toHaveLength(4);
    expect(new Set(items).size).toBe(3);
  },
);

test("what a design cannot do is told", () => {
  expect(design("grid", ["a=1:2", "b=3:4"]).problems).toHaveLength(2);
  expect(design("grid", ["a=1:2"]).problems[0]).toContain("a grid needs a step");
  expect(design("grid", ["a=1,2"], 5).problems).toEqual([
    "--points: belongs to --design sobol or lhs",
  ]);
  expect(design("grid", ["a=1:200:1", "b=1:200:1"]).problems[0]).toContain("40000 variants");
});
