/** How paths are drawn. */
import type { FaultModeName } from "./fault.ts";

/** How many paths, of which seed, and how they are drawn. */
export interface Sampling {
  readonly paths: number;
  readonly seed: string;
  /** How the diffusion's normals are drawn over the paths; absent: each path by itself. */
  readonly method?: SamplingMethod;
  /** Each component begins in the state that it is in after a long time; absent: all are up. */
  readonly start?: "stationary";
  /** Paths of each cycle with 0, 1, ... initial faults, the last with so many or more; absent: as they fall. */
  readonly strata?: readonly number[];
  /** Paths that follow each other and are drawn together: a pair, a cycle through the strata, a root's leaves; absent: each by itself. */
  readonly cycle?: number;
  /** Paths of each world, a multiple of `cycle`; absent: no parameter is uncertain. */
  readonly pathsPerWorld?: number;
  /** Copies of a path as it comes nearer to liquidations; absent: none. */
  readonly splitting?: Splitting;
  /** Importance sampling; absent: none. */
  readonly tilt?: Tilt;
  /** Hybrid paths that may be simulated for shares of variance, over the run's paths; absent: a tenth. */
  readonly varianceShares?: number;
  /** Multiplies transient and permanent impact: off 0, calibrated 1, severe 2.5. */
  readonly feedback: number;
}

/** Mirrored pairs of paths, or scrambled Sobol points that lead as many dates of each path. */
export type SamplingMethod =
  | { readonly kind: "antithetic" }
  | { readonly kind: "sobol"; readonly scrambles: number; readonly leading: number };

/** Levels that split a path, on the way from 0 at the start to 1 where a share of one side is liquidatable. */
export interface Splitting {
  /** Ascending. */
  readonly levels: readonly number[];
  /** Paths that go on where one has crossed a level. */
  readonly copies: number;
  /** Paths of one root: copies ^ levels. */
  readonly leaves: number;
  /** Of a side's notional; liquidatable, it counts as 1. */
  readonly share: number;
}

/** Importance sampling of the market, by lane of the base assets; absent: none. */
export interface MarketTilt {
  /** Factor on the base rate of each asset's own jumps, then of the shared ones. */
  readonly jumps?: readonly number[];
  /** Means of the standard normals that drive the sizes of jumps; null: follows by correlation. */
  readonly sizes?: readonly (number | null)[];
  /** Mean of the shocks summed over the horizon, in standard deviations; null: follows by correlation. */
  readonly drift?: readonly (number | null)[];
}

/** Importance sampling of faults and market. */
export interface Tilt {
  /** In their order: a later one replaces an earlier one. */
  readonly factors: readonly TiltFactor[];
  readonly market?: MarketTilt;
  /** Probability of a path that is not tilted. */
  readonly defensive: number;
}

/** A factor on the hazards of a component or common cause: those of one mode, or all. */
export interface TiltFactor {
  readonly component: string;
  readonly mode?: FaultModeName;
  readonly factor: number;
}
