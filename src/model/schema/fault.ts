/**
 * Fault modes: the alternating renewal processes of components. Which modes a component has is its own file's choice.
 */

import { z } from "zod";
import type { FaultMode } from "../resolved/fault.ts";
import { block, withoutBasis } from "./block.ts";
import { delay, duration, shareDistribution } from "./distribution.ts";
import { nonNegative, positiveTime, quantity, rate, share, time } from "./quantity.ts";

/** Modes that a `faults` list can hold. */
export type ModeName = "halt" | "slow" | "pause" | "exploit" | "degrade" | "censor" | "withhold";

const clock = {
  rate,
  stress: quantity("number", { min: 0, max: 5 }).default(0),
  load: nonNegative.default(0),
  load_lag: time.default(0),
  aftershock: block({
    // Nearer to 1 one fault would breed thousands before the clock is calm again.
    probability: quantity("number", { min: 0, max: 0.99 }),
    window: positiveTime,
  }).optional(),
};

const modes = {
  halt: block({ mode: z.literal("halt"), ...clock, duration }),
  pause: block({ mode: z.literal("pause"), ...clock, duration }),
  withhold: block({ mode: z.literal("withhold"), ...clock, duration }),
  censor: block({ mode: z.literal("censor"), ...clock, duration }),
  degrade: block({ mode: z.literal("degrade"), ...clock, duration, capacity: share }),
  slow: block({
    mode: z.literal("slow"),
    ...clock,
    duration,
    slowdown: quantity("number", { min: 1, max: 1e6 }),
  }),
  exploit: block({ mode: z.literal("exploit"), ...clock, loss: shareDistribution, freeze: delay }),
};

/** The faults of one component, resolved. */
export type FaultsSchema = z.ZodType<FaultMode[], unknown>;

/** The `faults` list of a component that can break in these ways, each mode at most once; empty unless given. */
export function faults(...names: readonly ModeName[]): FaultsSchema {
  const options = names.map((name) => modes[name]) as unknown as [typeof modes.halt];
  const list = z.array(z.discriminatedUnion("mode", options)).superRefine((given, context) => {
    given.forEach(({ mode }, index) => {
      if (given.findIndex((other) => other.mode === mode) === index) return;
      const message = `mode '${mode}' is given twice: use a mixture of durations`;
      context.addIssue({ code: "custom", path: [index, "mode"], message });
    });
  });
  return list
    .default([])
    .transform((given) => given.map((fault) => resolveFault(fault as FaultFile)));
}

type FaultFile = z.output<(typeof modes)[keyof typeof modes]>;

function resolveFault(fault: FaultFile): FaultMode {
  const isExploit = fault.mode === "exploit";
  const { load, load_lag: lag, aftershock } = fault;
  return {
    mode: fault.mode,
    rate: fault.rate,
    duration: isExploit ? fault.freeze : fault.duration,
    stress: fault.stress,
    slowdown: fault.mode === "slow" ? fault.slowdown : 1,
    loss: isExploit ? fault.loss : null,
    ...(fault.mode === "degrade" && { capacity: fault.capacity }),
    ...(load > 0 && { load: { factor: load, lag } }),
    ...(aftershock !== undefined && { aftershock: withoutBasis(aftershock) }),
  };
}
