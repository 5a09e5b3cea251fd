import { describe, expect, it } from "vitest";
import { resolved, unresolved, withoutInterval } from "../../src/estimation/estimate.ts";
import { halfWidth, isKnown, testCounts } from "../../src/estimation/stopping.ts";

describe("the numbers of paths at which a rule is looked at", () => {
  it("are 1000 * 2^(k/2) rounded to thousands, each once, and the cap", () => {
    expect(testCounts(50_000)).toEqual([
      1000, 2000, 3000, 4000, 6000, 8000, 11_000, 16_000, 23_000, 32_000, 45_000, 50_000,
    ]);
  });

  it.each([
    [1, [1]],
    [1000, [1000]],
    [1001, [1000, 1001]],
    [4000, [1000, 2000, 3000, 4000]],
  ])("under a cap of %d are %j", (cap, counts) => expect(testCounts(cap)).toEqual(counts));
});

describe("a figure is known", () => {
  it.each([
    [true, resolved(-100, -105, -95), { kind: "relative", size: 0.05 } as const],
    [false, resolved(-100, -105.1, -95), { kind: "relative", size: 0.05 } as const],
    [true, resolved(0, -2, 2), { kind: "absolute", size: 2 } as const],
    [false, resolved(0, -2, 2), { kind: "relative", size: 0.5 } as const],
    [false, withoutInterval(1, "one path"), { kind: "absolute", size: 9 } as const],
    [false, unresolved("too few"), { kind: "absolute", size: 9 } as const],
  ])("%s: %j within %j", (known, estimate, tolerance) => {
    expect(isKnown(estimate, tolerance)).toBe(known);
  });

  it("by the half-width of intervals that are not centred, too", () => {
    expect(halfWidth(resolved(10, 9, 15))).toBe(3);
  });
});
