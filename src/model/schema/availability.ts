/** Data availability: on the settlement layer, with a committee of which a threshold must be up, or sampled. */

import { z } from "zod";
import { type Context, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Availability } from "../resolved/component.ts";
import { block } from "./block.ts";
import { faults } from "./fault.ts";
import { count } from "./quantity.ts";
import { resolveSecurity, security } from "./security.ts";

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

/** Reads one availability layer under its name. */
export function readAvailability(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Availability | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (file.kind === "onchain") return { kind: file.kind, name, faults: [] };
  if (file.kind === "sampling") return { kind: file.kind, name, faults: file.faults };
  if (file.threshold > file.members) {
    refuse(
      context,
      [...path, "threshold"],
      `must be at most members (${file.members}), got ${file.threshold}`,
    );
  }
  const { kind, members, threshold } = file;
  const price = resolveSecurity(context, file.security, [...path, "security"], {
    lasts: true,
    takes: true,
  });
  return { kind, name, members, threshold, faults: file.faults, ...price };
}
