import { expect, test } from "vitest";
import { slotAfter, slotFrom } from "../../src/rollup/batches.ts";

test("with 900 s the slots around 1800 s: at or after 1800 and 1799 is 2, after 1800 is 3, the first is 1", () => {
  expect(slotFrom(900, 1800)).toBe(2);
  expect(slotFrom(900, 1799)).toBe(2);
  expect(slotFrom(900, 1801)).toBe(3);
  expect(slotAfter(900, 1800)).toBe(3);
  expect(slotAfter(900, 0)).toBe(1);
  expect(slotFrom(900, 0)).toBe(1);
});

test("a time that is a slot is recognised whatever the quotient rounds to, for 10 000 slots of 0.1 s and of 1/3 s", () => {
  for (const interval of [0.1, 1 / 3]) {
    for (let slot = 1; slot <= 10_000; slot++) {
      expect(slotFrom(interval, slot * interval)).toBe(slot);
      expect(slotAfter(interval, slot * interval)).toBe(slot + 1);
    }
  }
});

test("one bit after slot k the next slot is k + 1, also where the quotient rounds to k: 10 000 slots of 0.1 s", () => {
  for (let slot = 1; slot <= 10_000; slot++) {
    const time = slot * 0.1;
    expect(slotFrom(0.1, time + 2 ** (Math.floor(Math.log2(time)) - 52))).toBe(slot + 1);
  }
});
