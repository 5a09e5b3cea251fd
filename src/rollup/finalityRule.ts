/** What a chain kind has to say: whether batches are proven, and what comes after. */
export interface FinalityRule {
  /** Whether a batch waits for a proof. */
  readonly proves: boolean;
  /** s from the proof (without one: from the close of the batch) until the withdrawal is final. */
  readonly delay: number;
}
