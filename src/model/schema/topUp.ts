/** Top-ups: when an account asks for more collateral, how fast it reacts, and where its money is. */

import { z } from "zod";
import { type Context, indexOf } from "../context.ts";
import type { TopUp } from "../resolved/book.ts";
import { block } from "./block.ts";
import { delay } from "./distribution.ts";
import { quantity, share } from "./quantity.ts";

const shape = block({
  call_level: quantity("number", { min: 1, max: 1000 }),
  probability: share.default(1),
  reaction: delay,
  from: z.string(),
  amount: quantity("number", { above: 0, max: 1000 }),
  wallet: quantity("number", { min: 0, max: 1000 }).default(1),
});

/** A `top_up` block as the file has it. */
export interface TopUpFile {
  readonly call_level: number;
  readonly probability: number;
  readonly reaction: TopUp["reaction"];
  readonly from: string;
  readonly amount: number;
  readonly wallet: number;
}

/** The schema of a `top_up` block. */
export const topUpSchema: z.ZodType<TopUpFile> = shape;

/** A `top_up` block with its chain resolved; null where there is none. */
export function resolveTopUp(context: Context, file: TopUpFile | undefined): TopUp | null {
  if (file === undefined) return null;
  return {
    callLevel: file.call_level,
    probability: file.probability,
    reaction: file.reaction,
    from: indexOf(context, "chains", file.from),
    amount: file.amount,
    wallet: file.wallet,
  };
}
