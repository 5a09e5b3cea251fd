/**
 * The liquidation index: which accounts may have become callable or liquidatable, at a cost that follows the accounts
 * concerned and not the book.
 *
 * Exactness is never traded: an account may be skipped only while it is inside its safe radius (`safeRadius.ts`). What
 * comes due is valued exactly by its reader and armed anew with a radius of its own.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { type Accounts, STANDING, createAccounts, resetAccounts, touch } from "./accounts.ts";
import type { Book } from "./book.ts";
import {
  BASIS,
  type Basis,
  type Factors,
  createFactors,
  lineFactor,
  slotFactor,
} from "./factors.ts";
import type { Layout } from "./layout.ts";
import { type KeySink, type Readings, safeRadius, watchRim } from "./safeRadius.ts";
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
  /** What `safeRadius` reads: the watches' values and the peg of each venue's settlement asset. */
  readonly readings: { readonly value: Float64Array; readonly cash: Float64Array };
  /** Multiple of its requirement under which each account is called; 1 without top-ups. By policy. */
  readonly callLevel: Float64Array;
  readonly arming: Arming;
  readonly sink: KeySink;
}

/** The account whose keys `sink` is setting. */
interface Arming {
  account: number;
}

/** Sorts the keys of the untouched book, once, at load. Shared memory. */
export function createIndexBase(model: ResolvedModel, layout: Layout, book: Book): IndexBase {
  const factors = createFactors(model, layout);
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  const readings = { value: startValues(model, layout, factors), cash: startPegs(model, layout) };
  const callLevel = callLevels(book);
  const capacity = 2 * (book.accounts + 2 * book.positionSize.length + book.collateralUnits.length);
  const keys = {
    watch: new Int32Array(capacity),
    key: new Float64Array(capacity),
    account: new Int32Array(capacity),
    length: 0,
  };
  let current = 0;
  const sink: KeySink = (watch, key) => {
    keys.watch[keys.length] = watch;
    keys.key[keys.length] = key;
    keys.account[keys.length++] = current;
  };
  for (let account = 0; account < book.accounts; account++) {
    current = account;
    touch(accounts, account);
    const level = levelOf(book, callLevel, account);
    watchLoss(layout, factors, accounts, account, readings, BASIS.mark, level, sink);
    watchLoss(layout, factors, accounts, account, readings, BASIS.global, 1, sink);
  }
  return { sorted: sortKeys(keys, factors.count * 2) };
}

/** Watches an account (touched) for falling under a level. */
function watchLoss(
  layout: Layout,
  factors: Factors,
  accounts: Accounts,
  account: number,
  readings: Readings,
  basis: Basis,
  level: number,
  sink: KeySink,
): void {
  const radius = safeRadius(layout, factors, accounts, account, readings, basis, level, true);
  if (radius < Infinity) watchRim(factors, accounts, account, readings, basis, radius, true, sink);
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
  const arming: Arming = { account: -1 };
  return {
    layout,
    factors,
    accounts,
    watches,
    startValue: startValues(model, layout, factors),
    readings: { value: watches.value, cash: startPegs(model, layout) },
    callLevel: callLevels(accounts.book),
    arming,
    sink: (watch, key) =>
      watchFor(watches, watch, key, arming.account, accounts.armed[arming.account]),
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

/** Watches a touched account according to its standing; all its older keys are void. */
export function arm(index: LiquidationIndex, account: number): void {
  const { layout, factors, accounts, readings, sink, arming } = index;
  const standing = accounts.standing[account];
  accounts.armed[account]++;
  arming.account = account;
  if (standing !== STANDING.safe && standing !== STANDING.called) return;
  const level = standing === STANDING.safe ? callLevelOf(index, account) : 1;
  watchLoss(layout, factors, accounts, account, readings, BASIS.mark, level, sink);
  watchLoss(layout, factors, accounts, account, readings, BASIS.global, 1, sink);
  if (standing === STANDING.called) watchRecovery(index, account);
}

function watchRecovery(index: LiquidationIndex, account: number): void {
  const { layout, factors, accounts, readings, sink } = index;
  const level = recoveryLevelOf(index, account);
  const radius = safeRadius(layout, factors, accounts, account, readings, BASIS.mark, level, false);
  if (radius < Infinity)
    watchRim(factors, accounts, account, readings, BASIS.mark, radius, false, sink);
}

function levelOf(book: Book, callLevel: Float64Array, account: number): number {
  const policy = book.policy[account];
  return policy < 0 ? 1 : callLevel[policy];
}

function callLevels(book: Book): Float64Array {
  return Float64Array.from(book.policies, (policy) => Math.max(1, policy.topUp.callLevel));
}

function startPegs(model: ResolvedModel, layout: Layout): Float64Array {
  return Float64Array.from(layout.cashAsset, (asset) => startPrice(model, asset));
}

/** USD per unit at t = 0; a wrapped asset starts fully backed. */
export function startPrice(model: ResolvedModel, asset: number): number {
  const described = model.market.assets[asset];
  return described.kind === "wrapped" ? startPrice(model, described.underlying) : described.price;
}

function startValues(model: ResolvedModel, layout: Layout, factors: Factors): Float64Array {
  const value = new Float64Array(factors.count * 2);
  const read = (factor: number, at: number): void => {
    value[2 * factor] = -at;
    value[2 * factor + 1] = at;
  };
  for (let line = 0; line < layout.lines; line++) {
    const price = startPrice(model, model.market.baseAssets[layout.lineLane[line]]);
    for (const basis of [BASIS.mark, BASIS.global]) read(lineFactor(factors, line, basis), price);
  }
  for (let slot = 0; slot < layout.slots; slot++) {
    const price = startPrice(model, layout.slotAsset[slot]);
    for (const basis of [BASIS.mark, BASIS.global]) read(slotFactor(factors, slot, basis), price);
  }
  for (let venue = 0; venue < layout.venues; venue++) read(factors.firstDebt + venue, 1);
  return value;
}
