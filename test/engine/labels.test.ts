import { expect, test } from "vitest";
import { componentNames, labelsOf } from "../../src/engine/labels.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { smallModel } from "./smallModel.ts";

const model = smallModel("calm", 1);

test("components are sequencers, provers, bridges, chains and the settlement layer, numbered in that order", () => {
  expect(componentNames(model)).toEqual([
    "sequencers.one",
    "provers.two",
    "bridges.a-canonical",
    "bridges.b-canonical",
    "chains.a",
    "chains.b",
    "settlement",
  ]);
});

test("a route is a bridge, or two: the code of 0 then 1 of two bridges is 0 + 2 * 2", () => {
  const { route } = labelsOf(model);
  expect([0, 1, 4, 3].map(route)).toEqual([
    "a-canonical",
    "b-canonical",
    "a-canonical+b-canonical",
    "b-canonical+a-canonical",
  ]);
});

test("accounts are named cohort/number, then explicit ids", () => {
  const book = {
    seed: "",
    cohorts: [
      { name: "retail", accounts: 3 },
      { name: "funds", accounts: 2 },
    ],
    accounts: [{ id: "A", marginMode: "cross", positions: [] }],
  } as unknown as ResolvedModel["book"];
  const { account } = labelsOf({ ...model, book });
  expect([0, 2, 3, 4, 5].map(account)).toEqual(["retail/0", "retail/2", "funds/0", "funds/1", "A"]);
});

test("a code of -1 and an empty cell are empty text in every label set", () => {
  for (const decode of Object.values(labelsOf(model))) {
    expect(decode(-1)).toBe("");
    expect(decode(NaN)).toBe("");
  }
});
