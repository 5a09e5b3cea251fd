/**
 * What transfers are for, what becomes of them, and why they are not taken.
 *
 * Codes are positions in these lists, and label columns print their words; a new word goes to the end, so that no code
 * changes its meaning.
 */

/** Purposes in the order of their codes. */
export const PURPOSES = ["top-up", "refill", "rebalance", "exit"] as const;

/** Outcomes in the order of their codes. */
export const OUTCOMES = [
  "landed",
  "blocked",
  "refused",
  "in_flight",
  "undone",
  "cancelled",
] as const;

/** Why a way cannot be taken now, in the order of the codes; the last two: why a transfer was undone. */
export const REFUSALS = [
  "chain_halted",
  "bridge_paused",
  "pool_short",
  "limit",
  "no_route",
  "grace_period",
  "censored",
  "exits_frozen",
  "reorganisation",
  "rollback",
] as const;

const purpose = (word: (typeof PURPOSES)[number]): number => PURPOSES.indexOf(word);
const outcome = (word: (typeof OUTCOMES)[number]): number => OUTCOMES.indexOf(word);
const refusal = (word: (typeof REFUSALS)[number]): number => REFUSALS.indexOf(word);

export const TOP_UP: number = purpose("top-up");
export const REFILL: number = purpose("refill");
export const REBALANCE: number = purpose("rebalance");
export const EXIT: number = purpose("exit");

export const LANDED: number = outcome("landed");
/** No live way. */
export const BLOCKED: number = outcome("blocked");
/** A live way would not take it. */
export const REFUSED: number = outcome("refused");
export const IN_FLIGHT: number = outcome("in_flight");
/** Landed, but undone at the source: sender and receiver have it, the bridge has not. */
export const UNDONE: number = outcome("undone");
/** Undone at the source before it landed, or together with what it landed on: it has never been sent. */
export const CANCELLED: number = outcome("cancelled");

export const NOT_REFUSED = -1;
export const CHAIN_HALTED: number = refusal("chain_halted");
export const BRIDGE_PAUSED: number = refusal("bridge_paused");
export const POOL_SHORT: number = refusal("pool_short");
export const LIMIT: number = refusal("limit");
export const NO_ROUTE: number = refusal("no_route");
export const GRACE_PERIOD: number = refusal("grace_period");
export const CENSORED: number = refusal("censored");
export const EXITS_FROZEN: number = refusal("exits_frozen");
export const REORGANISED: number = refusal("reorganisation");
export const ROLLED_BACK: number = refusal("rollback");
