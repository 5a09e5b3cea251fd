/**
 * Restarts that do not go on from where the sequencer stopped.
 *
 *   with `probability`, drawn per halt, the chains behind it return at their restart to r minutes before the halt
 *
 * State is kept per step, so they return to the last step's end at or before that, not behind t = 0 nor behind the step of
 * their last restart. Who decides and how far, here; what it undoes is for those who hold the state. A chain that something else still keeps
 * down returns when it is live. Left out: operators who roll back without a halt, or choose r by what they would lose.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { type Sampler, compileDistribution } from "../random/distribution.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import { sequencerKey } from "../reliability/components.ts";

/** s */
const MINUTE = 60;
/** Steps; a quotient this close to a whole number is one. */
const ROUNDING = 1e-9;
const DRAW = { decided: 0, minutes: 1 } as const;
/** The largest uniform that is ever drawn. */
const LARGEST = 1 - 2 ** -53;

interface Terms {
  readonly probability: number;
  readonly minutes: Sampler;
  readonly stream: Stream;
}

export interface Rollbacks {
  /** Per sequencer; null: it never rolls back. */
  readonly terms: readonly (Terms | null)[];
  /** Per sequencer: halts so far. */
  readonly halts: Int32Array;
  /** s */
  readonly step: number;
  /** Per chain: the step to whose end it returns at its restart; -1: it goes on from where it stopped. */
  readonly returnsTo: Int32Array;
  /** Chains that are live and must return now. */
  readonly due: Int32Array;
  dueCount: number;
}

/** The rollbacks of a model. */
export function createRollbacks(model: ResolvedModel, registry: StreamRegistry): Rollbacks {
  return {
    terms: model.sequencers.map(({ name, rollback }) =>
      rollback === undefined
        ? null
        : {
            probability: rollback.probability,
            minutes: compileDistribution(rollback.minutes),
            stream: streamOf(registry, sequencerKey(name), "rollback"),
          },
    ),
    halts: new Int32Array(model.sequencers.length),
    step: model.step,
    returnsTo: new Int32Array(model.chains.length),
    due: new Int32Array(model.chains.length),
    dueCount: 0,
  };
}

/** No halt so far. */
export function resetRollbacks(rollbacks: Rollbacks): void {
  rollbacks.halts.fill(0);
  rollbacks.returnsTo.fill(-1);
  rollbacks.dueCount = 0;
}

/**
 * A sequencer halts: decides whether, and to when, the chains behind it will return.
 *
 * @param restartedAt s, latest restart, -Infinity if there was none, by chain
 */
export function drawRollback(
  rollbacks: Rollbacks,
  sequencer: number,
  chains: readonly number[],
  restartedAt: Float64Array,
  path: number,
  now: number,
): void {
  const terms = rollbacks.terms[sequencer];
  if (terms === null) return;
  const { probability, minutes, stream } = terms;
  const item = rollbacks.halts[sequencer]++ * DRAWS_PER_ITEM;
  if (uniform(stream, path, item + DRAW.decided) >= probability) return;
  const to = now - MINUTE * minutes.quantile(uniform(stream, path, item + DRAW.minutes));
  for (const chain of chains) returnTo(rollbacks, chain, to, restartedAt[chain]);
}

function returnTo(
  { returnsTo, step }: Rollbacks,
  chain: number,
  to: number,
  restart: number,
): void {
  const wanted = Math.floor(to / step + ROUNDING);
  const behind = Math.ceil(restart / step - ROUNDING);
  const target = Math.max(0, wanted, behind);
  // A chain that has not come up since an earlier halt returns to the earlier moment.
  returnsTo[chain] = returnsTo[chain] < 0 ? target : Math.min(returnsTo[chain], target);
}

/** Something has come up: the chains that are live and must return are due. */
export function findDue(rollbacks: Rollbacks, chainLive: Uint8Array): void {
  const { returnsTo, due } = rollbacks;
  rollbacks.dueCount = 0;
  for (let chain = 0; chain < returnsTo.length; chain++) {
    if (chainLive[chain] === 1 && returnsTo[chain] >= 0) due[rollbacks.dueCount++] = chain;
  }
}

/** What was due has returned. */
export function clearDue(rollbacks: Rollbacks): void {
  for (let index = 0; index < rollbacks.dueCount; index++)
    rollbacks.returnsTo[rollbacks.due[index]] = -1;
  rollbacks.dueCount = 0;
}

/** s before a halt that a restart can undo at most; -1 where the chain never rolls back. */
export function longestRollback(model: ResolvedModel, chain: number): number {
  const rollback = model.sequencers[model.chains[chain].sequencer]?.rollback;
  return rollback === undefined
    ? -1
    : MINUTE * compileDistribution(rollback.minutes).quantile(LARGEST);
}
