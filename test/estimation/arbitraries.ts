/**
 * Samples for property tests: few distinct losses, so that ties and atoms are the rule, and uneven weights.
 *
 * Weights are multiples of 1/8: their sums are exact, and a comparison with a naive twin needs no tolerance.
 */
import fc from "fast-check";

export const losses: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: -3, max: 9 }), {
  minLength: 1,
  maxLength: 60,
});

export const weightedLosses: fc.Arbitrary<{ values: number[]; weights: number[] }> = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 9 }), fc.integer({ min: 1, max: 80 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((draws) => ({
    values: draws.map(([value]) => value),
    weights: draws.map(([, eighths]) => eighths / 8),
  }));
