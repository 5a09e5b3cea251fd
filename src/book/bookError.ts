/** A cohort whose accounts cannot be drawn: every draw is liquidatable at t = 0. */
export class BookError extends Error {
  override readonly name: string = "BookError";
  readonly cohort: string;
  readonly reason: string;

  constructor(cohort: string, reason: string) {
    super(`book.cohorts.${cohort}: ${reason}`);
    this.cohort = cohort;
    this.reason = reason;
  }
}

/** Draws of one account before it is given up. */
export const ATTEMPTS = 1000;
