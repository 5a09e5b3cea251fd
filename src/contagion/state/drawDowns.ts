/** Who on one path draws down his credit while a claim is shown above its worth: the groups that may, and who will when. */
import type { Book } from "../../book/book.ts";
import { type KeyHeap, createKeyHeap } from "../../book/keyHeap.ts";
import type { Layout } from "../../book/layout.ts";
import { slotOf } from "../../book/layout.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { type Sampler, compileDistribution } from "../../random/distribution.ts";
import type { Stream, StreamRegistry } from "../../random/streams.ts";
import type { Claim, WrappedRatios } from "./wrappedRatios.ts";

/** The borrowers of a cohort that hold claims. */
export interface DrawingGroup {
  readonly component: string;
  readonly chain: number;
  readonly first: number;
  readonly accounts: number;
  readonly probability: number;
  readonly reaction: Sampler;
  readonly claims: readonly Claim[];
  /** Streams of the first, second, ... exploit; made when first needed. */
  readonly streams: Stream[];
}

export interface DrawDowns {
  readonly registry: StreamRegistry;
  readonly groups: readonly DrawingGroup[];
  /** s, latest exploit seen, and how many were, by group. */
  readonly seen: Float64Array;
  readonly exploits: Int32Array;
  /** Accounts by the time they are ready; the tag is their group. */
  readonly scheduled: KeyHeap;
  /** 1 once an account has drawn down and left; empty where nobody may. */
  readonly left: Uint8Array;
}

export function createDrawDowns(
  model: ResolvedModel,
  layout: Layout,
  book: Book,
  ratios: WrappedRatios,
  registry: StreamRegistry,
): DrawDowns {
  let first = 0;
  const groups: DrawingGroup[] = [];
  for (const { name, accounts, venue, collateral, drawDown } of model.book.cohorts) {
    const slots = collateral.map((held) => slotOf(layout, venue, held.collateral));
    const claims = ratios.claims.filter(({ slot }) => slots.includes(slot));
    if (drawDown !== undefined && claims.length > 0) {
      groups.push({
        component: `book.${name}`,
        chain: model.venues[venue].chain,
        first,
        accounts,
        probability: drawDown.probability,
        reaction: compileDistribution(drawDown.reaction),
        claims,
        streams: [],
      });
    }
    first += accounts;
  }
  return {
    registry,
    groups,
    seen: new Float64Array(groups.length),
    exploits: new Int32Array(groups.length),
    scheduled: createKeyHeap(),
    left: new Uint8Array(groups.length > 0 ? book.accounts : 0),
  };
}

export function resetDrawDowns(drawDowns: DrawDowns): void {
  drawDowns.seen.fill(-Infinity);
  drawDowns.exploits.fill(0);
  drawDowns.scheduled.length = 0;
}

/** Nothing is known of an account yet. */
export function forgetDrawDown({ left }: DrawDowns, account: number): void {
  if (left.length > 0) left[account] = 0;
}

/** Whether an account has taken what it could, and will put nothing back. */
export function hasLeft({ left }: DrawDowns, account: number): boolean {
  return left.length > 0 && left[account] === 1;
}
