/** What decides about ways at one moment besides the bridges. */
export interface Conditions {
  /** Per chain. */
  readonly chainLive: Uint8Array;
  /** Per chain: causes that freeze its canonical exits. */
  readonly exitsFrozen: Int32Array;
  /** 1: the chain that is left drops what is asked of it; its hatch alone is open. */
  censored: number;
  /** s that a withdrawal from the chain that is left should take. */
  withdrawal: number;
  /** s that its hatch should take; Infinity: it has none, or needs none. */
  escape: number;
}
