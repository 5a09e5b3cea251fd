/**
 * The modes in which a component can fail, what each does to it, and what can have started a fault.
 *
 * Modes of one kind of effect differ in name alone: a paused bridge, a halted sequencer and a withholding committee are
 * all down. Codes are positions in these lists; a new mode goes to the end, so that no code changes its meaning.
 */
import type { FaultModeName } from "../model/resolved/fault.ts";

/** Modes in the order of their codes. */
export const FAULT_MODES: readonly FaultModeName[] = [
  "halt",
  "slow",
  "pause",
  "exploit",
  "degrade",
  "censor",
  "withhold",
  "congestion",
  "reorganisation",
  "invalid_claim",
  "soundness_bug",
  "compromise",
  "attempt",
];

/** Causes in the order of their codes; those of the model's common causes follow. */
export const FAULT_CAUSES = ["random", "forced", "aftershock", "attack", "quorum"] as const;

/** Position of a mode in `FAULT_MODES`. */
export function codeOf(mode: FaultModeName): number {
  return FAULT_MODES.indexOf(mode);
}

export const CENSOR: number = codeOf("censor");
export const EXPLOIT: number = codeOf("exploit");
export const REORGANISATION: number = codeOf("reorganisation");
export const INVALID_CLAIM: number = codeOf("invalid_claim");
export const SOUNDNESS_BUG: number = codeOf("soundness_bug");
export const COMPROMISE: number = codeOf("compromise");
export const ATTEMPT: number = codeOf("attempt");

export const RANDOM: number = FAULT_CAUSES.indexOf("random");
export const FORCED: number = FAULT_CAUSES.indexOf("forced");
export const AFTERSHOCK: number = FAULT_CAUSES.indexOf("aftershock");
export const ATTACK: number = FAULT_CAUSES.indexOf("attack");
export const QUORUM: number = FAULT_CAUSES.indexOf("quorum");

/** What a running fault does to its component. */
export const TAKES_DOWN = 0;
/** Its work takes longer. */
export const SLOWS = 1;
/** It keeps a share of its capacity. */
export const DEGRADES = 2;
/** It drops liquidations and top-ups. */
export const CENSORS = 3;
/** It strikes at its start, is stopped `duration` later, and stays stopped. */
export const EXPLOITS = 4;
/** It strikes and is over. */
export const STRIKES = 5;

/** What a mode does to a component; a signer that is compromised is lost, a chain is struck. */
export function actOf(mode: FaultModeName, ofSigner: boolean): number {
  switch (mode) {
    case "halt":
    case "pause":
    case "withhold":
      return TAKES_DOWN;
    case "slow":
    case "congestion":
      return SLOWS;
    case "degrade":
      return DEGRADES;
    case "censor":
      return CENSORS;
    case "exploit":
      return EXPLOITS;
    case "compromise":
      return ofSigner ? TAKES_DOWN : STRIKES;
    default:
      return STRIKES;
  }
}

/** Cause codes as text; `names` are the model's common causes in file order. */
export function causeWords(names: readonly string[]): readonly string[] {
  return [...FAULT_CAUSES, ...names.map((name) => `common:${name}`)];
}
