/** Margin schedules: brackets of notional with their initial and maintenance rates, in rising order. */

import { z } from "zod";
import type { MarginTier } from "../resolved/venue.ts";
import { block } from "./block.ts";
import { positiveAmount, quantity } from "./quantity.ts";

const tier = block({
  up_to: positiveAmount.optional(),
  initial: quantity("number", { above: 0, max: 1 }),
  maintenance: quantity("number", { above: 0, below: 1 }),
}).superRefine(({ initial, maintenance }, context) => {
  if (maintenance < initial) return;
  const message = `must be below initial (${initial}), got ${maintenance}`;
  context.addIssue({ code: "custom", path: ["maintenance"], message });
});

/** The schema of a margin schedule; the last bracket has no `up_to`. */
export const margin: z.ZodType<MarginTier[]> = z
  .array(tier)
  .min(1)
  .superRefine((tiers, context) => {
    tiers.forEach(({ up_to: bound }, index) => {
      const reason = boundError(bound, tiers[index - 1]?.up_to, index === tiers.length - 1);
      if (reason !== null)
        context.addIssue({ code: "custom", path: [index, "up_to"], message: reason });
    });
  })
  .transform((tiers) =>
    tiers.map(({ up_to, initial, maintenance }) => ({
      upTo: up_to ?? Infinity,
      initial,
      maintenance,
    })),
  );

function boundError(
  bound: number | undefined,
  previous: number | undefined,
  isLast: boolean,
): string | null {
  if (isLast)
    return bound === undefined
      ? null
      : "must be left out in the last bracket, which has no upper bound";
  if (bound === undefined) return "is required in every bracket but the last";
  return previous !== undefined && bound <= previous
    ? `must be above the bracket before (${previous}), got ${bound}`
    : null;
}
