import { expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { problemsOf, smallModel, spoiled } from "./workbench.ts";

it("refuses nothing of the tour, which uses every entity once", () => {
  const metricNames = ["bad_debt_usd", "socialised_usd", "clearing_loss_usd"];
  expect(() => loadModel("models/acceptance/tour.yaml", { metricNames })).not.toThrow();
});

it.each([["duration: { exponential: { mean: 4 hours } }", ", load: 0, load_lag: 0 hours"]])(
  "a neutral value beside '%s' is legal",
  (piece, addition) => {
    expect(
      problemsOf(spoiled(piece, piece + addition)).filter((problem) => problem.includes("yet")),
    ).toEqual([]);
  },
);

it("neutral sections are legal", () => {
  const neutral = smallModel
    .replace("correlation:", "regimes: {}\n  correlation:")
    .replace("one: { faults", "one: { nodes: 1, restart: {}, faults")
    .replace("seed: 0 }", "seed: 0, start: up, tilt: {} }")
    .replace("venues:", "common_causes: {}\nvenues:");
  expect(problemsOf(neutral)).toEqual([]);
});

it.each([["metrics:", "uncertain: { a.b: { constant: 1 } }\nmetrics:", "uncertain"]])(
  "'%s' as '%s' is refused by name",
  (piece, other, name) => {
    expect(
      problemsOf(spoiled(piece, other)).filter((problem) => problem.includes(`: ${name}`)),
    ).toHaveLength(1);
  },
);

it("says what is wrong with a part that is not simulated as well as that it is not", () => {
  const parts = "nodes: 3, quorum: 4, faults";
  const spoiledTwice = spoiled("one: { faults", `one: { ${parts}`).replace(
    "metrics:",
    "uncertain: { a.b: { constant: 1 } }\nmetrics:",
  );
  const problems = problemsOf(spoiledTwice);
  expect(problems).toHaveLength(2);
  expect(problems.join("\n")).toContain("uncertain: is not simulated yet");
  expect(problems.join("\n")).toContain("sequencers.one.quorum: must be at most nodes (3), got 4");
});
