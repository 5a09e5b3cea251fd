/** The scenario: forced events, a price move of assets or a fault of one component, at given times. */

import { z } from "zod";
import { type Context, fieldOf, indexOf, parseBlock, refuse, sectionOf } from "../context.ts";
import { type KeyPath, show } from "../problems.ts";
import type { FaultModeName } from "../resolved/fault.ts";
import type { ForcedEvent } from "../resolved/scenario.ts";
import { unknownWord } from "../suggest.ts";
import { requireBaseAsset } from "./asset.ts";
import { block, byName } from "./block.ts";
import { componentKeys, modesOf } from "./components.ts";
import { positiveTime, quantity, share, time } from "./quantity.ts";

/** A simple return: nothing loses all its value, nothing gains a thousandfold in an instant. */
const simpleReturn = quantity("number", { above: -1, max: 1000 });

/** What a forced fault may say of itself. */
const FIELDS = ["duration", "loss", "slowdown", "capacity", "depth"] as const;
type Field = (typeof FIELDS)[number];
type ForcedMode = Exclude<FaultModeName, "attempt">;

/** What a forced fault must say, by mode: nothing that would mean nothing there. */
const needs: Readonly<Record<ForcedMode, readonly Field[]>> = {
  halt: ["duration"],
  slow: ["duration", "slowdown"],
  pause: ["duration"],
  exploit: ["duration", "loss"],
  degrade: ["duration", "capacity"],
  censor: ["duration"],
  withhold: ["duration"],
  congestion: ["duration", "slowdown"],
  reorganisation: ["depth"],
  invalid_claim: ["loss"],
  soundness_bug: ["loss"],
  compromise: [],
};

const forcedModes = Object.keys(needs) as ForcedMode[];

const shape = block({
  at: time,
  price: byName(simpleReturn).optional(),
  fault: z.string().optional(),
  mode: z.enum(forcedModes).optional(),
  duration: positiveTime.optional(),
  loss: quantity("number", { above: 0, max: 1 }).optional(),
  slowdown: quantity("number", { min: 1, max: 1e6 }).optional(),
  capacity: share.optional(),
  depth: positiveTime.optional(),
});

type EventFile = z.output<typeof shape>;

/** The schema of one forced event. */
export const eventSchema: z.ZodType = shape;

/** Reads the scenario in time order; events at the same time keep the file's order. */
export function readScenario(context: Context, horizon: number): ForcedEvent[] {
  const list = sectionOf(context, "scenario", []);
  if (!Array.isArray(list)) {
    refuse(context, ["scenario"], `must be a list of events, got ${show(list)}`);
    return [];
  }
  const events = list.flatMap((raw: unknown, index) => {
    const event = readEvent(context, raw, ["scenario", index], horizon);
    return event === null ? [] : [event];
  });
  return events.sort((one, other) => one.at - other.at);
}

function readEvent(
  context: Context,
  raw: unknown,
  path: KeyPath,
  horizon: number,
): ForcedEvent | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (file.at > horizon)
    refuse(context, [...path, "at"], `must not be after the horizon (${horizon} seconds)`);
  if ((file.price === undefined) === (file.fault === undefined)) {
    refuse(context, path, "must have either price or fault");
    return null;
  }
  return file.price === undefined
    ? faultEvent(context, file, path)
    : priceEvent(context, file, file.price, path);
}

function priceEvent(
  context: Context,
  file: EventFile,
  price: Readonly<Record<string, number>>,
  path: KeyPath,
): ForcedEvent {
  for (const key of ["mode", ...FIELDS] as const) {
    if (file[key] !== undefined) refuse(context, [...path, key], "has no meaning beside price");
  }
  if (Object.keys(price).length === 0) refuse(context, [...path, "price"], "must name an asset");
  for (const [name, value] of Object.entries(price))
    requirePrice(context, name, value, [...path, "price", name]);
  const returns = Object.entries(price).map(([name, value]) => ({
    asset: indexOf(context, "assets", name),
    value,
  }));
  return { kind: "price", at: file.at, returns };
}

/** A base asset moves either way; cash with a `depeg` falls, and recovers as that says. */
function requirePrice(context: Context, name: string, value: number, path: KeyPath): void {
  if (fieldOf(context, "assets", name, "kind") !== "cash") requireBaseAsset(context, name, path);
  else if (fieldOf(context, "assets", name, "depeg") === undefined)
    refuse(context, path, `must be an asset that can move, '${name}' is cash without a depeg`);
  else if (value >= 0) refuse(context, path, `must be below 0 for cash, got ${value}`);
}

function faultEvent(context: Context, file: EventFile, path: KeyPath): ForcedEvent | null {
  const component = file.fault!;
  const known = componentKeys(context);
  if (!known.includes(component)) {
    refuse(context, [...path, "fault"], unknownWord("component", component, known));
    return null;
  }
  const modes = modesOf(component);
  if (file.mode === undefined || !modes.includes(file.mode)) {
    const got = file.mode === undefined ? "" : `, got '${file.mode}'`;
    refuse(
      context,
      [...path, "mode"],
      `must be one of ${modes.join(", ")} for '${component}'${got}`,
    );
    return null;
  }
  requireFields(context, file, path);
  return {
    kind: "fault",
    at: file.at,
    component,
    mode: file.mode,
    duration: file.duration ?? (file.mode === "compromise" ? Infinity : 0),
    loss: file.loss ?? 0,
    slowdown: file.slowdown ?? 1,
    ...(file.capacity !== undefined && { capacity: file.capacity }),
    ...(file.depth !== undefined && { depth: file.depth }),
  };
}

function requireFields(context: Context, file: EventFile, path: KeyPath): void {
  const mode = file.mode!;
  for (const field of FIELDS) {
    const needed = needs[mode].includes(field) || (field === "loss" && takesAll(file));
    if (needed && file[field] === undefined)
      refuse(context, [...path, field], neededReason(field, mode));
    if (!needed && file[field] !== undefined)
      refuse(context, [...path, field], `has no meaning for mode '${mode}'`);
  }
}

/** A chain's signers are compromised together, and take something; one signer alone takes nothing. */
function takesAll({ mode, fault }: EventFile): boolean {
  return mode === "compromise" && fault?.includes("/") === false;
}

function neededReason(field: Field, mode: string): string {
  return field === "duration" ? "is required" : `is required for mode '${mode}'`;
}
