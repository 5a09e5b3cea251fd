/**
 * The resolved model: what every other room reads and nobody changes.
 *
 * Plain data that survives a structured clone, so that threads get it once. Names are resolved to indices (a venue's
 * `chain` is a position in `chains`), units are gone: seconds, USD, fractions, rates per second, volatility per square
 * root of a second. Infinity stands for "no limit", -1 for "none" where an index is meant. What the model is made of has
 * its files in `resolved/`; these types are the only thing that other rooms take from `model/`.
 */
import type { BookDescription } from "./resolved/book.ts";
import type { Bridge } from "./resolved/bridge.ts";
import type { Chain } from "./resolved/chain.ts";
import type { Claims } from "./resolved/claims.ts";
import type { Availability, Prover, Sequencer } from "./resolved/component.ts";
import type { CommonCause } from "./resolved/fault.ts";
import type { Market } from "./resolved/market.ts";
import type { Sampling } from "./resolved/sampling.ts";
import type { ForcedEvent } from "./resolved/scenario.ts";
import type { Settlement } from "./resolved/settlement.ts";
import type { UncertainParameter } from "./resolved/uncertain.ts";
import type { Venue } from "./resolved/venue.ts";

/** One year, everywhere: 365 days of seconds. */
export const SECONDS_PER_YEAR: number = 365 * 24 * 3600;

/** A model as it is simulated: names are indices, units are gone. Infinity is no limit, -1 none where an index is meant. */
export interface ResolvedModel {
  readonly name: string;
  readonly description: string;
  /** s; a whole number of steps. */
  readonly horizon: number;
  /** s. */
  readonly step: number;
  /** horizon / step. */
  readonly steps: number;
  readonly market: Market;
  readonly settlement: Settlement;
  readonly sequencers: readonly Sequencer[];
  readonly provers: readonly Prover[];
  /** Absent where the model has none. */
  readonly availability?: readonly Availability[];
  readonly chains: readonly Chain[];
  readonly bridges: readonly Bridge[];
  /** Absent where the model has none. */
  readonly commonCauses?: readonly CommonCause[];
  readonly venues: readonly Venue[];
  readonly book: BookDescription;
  /** Absent where nobody owes anybody. */
  readonly claims?: Claims;
  /** Forced events in time order. */
  readonly scenario: readonly ForcedEvent[];
  readonly sampling: Sampling;
  /** Extra columns of the paths table, in file order. */
  readonly metrics: readonly Metric[];
  /** Absent where every parameter is known. */
  readonly uncertain?: readonly UncertainParameter[];
}

/** A column of one's own. */
export interface Metric {
  readonly name: string;
  /** An expression over the columns of the paths table. */
  readonly expression: string;
}
