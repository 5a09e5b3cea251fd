import { expect, it } from "vitest";
import { problemsOf, spoiled } from "./workbench.ts";

const tilt = (patterns: string): string =>
  spoiled("paths: 100, seed: 0", `paths: 100, seed: 0, tilt: { ${patterns} }`);

it.each([
  [
    "a tilt that makes a clock strike for ever, on the place of its rate",
    tilt('"sequencers.*": 9e5').replace("rate: =twice", "rate: 1 / minute"),
    "sequencers.one.faults[0].rate: makes more than 1000000 faults in the horizon at a tilt of 900000",
  ],
  [
    "a tilt of what is not there",
    tilt("sequencers.two: 5"),
    'sampling.tilt["sequencers.two"]: unknown tilt',
  ],
  [
    "a stationary start of a mode whose duration has no mean",
    spoiled("seed: 0", "seed: 0, start: stationary").replace(
      "exponential: { mean: 4 hours }",
      "pareto: { minimum: 1 hour, alpha: 1 }",
    ),
    "sequencers.one.faults[0]: has no stationary start: its duration has no mean",
  ],
  [
    "a common cause of a mode that its target does not have",
    spoiled(
      "venues:",
      "common_causes: { bug: { mode: censor, rate: 1 / year, duration: { constant: 1 hour }, strikes: { provers.p: 1 } } }\nvenues:",
    ),
    "common_causes.bug.strikes[\"provers.p\"]: 'provers.p' has no mode 'censor'",
  ],
  [
    "a common cause that strikes nobody's nodes",
    spoiled(
      "venues:",
      "common_causes: { bug: { mode: halt, rate: 1 / year, duration: { constant: 1 hour }, strikes: { provers.p.nodes: 1 } } }\nvenues:",
    ),
    'common_causes.bug.strikes["provers.p.nodes"]: unknown component',
  ],
  [
    "an aftershock that would breed without end",
    spoiled("rate: =twice,", "rate: =twice, aftershock: { probability: 0.999, window: 1 hour },"),
    "sequencers.one.faults[0].aftershock.probability: must be at most 0.99, got 0.999",
  ],
])("refuses %s", (_, text, problem) => {
  const problems = problemsOf(text).map((one) => one.replace(/^m\.yaml:\d+:\d+: /, ""));
  expect(problems.map((one) => one.slice(0, problem.length))).toEqual([problem]);
});

it.each([
  ["the only node of a sequencer by its plural", '"sequencers.*.nodes": 1'],
  ["a sequencer, a prover and a bridge by patterns", '"sequencers.*": 1, "provers.*": 0.5'],
])("takes %s", (_, strikes) => {
  const cause = `bug: { mode: halt, rate: 1 / year, duration: { constant: 1 hour }, strikes: { ${strikes} } }`;
  expect(problemsOf(spoiled("venues:", `common_causes: { ${cause} }\nvenues:`))).toEqual([]);
});
