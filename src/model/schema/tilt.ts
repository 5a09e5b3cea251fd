/**
 * Importance sampling as the file names it: dotted keys and what is done to them. Hazards by component, common cause, or
 * one mode of a component, and the rate of jumps, take factors; sizes of jumps and the drift take shifts in standard
 * deviations.
 */

import { type Context, namesOf, refuse } from "../context.ts";
import type { FaultModeName } from "../resolved/fault.ts";
import type { MarketTilt, Tilt, TiltFactor } from "../resolved/sampling.ts";
import { unknownWord } from "../suggest.ts";
import { keysAt, valueAt } from "../tree.ts";
import { isBaseAsset } from "./asset.ts";
import { componentsNamed, componentsOf, modesOf } from "./components.ts";

/** Share of paths that a tilt leaves alone, so that no weight exceeds its inverse. */
const usualDefence = 0.1;
/** No fault is so rare that a hazard must be multiplied further. */
const largest = 1e6;
/** Standard deviations beyond which nobody samples. */
const farthest = 20;

/** What a key may stand for. */
interface Target {
  readonly key: string;
  readonly names: readonly string[];
  readonly whole: string | null;
  readonly kind: "factor" | "shift";
}

/** Reads the tilts of a model; undefined where there are none. */
export function readTilt(
  context: Context,
  values: Readonly<Record<string, number>>,
  defensive: number | undefined,
): Tilt | undefined {
  const faults = faultTargets(context);
  const market = marketTargets(context);
  for (const [key, value] of Object.entries(values))
    check(context, key, value, [...faults, ...market]);
  const factors = factorsOf(faults, values);
  const ofMarket = marketTilt(context, market, values);
  if (factors.length === 0 && ofMarket === undefined) return undefined;
  return {
    factors,
    ...(ofMarket !== undefined && { market: ofMarket }),
    defensive: defensive ?? usualDefence,
  };
}

function check(context: Context, key: string, value: number, targets: readonly Target[]): void {
  const path = ["sampling", "tilt", key];
  const found = componentsNamed(targets, key, "too");
  if (found.length === 0) {
    const known = targets.map((target) => target.key);
    context.problems.push({ path, reason: unknownWord("tilt", key, known), onKey: true });
    return;
  }
  const kind = targets.find((target) => target.key === found[0])!.kind;
  if (kind === "factor" && value <= 0) refuse(context, path, `must be above 0, got ${value}`);
  if (kind === "factor" && value > largest)
    refuse(context, path, `must be at most ${largest}, got ${value}`);
  if (kind === "shift" && Math.abs(value) > farthest)
    refuse(context, path, `must be from -${farthest} to ${farthest}, got ${value}`);
}

/** Components and their modes, and common causes by their own keys. */
function faultTargets(context: Context): (Target & Omit<TiltFactor, "factor">)[] {
  const components = componentsOf(context).flatMap(({ key, names, whole }) => {
    const modes: readonly FaultModeName[] = [...modesOf(key), "attempt"];
    return [
      { key, component: key, names, whole, kind: "factor" as const },
      ...modes.map((mode) => ({
        key: `${key}.${mode}`,
        component: key,
        mode,
        names: names.map((name) => `${name}.${mode}`),
        whole: whole === null ? null : `${whole}.${mode}`,
        kind: "factor" as const,
      })),
    ];
  });
  const causes = keysAt(context.tree, ["common_causes"]).map((name) => `common_causes.${name}`);
  return [
    ...components,
    ...causes.map((key) => ({
      key,
      component: key,
      names: [key],
      whole: null,
      kind: "factor" as const,
    })),
  ];
}

/** A later pattern replaces an earlier one. */
function factorsOf(
  targets: readonly (Target & Omit<TiltFactor, "factor">)[],
  values: Readonly<Record<string, number>>,
): TiltFactor[] {
  const byKey = new Map<string, TiltFactor>();
  for (const [pattern, factor] of Object.entries(values)) {
    const found = new Set(componentsNamed(targets, pattern, "too"));
    for (const { key, component, mode } of targets) {
      if (!found.has(key)) continue;
      if (mode === undefined) dropModes(byKey, component);
      byKey.set(key, { component, ...(mode !== undefined && { mode }), factor });
    }
  }
  return [...byKey.values()];
}

/** A factor on all of a component leaves none of its modes' own. */
function dropModes(byKey: Map<string, TiltFactor>, component: string): void {
  for (const [key, factor] of byKey)
    if (factor.component === component && factor.mode !== undefined) byKey.delete(key);
}

/** `market.jumps` stands for all jumps, `market.jumps.shared` for the shared ones, the others for one asset's. */
function marketTargets(context: Context): Target[] {
  const bases = basesOf(context);
  const hasJumps = valueAt(context.tree, ["market", "jumps"]) !== undefined;
  const jumping = hasJumps ? keysAt(context.tree, ["market", "jumps", "size"]) : [];
  const target = (key: string, kind: Target["kind"], also: readonly string[] = []): Target => ({
    key,
    names: [key, ...also],
    whole: null,
    kind,
  });
  const diffuses = !["bootstrap", "replay"].some((key) => valueAt(context.tree, ["market", key]));
  const ofJumping = bases.filter((name) => jumping.includes(name));
  return [
    ...ofJumping.map((name) => target(`market.assets.${name}.jumps`, "factor", ["market.jumps"])),
    ...(hasJumps ? [target("market.jumps.shared", "factor", ["market.jumps"])] : []),
    ...ofJumping.map((name) => target(`market.assets.${name}.jump_size`, "shift")),
    ...(diffuses ? bases : []).map((name) => target(`market.assets.${name}.drift`, "shift")),
  ];
}

function basesOf(context: Context): string[] {
  return namesOf(context, "assets").filter((name) => isBaseAsset(context, name));
}

function marketTilt(
  context: Context,
  targets: readonly Target[],
  values: Readonly<Record<string, number>>,
): MarketTilt | undefined {
  const asked = new Map<string, number>();
  for (const [pattern, value] of Object.entries(values))
    for (const key of componentsNamed(targets, pattern, "too")) asked.set(key, value);
  const bases = basesOf(context);
  const of = (what: string): (number | null)[] =>
    bases.map((name) => asked.get(`market.assets.${name}.${what}`) ?? null);
  const factors = [...of("jumps"), asked.get("market.jumps.shared") ?? null];
  const [sizes, drift] = [of("jump_size"), of("drift")];
  const isGiven = (list: readonly (number | null)[]): boolean => list.some((one) => one !== null);
  if (![factors, sizes, drift].some(isGiven)) return undefined;
  return {
    ...(isGiven(factors) && { jumps: factors.map((factor) => factor ?? 1) }),
    ...(isGiven(sizes) && { sizes }),
    ...(isGiven(drift) && { drift }),
  };
}
