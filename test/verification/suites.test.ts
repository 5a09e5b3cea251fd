/** What `faultline verify` runs on a user's machine, run here: golden values, limits, and the outages on record. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  agrees,
  equals,
  exceeds,
  predicted,
  printed,
  samples,
} from "../../src/verification/finding.ts";
import { eventSuites, goldenSuites, limitSuites } from "../../src/verification/suites.ts";

const record = (name: string): string => readFileSync(`models/data/${name}.csv`, "utf8");
const records = { outages: record("l2_outages"), exposure: record("chain_exposure") };

describe.each([...goldenSuites, ...limitSuites, ...eventSuites(records)])("$subject", ({ run }) => {
  it("every case agrees", { timeout: 120_000 }, () => {
    const findings = run();
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ passed }) => !passed)).toEqual([]);
    expect(new Set(findings.map(({ name }) => name)).size).toBe(findings.length);
  });
});

it("no subject stands twice", () => {
  const subjects = [...goldenSuites, ...limitSuites].map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(subjects.length);
});

describe("a finding fails", () => {
  it.each([
    ["a closed form 2e-9 off", agrees("", 1, 1 + 2e-9)],
    ["anything but 0 where 0 is expected", equals("", 0, 1e-300)],
    ["two units in the last printed place", printed("", "0.123", 0.1251)],
    ["with an exponent, too", printed("", "1.5e-5", 1.8e-5)],
    ["4.1 standard errors", samples("", 0, { mean: 4.1, error: 1 })],
    ["a sample without spread that misses", samples("", 0, { mean: 1, error: 0 })],
    ["a figure that is not a number", samples("", 0, { mean: NaN, error: NaN })],
    ["a figure that is not above", exceeds("", 0, 0)],
    ["a record in the outer 5 %", predicted("", 10, 20, 0.98)],
  ])("%s", (_, { passed }) => expect(passed).toBe(false));
});

describe("a finding passes", () => {
  it.each([
    ["half a unit in the last printed place", printed("", "0.123", 0.1235)],
    ["3.9 standard errors", samples("", 0, { mean: -3.9, error: 1 })],
    ["a sample without spread that hits", samples("", 2, { mean: 2, error: 0 })],
  ])("%s", (_, { passed }) => expect(passed).toBe(true));
});
