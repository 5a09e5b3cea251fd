/** Why a way cannot be taken now, in the order of the labels of `transfers`. */
export const NOT_REFUSED = -1;
export const CHAIN_HALTED = 0;
export const BRIDGE_PAUSED = 1;
export const POOL_SHORT = 2;
export const LIMIT = 3;
export const NO_ROUTE = 4;
export const GRACE_PERIOD = 5;
export const CENSORED = 6;
export const EXITS_FROZEN = 7;
/** Not refusals: why a transfer was undone. */
export const REORGANISED = 8;
export const ROLLED_BACK = 9;
