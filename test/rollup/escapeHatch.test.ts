import { expect, test } from "vitest";
import {
  askEscape,
  createEscapeHatches,
  expectedEscape,
  hasEscapeHatch,
  resetEscapeHatches,
} from "../../src/rollup/escapeHatch.ts";
import type { EscapeHatches } from "../../src/rollup/escapeHatch.ts";
import { waitingUntil } from "../../src/rollup/exitQueue.ts";
import { optimistic } from "../reliability/machinery.ts";

const [HATCH, NONE, PLASMA] = [0, 1, 2];

/** 1000 s and 10 USD a second; no hatch; a plasma of 5000 s and 20 USD a second. */
function hatches(): EscapeHatches {
  const built = createEscapeHatches([
    optimistic("arb", 0, { escapeHatch: { delay: 1000, capacity: 10 } }),
    optimistic("op", 0),
    optimistic("plas", 0, { kind: "plasma", challengeWindow: 5000, exitCapacity: 20 }),
  ]);
  resetEscapeHatches(built);
  return built;
}

test("20 000 USD at 10 a second are through 1000 + 2000 s later, what was asked next 500 s after that", () => {
  const queue = hatches();
  expect(expectedEscape(queue, HATCH, 20_000, 1, 100)).toBe(3100);
  expect(askEscape(queue, HATCH, 20_000, 1, 100)).toBe(3100);
  expect(askEscape(queue, HATCH, 5000, 1, 200)).toBe(3600);
  expect(askEscape(queue, HATCH, 5000, 1, 9000)).toBe(10_500);
});

test("congestion of 5 stretches delay and passage: 5 * (1000 + 2000) s", () => {
  expect(askEscape(hatches(), HATCH, 20_000, 5, 100)).toBe(15_100);
});

test("a chain without a hatch is never escaped from; a plasma's exit game is its hatch, its window not stretched", () => {
  const queue = hatches();
  expect(hasEscapeHatch(queue, NONE)).toBe(false);
  expect(expectedEscape(queue, NONE, 1, 1, 0)).toBe(Infinity);
  expect(hasEscapeHatch(queue, PLASMA)).toBe(true);
  expect(askEscape(queue, PLASMA, 1000, 3, 0)).toBe(5000 + 150);
});

test("a new path finds the door empty", () => {
  const queue = hatches();
  askEscape(queue, HATCH, 1e6, 1, 0);
  resetEscapeHatches(queue);
  expect(askEscape(queue, HATCH, 0, 1, 0)).toBe(1000);
});

test("100 USD asked for at 0, leaving evenly from 60 to 100 s, wait 6000 + 2000 USD s; until 80 s 6000 + 1500", () => {
  expect(waitingUntil(100, 0, 100, 40, 1000)).toBe(8000);
  expect(waitingUntil(100, 0, 100, 40, 80)).toBe(7500);
  expect(waitingUntil(100, 0, 100, 40, 50)).toBe(5000);
  expect(waitingUntil(100, 0, 100, 0, 1000)).toBe(10_000);
});
