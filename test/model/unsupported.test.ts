import { expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { ModelError } from "../../src/model/problems.ts";
import { problemsOf, smallModel, spoiled } from "./workbench.ts";

function tourProblems(): readonly string[] {
  try {
    loadModel("models/acceptance/tour.yaml", {
      metricNames: ["bad_debt_usd", "socialised_usd", "clearing_loss_usd"],
    });
    return [];
  } catch (error) {
    return (error as ModelError).problems;
  }
}

it("refuses the tour for exactly the parts that are not simulated yet, in the order of the file", () => {
  const refused = tourProblems().map((problem) =>
    problem.replace(/^.*yaml:\d+:\d+: /, "").replace(": is not simulated yet", ""),
  );
  expect(refused).toEqual(["sequencers.commons.restart.rollback"]);
});

it("shows the place of what is refused", () => {
  expect(tourProblems()).toContain(
    "models/acceptance/tour.yaml:45:50: sequencers.commons.restart.rollback: is not simulated yet",
  );
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
  const parts =
    "restart: { rollback: { probability: 1, minutes: { constant: 1 } } }, nodes: 3, quorum: 4";
  const problems = problemsOf(spoiled("one: { faults", `one: { ${parts}, faults`));
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain("restart.rollback: is not simulated yet");
  expect(problems[1]).toContain("sequencers.one.quorum: must be at most nodes (3), got 4");
});
