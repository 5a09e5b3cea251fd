import { expect, it } from "vitest";
import type { SourceText } from "../../src/model/extends.ts";
import { parseModel } from "../../src/model/parse.ts";
import { columns, problemsOf, smallModel, spoiled } from "./workbench.ts";

/** A reader over a small shelf of files. */
const shelf =
  (files: Readonly<Record<string, string>>) =>
  (name: string): SourceText => {
    const text = files[name];
    if (text === undefined) throw new Error(`'${name}' there is no such file`);
    return { text, fileName: name };
  };

const load = (
  text: string,
  files: Readonly<Record<string, string>>,
): ReturnType<typeof parseModel> =>
  parseModel(text, { fileName: "child.yaml", readParent: shelf(files), metricNames: columns });

const wrong = (text: string, files: Readonly<Record<string, string>>): readonly string[] =>
  problemsOf(text, { fileName: "child.yaml", readParent: shelf(files) });

it("merges mappings key by key, the child's value winning", () => {
  const child =
    "extends: small.yaml\nname: child\nvenues: { perps: { markets: { ETH: { permanent: 0.5 } } } }\n";
  const { model } = load(child, { "small.yaml": smallModel });
  expect(model.name).toBe("child");
  expect(model.venues[0].markets[0]).toMatchObject({ permanent: 0.5, depth1pct: 12e6 });
});

it("replaces lists whole, and a distribution by one of another kind", () => {
  const child = `extends: small.yaml
scenario: []
venues: { perps: { margin: [ { initial: 0.2, maintenance: 0.1 } ] } }
book: { cohorts: { retail: { notional: { constant: 1000 } } } }
`;
  const { model } = load(child, { "small.yaml": smallModel });
  expect(model.scenario).toEqual([]);
  expect(model.venues[0].markets[0].margin).toHaveLength(1);
  expect(model.book.cohorts[0].notional).toEqual({ kind: "constant", value: 1000 });
});

it("follows a parent's parent", () => {
  const files = {
    "small.yaml": smallModel,
    "middle.yaml": "extends: small.yaml\nstep: 2 minutes\n",
  };
  const { model } = load("extends: middle.yaml\nhorizon: 2 days\n", files);
  expect([model.step, model.horizon]).toEqual([120, 172_800]);
});

it("places each problem in the file where the value stands", () => {
  const parent = spoiled("price: 95000", "price: -1");
  const child =
    "extends: small.yaml\nstep: 0 minutes\nvenues: { perps: { makers: { hub: arbb } } }\n";
  expect(wrong(child, { "small.yaml": parent })).toEqual([
    "child.yaml:2:7: step: must be above 0, got '0 minutes'",
    "child.yaml:3:35: venues.perps.makers.hub: unknown chain 'arbb', did you mean 'arb'?",
    "small.yaml:9:19: market.assets.BTC.price: must be above 0, got -1",
  ]);
});

it("refuses a circle and names it", () => {
  const files = { "a.yaml": "extends: child.yaml\n", "child.yaml": "extends: a.yaml\n" };
  expect(wrong("extends: a.yaml\n", files)).toEqual([
    "a.yaml:1:10: extends: a circle: child.yaml -> a.yaml -> child.yaml",
  ]);
});

it.each([
  ["extends: gone.yaml\n", "child.yaml:1:10: extends: 'gone.yaml' there is no such file"],
  ["extends: [ a ]\n", "child.yaml:1:10: extends: must be the name of a model file, got a list"],
  ["extends: empty.yaml\n", "empty.yaml:1:1: the file is empty"],
])("'%s' is refused", (text, problem) => {
  expect(wrong(text, { "empty.yaml": "" })).toEqual([problem]);
});
