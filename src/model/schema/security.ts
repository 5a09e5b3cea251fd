/** The price of breaking a component: attempts succeed only when what they earn exceeds what they stake. */

import { z } from "zod";
import { block } from "./block.ts";
import { amount, rate, share } from "./quantity.ts";

/** The schema of a `security` block. */
export const security: z.ZodType = block({
  attempts: rate,
  stake: amount,
  slashed: share,
  detection: share,
  bond: amount.optional(),
  to: z.enum(["insurance"]).optional(),
});
