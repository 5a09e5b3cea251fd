/**
 * The safe radius of an account, and the watches set at its rim.
 *
 * Against a level c (1: liquidation, call_level: a margin call) an account is on one side of E = c * M. With g the
 * distance E - c*M (for a recovery: c*M - E) and b_i a bound on how fast factor i can spend it per unit of relative
 * move, no move of every factor by less than r * w_i can reach the other side as long as
 *
 *   r <= g / sum_i w_i * b_i
 *
 * because equity is linear and the maintenance brackets have slopes between their least and greatest rates. Slow factors
 * (funding, socialised losses, interest) have w_i < 1. With one position, cash collateral and one bracket the rim is the
 * liquidation price itself. The radius is taken in by 1e-9 against rounding: a watch may call too early, never too late.
 */
import type { Accounts } from "./accounts.ts";
import type { Book } from "./book.ts";
import { type Concern, type Factors, SLOW_FACTOR_WEIGHT, fallWatch } from "./factors.ts";
import type { Layout } from "./layout.ts";
import { maintenanceMargin } from "./margin.ts";

/** The rim of one account. The memory of one serves for all of them, and no number crosses a call on its way here. */
export interface Rim {
  /** The level whose side the account is on; to be set before. */
  level: number;
  /** The safe radius, relative; 0 if it is across already, Infinity if nothing can take it there. */
  radius: number;
  /** Keys set: watch and key of each. */
  count: number;
  readonly watch: Int32Array;
  readonly key: Float64Array;
}

const ROUNDING = 1e-9;

/** Most keys of an account besides one for each balance. */
const CASH_KEYS = 2;
const DEBT_KEYS = 1;
const KEYS_OF_A_POSITION = 2;

/** A rim with room for the keys of any account of a book. */
export function createRim({ accounts, collateralStart, positionStart }: Book): Rim {
  let balances = 0;
  let positions = 0;
  for (let account = 0; account < accounts; account++) {
    balances = Math.max(balances, collateralStart[account + 1] - collateralStart[account]);
    positions = Math.max(positions, positionStart[account + 1] - positionStart[account]);
  }
  const most = balances + CASH_KEYS + DEBT_KEYS + KEYS_OF_A_POSITION * positions;
  return {
    level: 1,
    radius: 0,
    count: 0,
    watch: new Int32Array(most),
    key: new Float64Array(most),
  };
}

/**
 * Finds the radius within which `account` (touched) stays on its side of E = level * M, and a key for every factor that
 * could take it across the rim.
 * @param value readings of this moment, by watch: -reading for falls, +reading for rises
 * @param concern whose readings it is valued at: the adverse ones for a loss, the favourable ones for a recovery
 * @param towardsLoss true: it is above and may fall; false: it is below and may recover
 * @param rim its level in, the rest out
 */
export function findRim(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  value: Float64Array,
  concern: Concern,
  towardsLoss: boolean,
  rim: Rim,
): void {
  rim.count = 0;
  measureRadius(layout, factors, accounts, account, value, concern, towardsLoss, rim);
  if (rim.radius < Infinity) setKeys(factors, accounts, account, value, concern, towardsLoss, rim);
}

