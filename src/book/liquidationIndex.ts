/**
 * The liquidation index: which accounts may have become callable or liquidatable, at a cost that follows the accounts
 * concerned and not the book.
 *
 * Exactness is never traded: an account may be skipped only while it is inside its safe radius (`safeRadius.ts`). What
 * comes due is valued exactly by its reader and armed anew with a radius of its own.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { type Accounts, createAccounts, resetAccounts, touch } from "./accounts.ts";
import type { Book } from "./book.ts";
import { CONCERN, type Concern, type Factors, createFactors, fallWatch } from "./factors.ts";
import type { Layout } from "./layout.ts";
import { startPrice } from "./startValuation.ts";
import { type Rim, createRim } from "./rim.ts";
import { findRim } from "./safeRadius.ts";
import {
  type SortedKeys,
  type Watches,
  createWatches,
  resetWatches,
  sortKeys,
  watchFor,
} from "./watches.ts";

const RECOVERY = 1.2;

/** What of the index is the same for all threads and paths. */
export interface IndexBase {
  readonly sorted: SortedKeys;
}

export interface LiquidationIndex {
  readonly layout: Layout;
  readonly factors: Factors;
  readonly accounts: Accounts;
  readonly watches: Watches;
  /** Readings at t = 0, by watch. */
  readonly startValue: Float64Array;
  /** Multiple of its requirement under which each account is called; 1 without top-ups. By policy. */
  readonly callLevel: Float64Array;
  readonly rim: Rim;
}

/** Sorts the keys of the untouched book, once, at load. Shared memory. */
export function createIndexBase(model: ResolvedModel, layout: Layout, book: Book): IndexBase {
  const factors = createFactors(model, layout);
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  const value = startValues(model, layout, factors);
  const callLevel = callLevels(book);
  const balances = 3 * book.accounts + book.collateralUnits.length;
  const capacity = 2 * (balances + 2 * book.positionSize.length);
  const keys = {
    watch: new Int32Array(capacity),
    key: new Float64Array(capacity),
    account: new Int32Array(capacity),
    length: 0,
  };
  const rim = createRim(book, value);
  const watch = (account: number, concern: Concern, level: number): void => {
    rim.concern = concern;
    rim.level = level;
    findRim(layout, factors, accounts, account, rim);
    for (let key = 0; key < rim.count; key++) {
      keys.watch[keys.length] = rim.watch[key];
      keys.key[keys.length] = rim.key[key];
      keys.account[keys.length++] = account;
    }
  };
  for (let account = 0; account < book.accounts; account++) {
    touch(accounts, account);
    watch(account, CONCERN.breach, 1);
    const policy = book.policy[account];
    if (policy >= 0) watch(account, CONCERN.call, callLevel[policy]);
  }
  return { sorted: sortKeys(keys, factors.count * 4) };
}

/** The index of one thread over the shared base. */
export function createLiquidationIndex(
  model: ResolvedModel,
  layout: Layout,
  accounts: Accounts,
  base: IndexBase,
): LiquidationIndex {
  const factors = createFactors(model, layout);
  const watches = createWatches(base.sorted, factors.moves, accounts.book.accounts);
  return {
    layout,
    factors,
    accounts,
    watches,
    startValue: startValues(model, layout, factors),
    callLevel: callLevels(accounts.book),
    rim: createRim(accounts.book, watches.value),
  };
}

/** Back to the untouched book and the readings of t = 0. */
export function resetIndex(index: LiquidationIndex): void {
  resetAccounts(index.accounts);
  index.watches.value.set(index.startValue);
  resetWatches(index.watches);
}

/** Multiple of its requirement under which the account is called; 1 where it never is. */
export function callLevelOf(index: LiquidationIndex, account: number): number {
  return levelOf(index.accounts.book, index.callLevel, account);
}

/**
 * Multiple of its requirement above which a called account has recovered: a fifth above its call level. With one level
 * for both, an account that hovers at it would be called again and again, the more often the finer the grid.
 */
export function recoveryLevelOf(index: LiquidationIndex, account: number): number {
  return RECOVERY * callLevelOf(index, account);
}

/** Watches a touched account for a breach; its older keys for one are void. */
export function watchBreach(index: LiquidationIndex, account: number): void {
  index.rim.level = 1;
  arm(index, account, CONCERN.breach, true);
}

/**
 * Watches a touched account for a margin call, or for its recovery from one; its older keys for either are void.
 * @param called whether it is called
 */
export function watchCall(index: LiquidationIndex, account: number, called: boolean): void {
  index.rim.level = called ? recoveryLevelOf(index, account) : callLevelOf(index, account);
  arm(index, account, CONCERN.call, !called);
}

/** Makes every key of a concern void. */
export function disarm(index: LiquidationIndex, account: number, concern: Concern): void {
  const { accounts } = index;
  accounts.armed[concern * accounts.book.accounts + account]++;
}

/** Sets new keys at the rim's level. */
function arm(
  index: LiquidationIndex,
  account: number,
  concern: Concern,
  towardsLoss: boolean,
): void {
  const { layout, factors, accounts, watches, rim } = index;
  disarm(index, account, concern);
  rim.concern = concern;
  rim.towardsLoss = towardsLoss;
  findRim(layout, factors, accounts, account, rim);
  const armed = accounts.armed[concern * accounts.book.accounts + account];
  for (let key = 0; key < rim.count; key++)
    watchFor(watches, rim.watch[key], rim.key[key], account, armed);
}

function levelOf(book: Book, callLevel: Float64Array, account: number): number {
  const policy = book.policy[account];
  return policy < 0 ? 1 : callLevel[policy];
}

function callLevels(book: Book): Float64Array {
  return Float64Array.from(book.policies, (policy) => Math.max(1, policy.topUp.callLevel));
}

function startValues(model: ResolvedModel, layout: Layout, factors: Factors): Float64Array {
  const value = new Float64Array(factors.count * 4);
  const read = (factor: number, at: number): void => {
    for (const concern of [CONCERN.call, CONCERN.breach]) {
      const watch = fallWatch(factors, factor, concern);
      value[watch] = -at;
      value[watch + 1] = at;
    }
  };
  for (let line = 0; line < layout.lines; line++) {
    read(line, startPrice(model, model.market.baseAssets[layout.lineLane[line]]));
  }
  for (let slot = 0; slot < layout.slots; slot++) {
    read(factors.firstSlot + slot, startPrice(model, layout.slotAsset[slot]));
  }
  for (let venue = 0; venue < layout.venues; venue++) {
    read(factors.firstDebt + venue, 1);
    read(factors.firstCash + venue, startPrice(model, layout.cashAsset[venue]));
  }
  return value;
}
