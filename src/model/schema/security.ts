/**
 * The price of breaking a component: attempts succeed only when what they earn exceeds what they stake.
 *
 * What an attack does depends on the component: a sequencer censors for a `duration`; a data committee withholds for one
 * and takes a `loss` of its chains' backing; a bridge loses a `loss` and stops a `duration` later; an optimistic
 * chain, a plasma and a sidechain lose a `loss`, which is that of their invalid claims or signers unless given.
 */

import { z } from "zod";
import { type Context, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Distribution } from "../resolved/distribution.ts";
import type { Security } from "../resolved/fault.ts";
import { block } from "./block.ts";
import { duration, shareDistribution } from "./distribution.ts";
import { amount, rate, share } from "./quantity.ts";

/** A `security` block in canonical units. */
export interface SecurityFile {
  readonly attempts: number;
  readonly stake: number;
  readonly slashed: number;
  readonly detection: number;
  readonly bond?: number | undefined;
  readonly to?: "insurance" | undefined;
  readonly duration?: Distribution | undefined;
  readonly loss?: Distribution | undefined;
}

/** The schema of a `security` block. */
export const security: z.ZodType<SecurityFile> = block({
  attempts: rate,
  stake: amount,
  slashed: share,
  detection: share,
  bond: amount.optional(),
  to: z.enum(["insurance"]).optional(),
  duration: duration.optional(),
  loss: shareDistribution.optional(),
});

/** What an attack on a component does. */
export interface Effect {
  /** It lasts. */
  readonly lasts: boolean;
  /** It takes a share of a backing, which is the component's own where it has one. */
  readonly takes: boolean;
  readonly ownLoss?: Distribution | undefined;
}

/** How long an attack lasts where nothing is said. */
const anHour: Distribution = { kind: "exponential", mean: 3600 };

/**
 * What breaking the component costs; nothing at all where nobody tries.
 *
 * @param effect null where nothing can be attacked: said at `path`
 */
export function resolveSecurity(
  context: Context,
  file: SecurityFile | undefined,
  path: KeyPath,
  effect: Effect | string,
): { security?: Security } {
  if (file === undefined) return {};
  if (typeof effect === "string") {
    refuse(context, path, effect);
    return {};
  }
  const { attempts, stake, slashed, detection, bond = 0, to = "outside" } = file;
  const loss = file.loss ?? effect.ownLoss;
  for (const [key, meant] of [
    ["duration", effect.lasts],
    ["loss", effect.takes],
  ] as const) {
    if (!meant && file[key] !== undefined) refuse(context, [...path, key], "has no meaning here");
  }
  if (effect.takes && loss === undefined) refuse(context, [...path, "loss"], "is required");
  return {
    security: {
      attempts,
      stake,
      slashed,
      detection,
      bond,
      to,
      ...(effect.lasts && { duration: file.duration ?? anHour }),
      ...(effect.takes && loss !== undefined && { loss }),
    },
  };
}
