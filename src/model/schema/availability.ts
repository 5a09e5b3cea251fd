/** Data availability: onchain, a committee or sampling. Read and checked; only `onchain` is simulated. */

import { z } from "zod";
import { type Context, parseBlock, refuse } from "../context.ts";
import type { Path } from "../problems.ts";
import { block } from "./block.ts";
import { faults } from "./fault.ts";
import { count } from "./quantity.ts";
import { security } from "./security.ts";

const shape = z.discriminatedUnion("kind", [
  block({ kind: z.literal("onchain") }),
  block({
    kind: z.literal("committee"),
    members: count(1, 1000),
    threshold: count(1, 1000),
    faults: faults("withhold"),
    security: security.optional(),
  }),
  block({ kind: z.literal("sampling"), faults: faults("withhold") }),
]);

/** The schema of one availability layer. */
export const availabilitySchema: z.ZodType = shape;

/** Checks one availability layer. */
export function readAvailability(context: Context, raw: unknown, _name: string, path: Path): null {
  const file = parseBlock(context, shape, raw, path);
  if (file?.kind === "committee" && file.threshold > file.members) {
    refuse(
      context,
      [...path, "threshold"],
      `must be at most members (${file.members}), got ${file.threshold}`,
    );
  }
  return null;
}
