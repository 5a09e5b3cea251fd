/** The waterfall: who pays for bad debt, in the model's order. */

import { z } from "zod";
import type { WaterfallStep } from "../resolved/venue.ts";
import { amount } from "./quantity.ts";

const rank = z.enum(["profit_leverage", "pro_rata"]).default("profit_leverage");

const step = z.union([
  z.enum(["adl", "socialise"]),
  z.strictObject({
    insurance: amount.optional(),
    vault: amount.optional(),
    adl: z.strictObject({ rank }).optional(),
  }),
]);

/** The schema of a waterfall; each step stands at most once, nothing after `socialise`. */
export const waterfall: z.ZodType<WaterfallStep[]> = z
  .array(
    step.transform((given, context): WaterfallStep => {
      if (given === "adl") return { kind: "adl", rank: "profit_leverage" };
      if (given === "socialise") return { kind: "socialise" };
      const { insurance, vault, adl } = given;
      if (Object.values(given).filter((value) => value !== undefined).length === 1) {
        if (insurance !== undefined) return { kind: "insurance", amount: insurance };
        if (vault !== undefined) return { kind: "vault", amount: vault };
        if (adl !== undefined) return { kind: "adl", rank: adl.rank };
      }
      context.addIssue({
        code: "custom",
        message: "must be one step: insurance, vault, adl or socialise",
      });
      return z.NEVER;
    }),
  )
  .superRefine((steps, context) => {
    steps.forEach(({ kind }, index) => {
      const earlier = steps.slice(0, index);
      const refuse = (message: string): void =>
        context.addIssue({ code: "custom", path: [index], message });
      if (earlier.some((other) => other.kind === kind)) refuse(`step '${kind}' is given twice`);
      else if (earlier.some((other) => other.kind === "socialise"))
        refuse("nothing is left to pay after 'socialise'");
    });
  });
