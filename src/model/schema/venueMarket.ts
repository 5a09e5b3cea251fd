/**
 * A market of a venue: its depth and impact law, funding, and its own margin schedule where it differs from the
 * venue's.
 */

import type { z } from "zod";
import { block } from "./block.ts";
import { margin } from "./margin.ts";
import { amount, positiveAmount, positiveTime, quantity, share } from "./quantity.ts";

/** A floor under the depth, as a share of the undisturbed depth, where the file names none. */
const floorShare = 0.02;

const shape = block({
  depth_1pct: positiveAmount,
  depth_floor: positiveAmount.optional(),
  exponent: quantity("number", { above: 0, max: 4 }).default(1),
  resilience: positiveTime,
  permanent: share.default(0),
  stress_depth: quantity("number", { above: 0, max: 1 }).default(1),
  open_interest_cap: amount.optional(),
  funding: block({
    interval: positiveTime,
    cap: quantity("number", { min: 0, max: 1 }),
  }).optional(),
  margin: margin.optional(),
}).transform((file) => ({
  ...file,
  depth_floor: file.depth_floor ?? floorShare * file.depth_1pct,
}));

/** One market as the file has it, defaults filled in. */
export interface VenueMarketFile {
  readonly depth_1pct: number;
  readonly depth_floor: number;
  readonly exponent: number;
  readonly resilience: number;
  readonly permanent: number;
  readonly stress_depth: number;
  readonly open_interest_cap?: number | undefined;
  readonly funding?: { readonly interval: number; readonly cap: number } | undefined;
  readonly margin?: z.output<typeof margin> | undefined;
}

/** The schema of one market of a venue. */
export const venueMarketSchema: z.ZodType<VenueMarketFile> = shape;
