/** The price of breaking a component: attempts succeed only when what they earn exceeds what they stake. */

import { z } from "zod";
import type { Security } from "../resolved.ts";
import { block } from "./block.ts";
import { amount, rate, share } from "./quantity.ts";

/** A `security` block in canonical units. */
export interface SecurityFile {
  readonly attempts: number;
  readonly stake: number;
  readonly slashed: number;
  readonly detection: number;
  readonly bond?: number | undefined;
  readonly to?: "insurance" | undefined;
}

/** The schema of a `security` block. */
export const security: z.ZodType<SecurityFile> = block({
  attempts: rate,
  stake: amount,
  slashed: share,
  detection: share,
  bond: amount.optional(),
  to: z.enum(["insurance"]).optional(),
});

/** What breaking the component costs; nothing at all where nobody tries. */
export function resolveSecurity(file: SecurityFile | undefined): { security?: Security } {
  if (file === undefined) return {};
  const { attempts, stake, slashed, detection, bond = 0, to = "outside" } = file;
  return { security: { attempts, stake, slashed, detection, bond, to } };
}
