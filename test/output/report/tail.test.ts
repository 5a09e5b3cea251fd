import { expect, test } from "vitest";
import { tables } from "../../../src/engine/columns.ts";
import { readCauses, TRIGGERS } from "../../../src/output/report/owed.ts";
import { readTail, shareOf } from "../../../src/output/report/tail.ts";
import { runOf } from "./tables.ts";

/** 97 paths without bad debt; three with: of 10, 30 and 60 USD and weights 0.5, 1 and 1.5 (sum 100). */
const quiet = Array.from({ length: 97 }, (_, path) => `(${path}, 1.0, 0.0)`).join(", ");
const paths = [
  "path, weight, bad_debt_usd",
  `${quiet}, (97, 0.5, 10.0), (98, 1.0, 30.0), (99, 1.5, 60.0)`,
] as const;
const faults = [
  "path, component",
  "(98, 'sequencers.a/node-1'), (98, 'sequencers.a/node-2'), (99, 'bridges.b'), (3, 'provers.c'), (99, 'bridges.b')",
] as const;

test("the tail begins at the weighted 99 % quantile: 97 + 0.5 + 1 of 100 are not 99, so it is the last path alone", async () => {
  const run = await runOf({ paths, faults });
  const tail = await readTail(run);
  expect(tail.paths).toBe(1);
  expect(shareOf(tail, ["bridges.b"])).toBe(1);
  expect(shareOf(tail, ["sequencers.a"])).toBe(0);
  run.database.close();
});

test("a share is weight times bad debt of the paths on which it failed, members counted for their group, once", async () => {
  const even = `${quiet}, (97, 1.0, 60.0), (98, 1.0, 60.0), (99, 0.5, 60.0)`;
  const run = await runOf({ paths: [paths[0], even], faults });
  const tail = await readTail(run);
  expect(tail.paths).toBe(3);
  expect(shareOf(tail, ["sequencers.a"])).toBeCloseTo(0.4, 12);
  expect(shareOf(tail, ["bridges.b"])).toBeCloseTo(0.2, 12);
  expect(shareOf(tail, ["sequencers.a", "bridges.b"])).toBeCloseTo(0.6, 12);
  expect(shareOf(tail, ["sequencers"])).toBe(0); // a key's beginning is no group
  expect(shareOf(tail, ["provers.c"])).toBe(0);
  run.database.close();
});

test("venues share the tail's bad debt out among them", async () => {
  const venues = [
    "path, venue, bad_debt_usd",
    "(99, 'x', 45.0), (99, 'y', 15.0), (98, 'y', 30.0)",
  ] as const;
  const run = await runOf({ paths, faults, venues });
  const { venues: shares } = await readTail(run);
  expect([...shares]).toEqual([
    ["x", 0.75],
    ["y", 0.25],
  ]);
  run.database.close();
});

test("a run without any bad debt has no tail", async () => {
  const run = await runOf({ paths: [paths[0], quiet], faults });
  expect(await readTail(run)).toEqual({ paths: 0, failed: [], venues: new Map() });
  run.database.close();
});

test("without an attribution the tail is owed to what began its cascades", async () => {
  const cascades = [
    "path, trigger, bad_debt_usd",
    "(99, 'gap', 45.0), (99, 'market', 15.0), (98, 'impact', 9.0)",
  ] as const;
  const run = await runOf({ paths, cascades });
  const { debtors, words } = await readCauses(run);
  expect(debtors.map(({ name, value }) => [name, value])).toEqual([
    ["gap", 0.75],
    ["market", 0.25],
  ]);
  expect(words).toContain(
    "(gap: a wait for a halt, a grace period, a censor or the keepers; market: prices that nobody in the model moved)",
  );
  expect(words).toMatch(/No attribution was given/);
  run.database.close();
});

test("the report has words for everything that can begin a cascade", () => {
  const { words } = tables.cascades.find(({ name }) => name === "trigger")!;
  expect(Object.keys(TRIGGERS).toSorted()).toEqual(words!.toSorted());
});
