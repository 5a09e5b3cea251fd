/**
 * Two components that fail alone or together: the bivariate exponential law of Marshall and Olkin (1967).
 *
 * T1 = min(E1, E12), T2 = min(E2, E12): P(T1 = T2) = common/(first + second + common); each margin is exponential.
 */

/** Rates per unit of time, >= 0. */
export interface CommonShock {
  readonly first: number;
  readonly second: number;
  readonly common: number;
}

/** P(both fail at the same moment, and first). */
export function failTogether({ first, second, common }: CommonShock): number {
  return common / (first + second + common);
}

/** P(both have failed by `time`). */
export function bothFailedBy({ first, second, common }: CommonShock, time: number): number {
  const alive = (rate: number): number => Math.exp(-rate * time);
  return 1 - alive(first + common) - alive(second + common) + alive(first + second + common);
}
