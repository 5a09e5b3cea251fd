/**
 * The root of a model file. `headerShape` reads what belongs to no section and refuses unknown sections;
 * `modelSchema` is the whole file, for the JSON Schema that editors use.
 */

import { z } from "zod";
import { availabilitySchema } from "./availability.ts";
import { block, byName } from "./block.ts";
import { bookSchema } from "./book.ts";
import { bridgeSchema } from "./bridge.ts";
import { chainSchema } from "./chain.ts";
import { claimsSchema } from "./claims.ts";
import { commonCauseSchema } from "./commonCause.ts";
import { distribution } from "./distribution.ts";
import { marketSchema } from "./market.ts";
import { metricSchema } from "./metric.ts";
import { proverSchema } from "./prover.ts";
import { positiveTime } from "./quantity.ts";
import { samplingSchema } from "./sampling.ts";
import { eventSchema } from "./scenario.ts";
import { sequencerSchema } from "./sequencer.ts";
import { settlementSchema } from "./settlement.ts";
import { venueSchema } from "./venue.ts";

const sections = {
  extends: z.string().optional(),
  params: byName(z.union([z.number(), z.string()])).optional(),
  market: marketSchema,
  settlement: settlementSchema.optional(),
  sequencers: byName(sequencerSchema).optional(),
  provers: byName(proverSchema).optional(),
  availability: byName(availabilitySchema).optional(),
  chains: byName(chainSchema).optional(),
  bridges: byName(bridgeSchema).optional(),
  common_causes: byName(commonCauseSchema).optional(),
  venues: byName(venueSchema).optional(),
  book: bookSchema.optional(),
  claims: claimsSchema.optional(),
  scenario: z.array(eventSchema).optional(),
  sampling: samplingSchema.optional(),
  metrics: byName(metricSchema).optional(),
  uncertain: byName(distribution("number", { low: -Infinity, high: Infinity })).optional(),
};

const own = {
  /** Part of the run folder's name, so it must be one everywhere. */
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][\w.-]{0,99}$/,
      "must be letters, digits, '-', '_' and '.', at most 100 of them",
    ),
  description: z.string().default(""),
  horizon: positiveTime,
  step: positiveTime,
};

/** The root's own keys; sections are read by their entities. */
export const headerShape: z.ZodType<Header> = block({
  ...own,
  ...(Object.fromEntries(
    Object.keys(sections).map((key) => [key, z.unknown().optional()]),
  ) as Record<keyof typeof sections, z.ZodOptional<z.ZodUnknown>>),
});

/** What belongs to no section. */
export interface Header {
  readonly name: string;
  readonly description: string;
  /** s */
  readonly horizon: number;
  /** s */
  readonly step: number;
}

/** A whole model file. */
export const modelSchema: z.ZodType = block({ ...own, ...sections });
