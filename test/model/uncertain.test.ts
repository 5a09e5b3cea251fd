import { expect, it } from "vitest";
import { parseModel } from "../../src/model/parse.ts";
import { columns, problemsOf, smallModel, spoiled } from "./workbench.ts";

const law = "{ gamma: { mean: 3 / year, shape: 20 } }";
const withLaw = (uncertain: string): string =>
  spoiled("market:", `uncertain: ${uncertain}\nmarket:`);
const parsed = (text: string, set: string[] = []) =>
  parseModel(text, { fileName: "m.yaml", metricNames: columns, set });

const year = 31_536_000;

it.each([
  [
    "{ base_rates: { constant: 3 / year } }",
    /m\.yaml:\d+:\d+: uncertain\.base_rates: unknown parameter 'base_rates', did you mean 'base_rate'\?/,
  ],
  [
    "{ base_rate: { gamma: { mean: 3, shape: 20 } } }",
    /uncertain\.base_rate\.gamma\.mean: must be a rate such as '3 \/ year', got 3/,
  ],
  [
    "{ base_rate: { gamma: { mean: 3 / year, shape: 0 } } }",
    /uncertain\.base_rate\.gamma\.shape: must be above 0/,
  ],
  [
    "{ base_rate: { beta: { mean: 0.5, concentration: 4 } } }",
    /uncertain\.base_rate: beta is a law of plain numbers, the parameter is of measure rate/,
  ],
  [
    "{ base_rate: 3 / year }",
    /uncertain\.base_rate: must be a distribution, such as { constant: 3 \/ year }; got '3 \/ year'/,
  ],
  ["[ 1 ]", /uncertain: must be a mapping of parameters to laws, got a list/],
])("uncertain: %s is refused with its place", (uncertain, message) => {
  const problems = problemsOf(withLaw(uncertain));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(message);
});

it("of a parameter that is wrong itself nothing more is said", () => {
  const text = withLaw(`{ base_rate: ${law} }`).replace(
    "base_rate: 3 / year",
    "base_rate: 3 / month",
  );
  expect(problemsOf(text)).toHaveLength(1);
});

it("the law stands in the unit of its parameter, and may use the number that it replaces", () => {
  const { model } = parsed(
    withLaw('{ base_rate: { gamma: { mean: "=2 * base_rate", shape: 20 } } }'),
  );
  const [parameter] = model.uncertain!;
  expect(parameter).toMatchObject({
    name: "base_rate",
    measure: "rate",
    law: { kind: "gamma", shape: 20 },
  });
  expect(parameter.stated * year).toBeCloseTo(3, 12);
  expect((parameter.law as { mean: number }).mean * year).toBeCloseTo(6, 12);
});

it("a world is the model with the drawn number in params, to the bit", () => {
  const { inWorld } = parsed(withLaw(`{ base_rate: ${law} }`));
  const { model } = parsed(smallModel, ["params.base_rate=7 / year"]);
  const world = inWorld([7 / year]);
  expect(world.sequencers[0].faults[0]).toMatchObject({ rate: (2 * 7) / year });
  expect(world).toEqual(model);
});

it("what a world cannot take is told with its place in the file", () => {
  const { inWorld } = parsed(withLaw(`{ base_rate: ${law} }`));
  expect(() => inWorld([0.6])).toThrow(
    /m\.yaml:\d+:\d+: sequencers\.one\.faults\[0\]\.rate: must be at most 1/,
  );
});

it("worlds have 50 paths, or as many whole cycles", () => {
  const sampling = (block: string) =>
    parsed(
      withLaw(`{ base_rate: ${law} }`).replace(
        "sampling: { paths: 100, seed: 0 }",
        `sampling: { ${block} }`,
      ),
    ).model.sampling;
  expect(sampling("paths: 100").pathsPerWorld).toBe(50);
  expect(sampling("strata: [2, 1]")).toMatchObject({ cycle: 3, pathsPerWorld: 51 });
  expect(sampling("strata: [2, 1], method: antithetic")).toMatchObject({
    cycle: 6,
    pathsPerWorld: 54,
  });
  expect(sampling("paths_per_world: 20").pathsPerWorld).toBe(20);
  expect(parsed(smallModel).model.sampling).not.toHaveProperty("pathsPerWorld");
});

it.each([
  [
    "method: antithetic, paths_per_world: 25",
    /sampling\.paths_per_world: must be a multiple of the 2 paths/,
  ],
  [
    "method: antithetic, paths_per_world: 2",
    /sampling\.paths_per_world: .* at least two of it, got 2/,
  ],
  ["paths_per_world: 1", /sampling\.paths_per_world: must be at least 2, got 1/],
  ["method: sobol", /sampling\.method: 'sobol' cannot be used with 'uncertain'/],
])("sampling: { %s } beside uncertain parameters is refused", (block, message) => {
  const text = withLaw(`{ base_rate: ${law} }`).replace(
    "sampling: { paths: 100, seed: 0 }",
    `sampling: { ${block} }`,
  );
  expect(problemsOf(text)).toEqual([expect.stringMatching(message)]);
});

it("the digest tells laws apart, and what hangs on the parameter", () => {
  const digest = (text: string): string => parsed(text).digest;
  const known = digest(smallModel);
  const uncertain = withLaw(`{ base_rate: ${law} }`);
  const wider = withLaw(`{ base_rate: ${law.replace("20", "10")} }`);
  // The same numbers, but the sequencer's rate no longer follows.
  const fixed = uncertain.replace("rate: =twice", "rate: 6 / year");
  expect(new Set([known, digest(uncertain), digest(wider), digest(fixed)]).size).toBe(4);
});

it("--set uncertain={} runs at the numbers of params", () => {
  const { model, digest } = parsed(withLaw(`{ base_rate: ${law} }`), ["uncertain={}"]);
  expect(model).not.toHaveProperty("uncertain");
  expect(model.sampling).not.toHaveProperty("pathsPerWorld");
  expect(digest).not.toBe(parsed(withLaw(`{ base_rate: ${law} }`)).digest);
});
