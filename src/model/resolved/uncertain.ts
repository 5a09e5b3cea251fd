/** Parameters that are not known: each has a law in place of its number. */
import type { Distribution } from "./distribution.ts";

/** What a quantity is: a plain number, s, per s, USD, or USD per s. */
export type Measure = "number" | "time" | "rate" | "amount" | "flow";

/** A parameter with a law in place of its number. */
export interface UncertainParameter {
  /** An entry of the file's `params`. */
  readonly name: string;
  readonly measure: Measure;
  /** The number that `params` has for it, in the unit of its measure. */
  readonly stated: number;
  /** In the unit of its measure. */
  readonly law: Distribution;
}
