/**
 * Common causes: one event that strikes several components, each with its own probability, for one shared duration (the
 * beta-factor model of reliability engineering; with probability 1 the shocks of Marshall and Olkin 1967).
 *
 * A cause has a clock like a mode; while its event lasts, the clock stands still. Whether the n-th event strikes a target
 * is draw 16 n of the target's own stream, so that one target more shifts nothing. A pattern draws independently for each
 * component that it names; `.nodes`, `.members` or `.signers` behind it names the parts of a committee one by one.
 */
import { DRAWS_PER_ITEM, uniform } from "../random/streams.ts";
import { COMPROMISE } from "./modes.ts";
import type { Faults } from "./faultState.ts";

/**
 * The event of a common cause: those it strikes are due now, for `duration`.
 *
 * @param process the cause's own
 * @param before whether the event began before t = 0
 */
export function strikeTargets(
  faults: Faults,
  process: number,
  duration: number,
  now: number,
  before: boolean,
): void {
  const { processes, path, active, due, lasting } = faults;
  const cause = process - processes.firstCause;
  const begin = processes.firstTarget[cause];
  const draw = before ? 1 : faults.spell[process] * DRAWS_PER_ITEM;
  for (let target = begin; target < processes.firstTarget[cause + 1]; target++) {
    const { stream, probability } = processes.targets[target - processes.firstTarget[0]];
    // Whoever is compromised stays so; a second blow changes nothing.
    if (active[target] === 1 || uniform(stream, path, draw) >= probability) continue;
    due[target] = now;
    lasting[target] = processes.mode[target] === COMPROMISE ? Infinity : duration;
  }
}
