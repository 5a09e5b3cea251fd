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
import { type Factors, SLOW_FACTOR_WEIGHT, fallWatch } from "./factors.ts";
import type { Layout } from "./layout.ts";
import { maintenanceMargin } from "./margin.ts";
import { type Rim, reading } from "./rim.ts";

const ROUNDING = 1e-9;

/**
 * Finds the radius within which `account` (touched) stays on its side of E = level * M, and a key for every factor that
 * could take it across the rim.
 *
 * @param rim the question in, the rest out
 */
export function findRim(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  rim: Rim,
): void {
  rim.count = 0;
  measureRadius(layout, factors, accounts, account, rim);
  if (rim.radius === Infinity) return;
  setBalanceKeys(factors, accounts, account, rim);
  setPositionKeys(factors, accounts, account, rim);
}

function measureRadius(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  rim: Rim,
): void {
  rim.distance = 0;
  rim.spend = 0;
  rim.farthest = Infinity;
  addCollateral(layout, factors, accounts, account, rim);
  addCash(layout, factors, accounts, account, rim);
  addPositions(layout, factors, accounts, account, rim);
  const distance = rim.towardsLoss ? rim.distance : -rim.distance;
  if (!(distance > 0)) rim.radius = 0;
  else if (rim.spend > 0)
    rim.radius = Math.min(rim.farthest, (distance / rim.spend) * (1 - ROUNDING));
  else rim.radius = Infinity;
}

function addCollateral(
  layout: Layout,
  factors: Factors,
  { book, units }: Accounts,
  account: number,
  rim: Rim,
): void {
  const end = book.collateralStart[account + 1];
  for (let balance = book.collateralStart[account]; balance < end; balance++) {
    const slot = book.collateralSlot[balance];
    const factor = factors.firstSlot + slot;
    const price = reading(rim, fallWatch(factors, factor, rim.concern), !rim.towardsLoss);
    const worth = units[balance] * price * (1 - layout.slotHaircut[slot]);
    rim.distance += worth;
    rim.spend += factors.moves[factor] * worth;
  }
}

/** Cash held and cash owed move together: their difference is exposed to the price. */
function addCash(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  rim: Rim,
): void {
  const { level, towardsLoss, concern } = rim;
  const venue = accounts.book.venue[account];
  const cashFactor = factors.firstCash + venue;
  const peg = reading(rim, fallWatch(factors, cashFactor, concern), true);
  const cash = accounts.cash[account] * peg;
  let exposed = cash > 0 ? cash * (1 - layout.cashHaircut[venue]) : cash;
  rim.distance += exposed;
  if (layout.lends[venue] === 1) {
    const factor = factors.firstDebt + venue;
    const growth = reading(rim, fallWatch(factors, factor, concern), towardsLoss);
    const debt = accounts.debt[account] * growth * peg * level;
    rim.distance -= debt;
    exposed -= debt;
    if (towardsLoss) rim.spend += factors.moves[factor] * SLOW_FACTOR_WEIGHT * debt;
    if (towardsLoss && factors.moves[factor] === 1 && factors.moves[cashFactor] === 1) {
      // A debt that grows and gets dearer at once: the product of both moves is no more than one of them up to radius 1.
      rim.spend += SLOW_FACTOR_WEIGHT * debt;
      rim.farthest = 1;
    }
  }
  rim.spend += factors.moves[cashFactor] * Math.abs(exposed);
}

/** Where requirements grow faster than positions, nothing is safe: the distance is no number then. */
function addPositions(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  rim: Rim,
): void {
  const { level, towardsLoss, concern } = rim;
  const { book } = accounts;
  const end = book.positionStart[account + 1];
  for (let position = book.positionStart[account]; position < end; position++) {
    const size = accounts.size[position];
    if (size === 0) continue;
    const line = book.positionLine[position];
    const greatest = layout.greatestMaintenance[line];
    if (level * greatest >= 1) rim.distance = NaN;
    const long = size > 0;
    const price = reading(rim, fallWatch(factors, line, concern), long !== towardsLoss);
    const notional = Math.abs(size) * price;
    const chargeFactor = (long ? factors.firstChargeLong : factors.firstChargeShort) + line;
    const chargeWatch = fallWatch(factors, chargeFactor, concern);
    const charge = reading(rim, chargeWatch, towardsLoss) - accounts.chargeSettled[position];
    rim.distance += size * (price - accounts.entry[position]) - Math.abs(size) * charge;
    rim.distance -= level * maintenanceMargin(layout, line, notional);
    const slope = long ? 1 - level * layout.leastMaintenance[line] : 1 + level * greatest;
    rim.spend += notional * slope;
    rim.spend += factors.moves[chargeFactor] * SLOW_FACTOR_WEIGHT * notional;
  }
}

function setBalanceKeys(factors: Factors, accounts: Accounts, account: number, rim: Rim): void {
  const { radius, towardsLoss, concern } = rim;
  const { book } = accounts;
  const end = book.collateralStart[account + 1];
  for (let balance = book.collateralStart[account]; balance < end; balance++) {
    const factor = factors.firstSlot + book.collateralSlot[balance];
    if (factors.moves[factor] === 1 && accounts.units[balance] > 0)
      watchPrice(rim, fallWatch(factors, factor, concern), radius, !towardsLoss);
  }
  const owes = accounts.debt[account] > 0;
  const cashFactor = factors.firstCash + book.venue[account];
  if (factors.moves[cashFactor] === 1 && (accounts.cash[account] !== 0 || owes)) {
    const watch = fallWatch(factors, cashFactor, concern);
    watchPrice(rim, watch, radius, false);
    watchPrice(rim, watch, radius, true);
  }
  const debtFactor = factors.firstDebt + book.venue[account];
  if (towardsLoss && factors.moves[debtFactor] === 1 && owes)
    watchPrice(rim, fallWatch(factors, debtFactor, concern), radius * SLOW_FACTOR_WEIGHT, true);
}

function setPositionKeys(factors: Factors, accounts: Accounts, account: number, rim: Rim): void {
  const { radius, towardsLoss, concern, value } = rim;
  const { book } = accounts;
  const end = book.positionStart[account + 1];
  for (let position = book.positionStart[account]; position < end; position++) {
    const size = accounts.size[position];
    if (size === 0) continue;
    const line = book.positionLine[position];
    const long = size > 0;
    const priceWatch = fallWatch(factors, line, concern);
    watchPrice(rim, priceWatch, radius, long !== towardsLoss);
    const chargeFactor = (long ? factors.firstChargeLong : factors.firstChargeShort) + line;
    if (factors.moves[chargeFactor] === 0) continue;
    const price = reading(rim, priceWatch, long !== towardsLoss);
    const watch = fallWatch(factors, chargeFactor, concern) + (towardsLoss ? 1 : 0);
    setKey(rim, watch, value[watch] + radius * SLOW_FACTOR_WEIGHT * price);
  }
}

/**
 * A key `radius` above the higher or below the lower reading. Without a radius the account is looked at every time: worst
 * readings of several factors may be across together while the mark and S, each by itself, are not; one of these two may
 * then get there without any worst reading moving.
 */
function watchPrice(rim: Rim, fall: number, radius: number, rise: boolean): void {
  const watch = rise ? fall + 1 : fall;
  const key = rim.value[watch] * (rise ? 1 + radius : 1 - radius);
  setKey(rim, watch, radius === 0 ? -Infinity : key);
}

function setKey(rim: Rim, watch: number, key: number): void {
  rim.watch[rim.count] = watch;
  rim.key[rim.count++] = key;
}
