/** What every kind of attack has to say: what it would earn now, and what it does. */
import type { Outlook } from "../../contagion/liquidation/censorshipProfit.ts";
import type { Trading } from "../../contagion/state/trading.ts";
import type { Machinery } from "../network/machinery.ts";

/** Both sides of an attack: the parts that can be broken, and the book that makes it pay. */
export interface Ground {
  readonly trading: Trading;
  readonly machinery: Machinery;
  readonly outlook: Outlook;
}

/** An attempt under way. */
export interface Attempt {
  /** Number of the component, and its position in the model's list of its kind. */
  component: number;
  index: number;
  /** s that it would last; share of the backing that it would take. */
  duration: number;
  loss: number;
  /** s that it would undo. */
  depth: number;
  /** s */
  at: number;
}

export interface Attack {
  /** USD. */
  readonly profit: (ground: Ground, attempt: Attempt) => number;
  /** @returns s until which nobody attacks the same component again */
  readonly carryOut: (ground: Ground, attempt: Attempt) => number;
}
