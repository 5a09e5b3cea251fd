/**
 * Clocks that would keep a path busy for ever, and starts that have no law: what a rate, a tilt and a mean come to.
 */

import type { Context } from "./context.ts";
import { refuse } from "./context.ts";
import type { KeyPath } from "./problems.ts";
import type { ResolvedModel } from "./resolved.ts";
import type { Sequencer } from "./resolved/component.ts";
import type { Distribution } from "./resolved/distribution.ts";
import type { FaultMode, FaultModeName } from "./resolved/fault.ts";
import { meanOf } from "./schema/support.ts";

/** Events of one clock in one path: beyond this a path would never end. */
const mostEvents = 1e6;

/** One clock, where its rate stands, and the component (or one of its parts) that a tilt names it by. */
interface ClockAt {
  readonly key: string;
  readonly mode: FaultModeName;
  readonly path: KeyPath;
  readonly rate: number;
  /** Parts of a committee that have it each; absent: 1. */
  readonly parts?: number;
  /** Null: over at once, or for good. */
  readonly duration: Distribution | null;
}

/** Reports rates that the horizon or a tilt makes absurd, and durations that a stationary start cannot draw from. */
export function checkClocks(context: Context, model: ResolvedModel): void {
  checkStrata(context, model);
  const factors = model.sampling.tilt?.factors ?? [];
  for (const { key, mode, path, rate, duration } of clocksOf(model)) {
    const ofClock = factors.findLast(
      (one) => one.component === key && (one.mode === undefined || one.mode === mode),
    );
    const factor = ofClock?.factor ?? 1;
    if (rate * factor * model.horizon > mostEvents) {
      const tilted = factor === 1 ? "" : ` at a tilt of ${factor}`;
      refuse(context, path, `makes more than ${mostEvents} faults in the horizon${tilted}`);
    }
    const lasts = duration === null || Number.isFinite(meanOf(duration));
    if (model.sampling.start === "stationary" && rate > 0 && !lasts)
      refuse(context, path.slice(0, -1), "has no stationary start: its duration has no mean");
  }
}

/** A stratum that no path could be in has no share to be given. */
function checkStrata(context: Context, model: ResolvedModel): void {
  const { strata } = model.sampling;
  if (strata === undefined) return;
  const clocks = clocksOf(model)
    .filter(({ rate }) => rate > 0)
    .reduce((sum, { parts = 1 }) => sum + parts, 0);
  if (clocks < strata.length - 1)
    refuse(
      context,
      ["sampling", "strata"],
      `tells 0 to ${strata.length - 1} faults apart, and only ${clocks} can happen`,
    );
}

function clocksOf(model: ResolvedModel): ClockAt[] {
  const { settlement, chains, availability = [], commonCauses = [] } = model;
  return [
    ...model.sequencers.flatMap(sequencerClocks),
    ...model.provers.flatMap(({ name, faults, soundnessBug }) => [
      ...modesOf(["provers", name], "", faults),
      ...strikeOf(
        ["provers", name, "soundness_bug"],
        `provers.${name}`,
        "soundness_bug",
        soundnessBug,
      ),
    ]),
    ...model.bridges.flatMap(({ name, faults, security }) => [
      ...modesOf(["bridges", name], "", faults),
      ...attemptsOf(["bridges", name], security),
    ]),
    ...availability.flatMap((layer) => {
      const path = ["availability", layer.name];
      return layer.kind === "committee"
        ? modesOf(path, "/member-1", layer.faults, layer.members)
        : modesOf(path, "", layer.faults);
    }),
    ...chains.flatMap(({ name, invalidClaim, signers, security }) => [
      ...(signers === undefined
        ? []
        : [
            {
              key: `chains.${name}/signer-1`,
              mode: "compromise" as const,
              path: ["chains", name, "signers", "compromise_rate"],
              rate: signers.compromiseRate,
              parts: signers.count,
              duration: null,
            },
          ]),
      ...strikeOf(
        ["chains", name, "invalid_claim"],
        `chains.${name}`,
        "invalid_claim",
        invalidClaim,
      ),
      ...attemptsOf(["chains", name], security),
    ]),
    ...strikeOf(["settlement", "congestion"], "settlement", "congestion", settlement.congestion),
    ...strikeOf(
      ["settlement", "reorganisation"],
      "settlement",
      "reorganisation",
      settlement.reorganisation,
    ),
    ...commonCauses.map(({ name, fault }) => ({
      key: `common_causes.${name}`,
      mode: fault.mode,
      path: ["common_causes", name, "rate"],
      rate: fault.rate,
      duration: fault.duration,
    })),
  ];
}

function sequencerClocks({ name, faults, committee, security }: Sequencer): ClockAt[] {
  const path = name.startsWith("chains.") ? name.split(".") : ["sequencers", name];
  const modes =
    committee === undefined
      ? modesOf(path, "", faults)
      : modesOf(path, "/node-1", faults, committee.nodes);
  return [...modes, ...attemptsOf(path, security)];
}

/** Modes of a `faults` list. @param part of a committee, for which the others stand alike */
function modesOf(
  path: KeyPath,
  part: string,
  faults: readonly FaultMode[],
  parts: number = 1,
): ClockAt[] {
  return faults.map(({ mode, rate, duration }, index) => ({
    key: path.join(".") + part,
    mode,
    parts,
    path: [...path, "faults", index, "rate"],
    rate,
    // An exploit is for good: it has no share in what runs at the start.
    duration: mode === "exploit" ? null : duration,
  }));
}

function attemptsOf(path: KeyPath, security: { readonly attempts: number } | undefined): ClockAt[] {
  if (security === undefined) return [];
  const place = [...path, "security", "attempts"];
  const key = path.join(".");
  return [{ key, mode: "attempt", path: place, rate: security.attempts, duration: null }];
}

function strikeOf(
  path: KeyPath,
  key: string,
  mode: FaultModeName,
  strike: { readonly rate: number; readonly duration?: Distribution } | undefined,
): ClockAt[] {
  if (strike === undefined) return [];
  const { rate, duration = null } = strike;
  return [{ key, mode, path: [...path, "rate"], rate, duration }];
}
