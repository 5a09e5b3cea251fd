/**
 * Double-entry ledger of one path, by kind of holder and asset.
 *
 * Every transfer is one call with two legs, so that units can only move; paired minting and burning of a wrapped claim
 * has the issuing bridge as its other leg. At the end the balances are held against what the accounts, funds, pools and
 * wallets themselves say (`reconciliation.ts`): a posting that was forgotten, or made twice, stops the run.
 */

/** Kinds of holders, numbered. */
export const HOLDER = {
  accounts: 0,
  wallets: 1,
  /** Under way between chains. */
  transit: 2,
  makers: 3,
  vaults: 4,
  insurance: 5,
  lenders: 6,
  keepers: 7,
  /** Pools of liquidity bridges, backing of lock-mint bridges, issued claims (negative). */
  bridges: 8,
  attackers: 9,
  outside: 10,
  /** Who owes and is owed at the horizon. */
  institutions: 11,
  /** What operators have staked on their honesty. */
  stakes: 12,
} as const;

export const HOLDERS = 13;

export type Holder = (typeof HOLDER)[keyof typeof HOLDER];

export interface Ledger {
  readonly assets: number;
  /** Units since t = 0, holder-major. */
  readonly balance: Float64Array;
  /** USD, sum of |amount| over all postings: the scale of the tolerance. */
  volume: number;
}

export function createLedger(assets: number): Ledger {
  return { assets, balance: new Float64Array(HOLDERS * assets), volume: 0 };
}

export function resetLedger(ledger: Ledger): void {
  ledger.balance.fill(0);
  ledger.volume = 0;
}

/**
 * Moves `units` of an asset from one holder to another; negative units move the other way.
 * @param price USD per unit, for the tolerance only
 */
export function post(
  ledger: Ledger,
  asset: number,
  from: Holder,
  to: Holder,
  units: number,
  price: number,
): void {
  if (units === 0) return;
  ledger.balance[from * ledger.assets + asset] -= units;
  ledger.balance[to * ledger.assets + asset] += units;
  ledger.volume += Math.abs(units) * price;
}

/** Units that a kind of holder has gained since t = 0. */
export function gained(ledger: Ledger, holder: Holder, asset: number): number {
  return ledger.balance[holder * ledger.assets + asset];
}