function measureRadius(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  value: Float64Array,
  concern: Concern,
  towardsLoss: boolean,
  rim: Rim,
): void {
  const { level } = rim;
  const { book } = accounts;
  const venue = book.venue[account];
  let distance = 0;
  let spend = 0;

  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const slot = book.collateralSlot[balance];
    const factor = factors.firstSlot + slot;
    const price = reading(value, fallWatch(factors, factor, concern), !towardsLoss);
    const worth = accounts.units[balance] * price * (1 - layout.slotHaircut[slot]);
    distance += worth;
    spend += factors.moves[factor] * worth;
  }
  const cashFactor = factors.firstCash + venue;
  const peg = reading(value, fallWatch(factors, cashFactor, concern), true);
  const cash = accounts.cash[account] * peg;
  // Cash held and cash owed move together: their difference is exposed to the price.
  let exposed = cash > 0 ? cash * (1 - layout.cashHaircut[venue]) : cash;
  let farthest = Infinity;
  distance += exposed;

  if (layout.lends[venue] === 1) {
    const factor = factors.firstDebt + venue;
    const growth = reading(value, fallWatch(factors, factor, concern), towardsLoss);
    const debt = accounts.debt[account] * growth * peg * level;
    distance -= debt;
    exposed -= debt;
    if (towardsLoss) spend += factors.moves[factor] * SLOW_FACTOR_WEIGHT * debt;
    if (towardsLoss && factors.moves[factor] === 1 && factors.moves[cashFactor] === 1) {
      // A debt that grows and gets dearer at once: the product of both moves is no more than one of them up to radius 1.
      spend += SLOW_FACTOR_WEIGHT * debt;
      farthest = 1;
    }
  }
  spend += factors.moves[cashFactor] * Math.abs(exposed);
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const size = accounts.size[position];
    if (size === 0) continue;
    const line = book.positionLine[position];
    if (level * layout.greatestMaintenance[line] >= 1) {
      rim.radius = 0;
      return;
    }
    const long = size > 0;
    const price = reading(value, fallWatch(factors, line, concern), long !== towardsLoss);
    const notional = Math.abs(size) * price;
    const chargeFactor = (long ? factors.firstChargeLong : factors.firstChargeShort) + line;
    const chargeWatch = fallWatch(factors, chargeFactor, concern);
    const charge = reading(value, chargeWatch, towardsLoss) - accounts.chargeSettled[position];
    distance += size * (price - accounts.entry[position]) - Math.abs(size) * charge;
    distance -= level * maintenanceMargin(layout, line, notional);
    spend +=
      notional *
      (long
        ? 1 - level * layout.leastMaintenance[line]
        : 1 + level * layout.greatestMaintenance[line]);
    spend += factors.moves[chargeFactor] * SLOW_FACTOR_WEIGHT * notional;
  }
  if (!towardsLoss) distance = -distance;
  if (distance <= 0) rim.radius = 0;
  else if (spend > 0) rim.radius = Math.min(farthest, (distance / spend) * (1 - ROUNDING));
  else rim.radius = Infinity;
}

function setKeys(
  factors: Factors,
  accounts: Accounts,
  account: number,
  value: Float64Array,
  concern: Concern,
  towardsLoss: boolean,
  rim: Rim,
): void {
  const { radius } = rim;
  const { book } = accounts;
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const factor = factors.firstSlot + book.collateralSlot[balance];
    if (factors.moves[factor] === 1 && accounts.units[balance] > 0) {
      watchPrice(value, fallWatch(factors, factor, concern), radius, !towardsLoss, rim);
    }
  }
  const cashFactor = factors.firstCash + book.venue[account];
  if (
    factors.moves[cashFactor] === 1 &&
    (accounts.cash[account] !== 0 || accounts.debt[account] > 0)
  ) {
    const watch = fallWatch(factors, cashFactor, concern);
    watchPrice(value, watch, radius, false, rim);
    watchPrice(value, watch, radius, true, rim);
  }
  const debtFactor = factors.firstDebt + book.venue[account];
  if (towardsLoss && factors.moves[debtFactor] === 1 && accounts.debt[account] > 0) {
    watchPrice(
      value,
      fallWatch(factors, debtFactor, concern),
      radius * SLOW_FACTOR_WEIGHT,
      true,
      rim,
    );
  }
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const size = accounts.size[position];
    if (size === 0) continue;
    const line = book.positionLine[position];
    const long = size > 0;
    const priceWatch = fallWatch(factors, line, concern);
    watchPrice(value, priceWatch, radius, long !== towardsLoss, rim);
    const chargeFactor = (long ? factors.firstChargeLong : factors.firstChargeShort) + line;
    if (factors.moves[chargeFactor] === 1) {
      const price = reading(value, priceWatch, long !== towardsLoss);
      const watch = fallWatch(factors, chargeFactor, concern) + (towardsLoss ? 1 : 0);
      setKey(rim, watch, value[watch] + radius * SLOW_FACTOR_WEIGHT * price);
    }
  }
}

/** The higher or the lower reading of the factor whose fall watch this is. */
function reading(value: Float64Array, fall: number, higher: boolean): number {
  return higher ? value[fall + 1] : -value[fall];
}

/**
 * A key `radius` above the higher or below the lower reading. Without a radius the account is looked at every time: worst
 * readings of several factors may be across together while the mark and S, each by itself, are not; one of these two may
 * then get there without any worst reading moving.
 */
function watchPrice(
  value: Float64Array,
  fall: number,
  radius: number,
  rise: boolean,
  rim: Rim,
): void {
  const watch = rise ? fall + 1 : fall;
  const key = value[watch] * (rise ? 1 + radius : 1 - radius);
  setKey(rim, watch, radius === 0 ? -Infinity : key);
}

function setKey(rim: Rim, watch: number, key: number): void {
  rim.watch[rim.count] = watch;
  rim.key[rim.count++] = key;
}
