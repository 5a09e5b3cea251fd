/** DebtRank: published cases, the recursion itself, and what it throws. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DebtRankProblem, debtRank } from "../../src/clearing/debtRank.ts";

it("a loss of .25 goes round a ring of three and leaves 2.91, .82 and .49 of 3, 1 and .75", () => {
  const buffers = [12 + 0.5 - 9 - 0.5, 5 + 0.5 - 4 - 0.5, 2.75 + 0.5 - 2 - 0.5];
  const claims = [
    [0, 0.5, 0],
    [0, 0, 0.5],
    [0.5, 0, 0],
  ];
  const { stress } = debtRank({ claims, buffers, shock: [0, 0, 0.25 / 0.75] });
  [2.911764705882, 0.823529411765, 0.485294117647].forEach((left, bank) =>
    expect(buffers[bank] * (1 - stress[bank])).toBeCloseTo(left, 12),
  );
});

describe("three banks with unequal claims", () => {
  const network = {
    claims: [
      [0, 1, 0],
      [10, 0, 3],
      [3, 2, 0],
    ],
    buffers: [2, 5, 2],
    weights: [10, 100, 30],
  };
  const after = (bank: number): number[] => {
    const shock = [0, 0, 0].map((_, at) => (at === bank ? 1 : 0));
    const { additionalStress, additionalDefaults } = debtRank({ ...network, shock });
    return [additionalStress, additionalDefaults];
  };

  it.each([
    ["a", 0, 13 / 14, 2],
    ["b", 1, 0.25, 1],
    ["c", 2, 0.75, 1],
  ])(
    "the default of %s adds this much stress and so many defaults",
    (_, bank, stress, defaults) => {
      expect(after(bank)).toEqual([expect.closeTo(stress, 12), defaults]);
    },
  );
});

it("whoever has no buffer is in default from the start, and counts as no addition", () => {
  const { stress, additionalStress, additionalDefaults } = debtRank({
    claims: [
      [0, 1],
      [0, 0],
    ],
    buffers: [4, 0],
    shock: [0, 0],
  });
  expect([...stress]).toEqual([0.25, 1]);
  expect([additionalStress, additionalDefaults]).toEqual([0.25, 0]);
});

it("agrees with the recursion, increment by increment", () => {
  const cell = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 10, noNaN: true }));
  const drawn = fc.integer({ min: 1, max: 6 }).chain((parties) => {
    const row = fc.array(cell, { minLength: parties, maxLength: parties });
    const rows = fc.array(row, { minLength: parties, maxLength: parties });
    const positive = fc.double({ min: 0.5, max: 20, noNaN: true });
    return fc.record({
      claims: rows.map((all) => all.map((cells, at) => cells.map((c, to) => (at === to ? 0 : c)))),
      buffers: fc.array(positive, { minLength: parties, maxLength: parties }),
      shock: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: parties,
        maxLength: parties,
      }),
    });
  });
  fc.assert(
    fc.property(drawn, ({ claims, buffers, shock }) => {
      const { stress } = debtRank({ claims, buffers, shock });
      let before = shock.map(() => 0);
      let now = shock;
      for (let round = 0; round < 100; round++) {
        const next = now.map((lost, party) =>
          Math.min(
            1,
            claims[party].reduce(
              (sum, claim, debtor) =>
                sum + (claim / buffers[party]) * (now[debtor] - before[debtor]),
              lost,
            ),
          ),
        );
        before = now;
        now = next;
        // From below; what is far from settled after a hundred rounds still is.
        now.forEach((lost, party) => expect(lost).toBeLessThanOrEqual(stress[party] + 1e-9));
      }
      const settled = now.every((lost, party) => lost - before[party] < 1e-12);
      if (settled) now.forEach((lost, party) => expect(stress[party]).toBeCloseTo(lost, 9));
    }),
    { seed: 11, numRuns: 300 },
  );
});

it.each<[string, Partial<DebtRankProblem>]>([
  ["claims[0] must have 2 cells", { claims: [[0], [0, 0]] }],
  ["buffers[1] must be a number >= 0, got -1", { buffers: [1, -1] }],
  ["shock[0] must be a number from 0 to 1, got 2", { shock: [2, 0] }],
  ["weights must not all be 0", { weights: [0, 0] }],
])("says '%s'", (message, wrong) => {
  const right: DebtRankProblem = {
    claims: [
      [0, 1],
      [0, 0],
    ],
    buffers: [1, 1],
    shock: [0, 0],
  };
  expect(() => debtRank({ ...right, ...wrong })).toThrow(message);
});
