/** Distributions as a model names them, in resolved units. */

/** A distribution as the model file names it, in resolved units. `cap` truncates: draws above it are drawn again. */
export type Distribution =
  | { readonly kind: "exponential"; readonly mean: number; readonly cap?: number }
  | {
      readonly kind: "lognormal";
      readonly median: number;
      readonly sigma: number;
      readonly cap?: number;
    }
  | {
      readonly kind: "weibull";
      readonly scale: number;
      readonly shape: number;
      readonly cap?: number;
    }
  | { readonly kind: "gamma"; readonly mean: number; readonly shape: number; readonly cap?: number }
  | {
      readonly kind: "pareto";
      readonly minimum: number;
      readonly alpha: number;
      readonly cap?: number;
    }
  | {
      readonly kind: "beta";
      readonly mean: number;
      readonly concentration: number;
      readonly cap?: number;
    }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number; readonly cap?: number }
  | {
      readonly kind: "triangular";
      readonly low: number;
      readonly mode: number;
      readonly high: number;
      readonly cap?: number;
    }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "mixture"; readonly parts: readonly MixturePart[]; readonly cap?: number }
  | { readonly kind: "empirical"; readonly values: readonly number[]; readonly cap?: number };

/** One law of a mixture. */
export interface MixturePart {
  /** Weights of one mixture sum to 1. */
  readonly weight: number;
  readonly distribution: Distribution;
}
