/** Breaches under way on one path, and what is known of the accounts in them. */

export interface Breaches {
  /** Step at which the breach began; -1: none. By account, as all below. */
  readonly began: Int32Array;
  /** Step of the first breach at the mark; -1: none yet. */
  readonly atMark: Int32Array;
  /** Cause decided at the first breach at the mark. */
  readonly cause: Uint8Array;
  /** Sale that pushed it over; -1: none. */
  readonly parent: Int32Array;
  /** Where its shares of the displacement start in `shares`; -1: none. */
  readonly sharesAt: Int32Array;
  /** Step of the last close inside the breach; -1: none. */
  readonly lastClose: Int32Array;
  /** `closedSteps` of its venue when the breach began. */
  readonly closedSteps: Int32Array;
  /** 1 once a censor could have taken its penalty in this breach. */
  readonly censored: Uint8Array;
  /** 1 once liquidated in this path. */
  readonly liquidated: Uint8Array;
  /** Breached accounts of all venues, and each one's place in the list. */
  readonly list: Int32Array;
  readonly place: Int32Array;
  count: number;
  /** Accounts to look at when behaviour is decided, each once. */
  readonly review: Int32Array;
  readonly inReview: Uint8Array;
  reviewCount: number;
  /** Displacement shares by venue, appended. */
  shares: Float64Array;
  shareCount: number;
}

export function createBreaches(accounts: number, venues: number): Breaches {
  const integers = (): Int32Array => new Int32Array(accounts);
  return {
    began: integers(),
    atMark: integers(),
    cause: new Uint8Array(accounts),
    parent: integers(),
    sharesAt: integers(),
    lastClose: integers(),
    closedSteps: integers(),
    censored: new Uint8Array(accounts),
    liquidated: new Uint8Array(accounts),
    list: integers(),
    place: integers(),
    count: 0,
    review: integers(),
    inReview: new Uint8Array(accounts),
    reviewCount: 0,
    shares: new Float64Array(64 * venues),
    shareCount: 0,
  };
}

export function resetBreaches(breaches: Breaches): void {
  breaches.count = 0;
  breaches.shareCount = 0;
  for (let index = 0; index < breaches.reviewCount; index++)
    breaches.inReview[breaches.review[index]] = 0;
  breaches.reviewCount = 0;
}
