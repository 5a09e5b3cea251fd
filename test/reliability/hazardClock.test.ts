import { expect, test } from "vitest";
import {
  changeStress,
  createClocks,
  runClock,
  stopClock,
  windClock,
} from "../../src/reliability/hazardClock.ts";
import type { HazardClocks, HazardLaw } from "../../src/reliability/hazardClock.ts";

function law(rate: number, stress: number, parts: Partial<HazardLaw> = {}): HazardLaw {
  return { rate, stress, load: 0, aftershock: 0, window: 0, ...parts };
}

function runningClock(rate: number, stress: number, draw: number): HazardClocks {
  const clocks = createClocks([law(rate, stress)]);
  windClock(clocks, 0, draw);
  runClock(clocks, 0, 0);
  return clocks;
}

test("a constant hazard of 0.25 per second uses up a draw of 3 at 12 s", () => {
  expect(runningClock(0.25, 0, 3).strikesAt[0]).toBe(12);
});

test("a hazard of 0 never strikes, also after a stop", () => {
  const clocks = runningClock(0, 2, 3);
  expect(clocks.strikesAt[0]).toBe(Infinity);
  changeStress(clocks, 5, 1);
  stopClock(clocks, 0, 2);
  runClock(clocks, 0, 3);
  expect(clocks.strikesAt[0]).toBe(Infinity);
});

test("a clock that stands still from 4 s to 10 s strikes 6 s later", () => {
  const clocks = runningClock(0.25, 0, 3);
  stopClock(clocks, 0, 4);
  expect(clocks.strikesAt[0]).toBe(Infinity);
  runClock(clocks, 0, 10);
  expect(clocks.strikesAt[0]).toBe(18);
});

test("stress 2 at m = 3 makes hazard 9 times as large, from the change on and on that clock alone", () => {
  const clocks = createClocks([law(0.25, 2), law(0.25, 0)]);
  for (const clock of [0, 1]) {
    windClock(clocks, clock, 3);
    runClock(clocks, clock, 0);
  }
  expect(changeStress(clocks, 3, 8)).toBe(true);
  expect(clocks.strikesAt[0]).toBeCloseTo(8 + 1 / 2.25, 12);
  expect(clocks.strikesAt[1]).toBe(12);
  expect(changeStress(clocks, 3, 8.1)).toBe(false);
});

test("under stress that changes every minute and outages the strike agrees with a Riemann sum to 0.01 s", () => {
  const [rate, exponent, draw, step, fine] = [1e-4, 1.5, 2.5, 60, 0.01];
  const multiplier = (minute: number): number => 1 + ((minute * 7) % 13) / 3;
  const frozen = (minute: number): boolean => minute % 11 === 5;

  const clocks = createClocks([law(rate, exponent)]);
  windClock(clocks, 0, draw);
  runClock(clocks, 0, 0);
  let minute = 0;
  for (; ; minute++) {
    changeStress(clocks, multiplier(minute), minute * step);
    if (frozen(minute)) stopClock(clocks, 0, minute * step);
    else if (minute > 0 && frozen(minute - 1)) runClock(clocks, 0, minute * step);
    if (clocks.strikesAt[0] <= (minute + 1) * step) break;
  }

  let integral = 0;
  let tick = 0;
  for (; integral < draw; tick++) {
    const at = Math.floor((tick * fine) / step);
    if (!frozen(at)) integral += rate * multiplier(at) ** exponent * fine;
  }
  expect(minute).toBeGreaterThan(20);
  expect(Math.abs(clocks.strikesAt[0] - tick * fine)).toBeLessThan(fine + 1e-6);
});
