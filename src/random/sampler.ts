/**
 * What every distribution compiles to. A sampler holds no state: a draw is `quantile` of a uniform, so that the same
 * uniform gives the same draw in every path, thread and variant, and a larger uniform never a smaller draw.
 */
export interface Sampler {
  /** Smallest x with cdf(x) >= u, for u in (0, 1); not checked, it is called once per draw. */
  readonly quantile: (u: number) => number;
  /** P(X <= x). */
  readonly cdf: (x: number) => number;
  /** P(X > x), not as the rounded rest of the CDF: small ones keep their digits, far into the upper tail. */
  readonly survival: (x: number) => number;
  /** E[X; X <= x], the mean's share below x: what truncation and equilibrium (residual) laws are made of. */
  readonly partialMean: (x: number) => number;
  /** E[X]; Infinity where the law has none. */
  readonly mean: number;
}
