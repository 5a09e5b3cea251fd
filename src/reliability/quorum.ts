/** A committee after one of its members changed: see `committees.ts` for the rule. */
import { uniform } from "../random/streams.ts";
import { NO_EFFECT, STRUCK } from "./effects.ts";
import { logFault } from "./faultLog.ts";
import type { Faults } from "./faultState.ts";
import { CENSOR, COMPROMISE, QUORUM } from "./modes.ts";
import { changeCapacity, changeCensorship, comeUp, goDown } from "./service.ts";

/**
 * Passes the change of a member on to the whole, which becomes the component of the event.
 *
 * @returns what it did to the whole
 */
export function reviewCommittee(faults: Faults, committee: number, now: number): number {
  const { committees } = faults.processes;
  const needed = committees.needed[committee];
  const up = countMembers(faults, committee, false);
  faults.component = committees.whole[committee];
  if (committees.mode[committee] === COMPROMISE) return reviewSigners(faults, committee, up, now);
  const service = reviewService(faults, committee, up, now);
  const lacking = faults.lacking[committee];
  if (up < needed === lacking >= 0) return service;
  if (lacking >= 0) {
    faults.log.end[lacking] = now;
    faults.lacking[committee] = -1;
    return laterOf(comeUp(faults, faults.component, now), service);
  }
  faults.lacking[committee] = logLack(faults, committees.mode[committee], now);
  return laterOf(goDown(faults, faults.component, now), service);
}

/** Going down or coming up says more than a change of service, which is read anew with it. */
function laterOf(status: number, service: number): number {
  return status === NO_EFFECT ? service : status;
}

function logLack(faults: Faults, mode: number, now: number): number {
  return logFault(faults.log, faults.component, mode, QUORUM, now);
}

/** Members that are up, and do not censor if `honest`. */
function countMembers(faults: Faults, committee: number, honest: boolean): number {
  const { first, size } = faults.processes.committees;
  const end = first[committee] + size[committee];
  let count = 0;
  for (let member = first[committee]; member < end; member++) {
    if (faults.causes[member] === 0 && !(honest && faults.censors[member] > 0)) count++;
  }
  return count;
}

/** The backing is lost once too few signers are left to refuse. */
function reviewSigners(faults: Faults, committee: number, left: number, now: number): number {
  const { committees } = faults.processes;
  if (left >= committees.needed[committee] || faults.lacking[committee] >= 0) return NO_EFFECT;
  const { stream, law } = committees.losses[committees.loss[committee]];
  const row = logLack(faults, COMPROMISE, now);
  faults.log.end[row] = now;
  faults.lacking[committee] = row;
  faults.mode = COMPROMISE;
  faults.strike = 0;
  faults.loss = law.quantile(uniform(stream, faults.path, 0));
  faults.depth = 0;
  return STRUCK;
}

function reviewService(faults: Faults, committee: number, up: number, now: number): number {
  const { needed } = faults.processes.committees;
  const { component, censoring } = faults;
  // Without a quorum there is nobody left to censor: the outage says it all.
  const censors =
    up >= needed[committee] && countMembers(faults, committee, true) < needed[committee];
  let effect = NO_EFFECT;
  if (censors !== censoring[committee] >= 0) {
    effect = changeCensorship(faults, component, censors ? 1 : -1);
    if (!censors) faults.log.end[censoring[committee]] = now;
    censoring[committee] = censors ? logLack(faults, CENSOR, now) : -1;
  }
  const capacity = capacityOf(faults, committee, up);
  if (capacity === faults.quorumCapacity[committee]) return effect;
  faults.quorumCapacity[committee] = capacity;
  return changeCapacity(faults, component);
}

/** The `needed`-th largest capacity among the members that are up; 1 where too few are. */
function capacityOf(faults: Faults, committee: number, up: number): number {
  const { first, size, needed } = faults.processes.committees;
  if (up < needed[committee]) return 1;
  const end = first[committee] + size[committee];
  let best = 0;
  for (let member = first[committee]; member < end; member++) {
    if (faults.causes[member] > 0) continue;
    let atLeast = 0;
    for (let other = first[committee]; other < end; other++) {
      if (faults.causes[other] === 0 && faults.capacity[other] >= faults.capacity[member])
        atLeast++;
    }
    if (atLeast >= needed[committee]) best = Math.max(best, faults.capacity[member]);
  }
  return best;
}
