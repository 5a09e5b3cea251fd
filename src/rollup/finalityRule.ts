/**
 * What a chain kind has to say of a withdrawal, from its proof (without one: from the close of its batch):
 *
 *   final = proven + posting + held + settling,   + the time at the door, + a dispute
 *
 * Congestion stretches posting and settling, which are work of the settlement layer, and the door; it does not stretch
 * what is held: windows and timelocks run by the clock.
 */
export interface FinalityRule {
  /** Whether a batch waits for a proof. */
  readonly proves: boolean;
  /** s, until it is posted. */
  readonly posting: number;
  /** s, a challenge or exit window, an execution delay. */
  readonly held: number;
  /** s, until the settlement layer is final. */
  readonly settling: number;
  /** Whether withdrawals then queue for the chain's exit capacity. */
  readonly door: boolean;
  /** Probability that a withdrawal is disputed: the challenge window comes on top. */
  readonly disputes: number;
}
