import { expect, test } from "vitest";
import { faultEvents } from "../../../src/commands/explain/faultEvents.ts";
import { FAULT_CAUSES, FAULT_MODES } from "../../../src/reliability/modes.ts";

const fault = (mode: string, cause: string, end_s: number | null = 7500) => ({
  component: "chains.op",
  mode,
  start_s: 3600,
  end_s,
  cause,
});

const textOf = (...row: Parameters<typeof fault>): string => faultEvents([fault(...row)])[0].text;

test("a fault is told with its cause and its end", () => {
  expect(textOf("halt", "random")).toBe("chains.op halts (by chance) until 02:05:00, 1 h 05 min");
  expect(textOf("halt", "common:cloud", null)).toBe(
    "chains.op halts (struck by cloud) to the end of the path",
  );
  expect(textOf("halt", "quorum")).toMatch(/^chains\.op halts \(its quorum is lost\)/);
});

test("what strikes and is over has no end", () => {
  expect(textOf("invalid_claim", "attack", 3600)).toBe(
    "chains.op has an invalid claim filed on it (an attack that paid)",
  );
});

test.each(FAULT_MODES)("%s has words of its own for every cause", (mode) => {
  for (const cause of FAULT_CAUSES)
    expect(textOf(mode, cause)).toMatch(/^chains\.op [a-z ]+ \([a-z ]+\) until/);
});
