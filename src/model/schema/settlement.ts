/** The settlement layer: the finality that every deposit, withdrawal and refill waits for, and what slows or undoes it. */

import type { z } from "zod";
import { type Context, parseBlock, sectionOf } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Settlement } from "../resolved/settlement.ts";
import { block, withoutBasis } from "./block.ts";
import { duration } from "./distribution.ts";
import { quantity, rate, time } from "./quantity.ts";
import { type Effect, resolveSecurity, security } from "./security.ts";

const shape = block({
  finality: time.default(0),
  congestion: block({
    rate,
    duration,
    slowdown: quantity("number", { min: 1 }),
    stress: quantity("number", { min: 0, max: 5 }).default(0),
  }).optional(),
  reorganisation: block({ rate, depth: duration, security: security.optional() }).optional(),
});

/** An attack undoes what a reorganisation does, and is over. */
const undoes: Effect = { lasts: false, takes: false };
const attacked: KeyPath = ["settlement", "reorganisation", "security"];

/** The schema of the settlement layer. */
export const settlementSchema: z.ZodType = shape;

/** Reads the settlement layer; without one finality takes no time. */
export function readSettlement(context: Context): Settlement | null {
  const file = parseBlock(context, shape, sectionOf(context, "settlement", {}), ["settlement"]);
  if (file === null) return null;
  const { finality, congestion, reorganisation } = file;
  return {
    finality,
    ...(congestion !== undefined && { congestion: withoutBasis(congestion) }),
    ...(reorganisation !== undefined && {
      reorganisation: {
        rate: reorganisation.rate,
        depth: reorganisation.depth,
        ...resolveSecurity(context, reorganisation.security, attacked, undoes),
      },
    }),
  };
}
