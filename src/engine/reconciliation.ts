/**
 * The ledger's three identities, checked on every path.
 *
 *   positions   what accounts hold and what the counterparty holds sum to zero in every line, in units and in cost
 *   postings    what was posted to accounts, wallets, funds, pools and transit is what these themselves say
 *   wealth      profits at S, charges and debts of accounts are the counterparties' with the other sign; with conserved
 *               units, wealth changes by units * change of price alone
 *
 * Untouched accounts enter through the totals of the book: the cost is that of the accounts touched. The tolerance is
 * 1e-9 of what was moved and revalued plus 1e-6 USD, never relative to wealth.
 */
import { CANCELLED, IN_FLIGHT, REBALANCE, UNDONE } from "../bridges/transferWords.ts";
import { clearedChange, holderOf } from "../contagion/losses/clearClaims.ts";
import { assetPrice } from "../contagion/prices.ts";
import { HOLDER, type Holder, gained } from "../contagion/state/ledger.ts";
import type { Trading } from "../contagion/state/trading.ts";

/** @returns what does not balance, or null */
export function findImbalance(trading: Trading): string | null {
  return (
    findPositionImbalance(trading) ?? findPostingImbalance(trading) ?? findDebtImbalance(trading)
  );
}

function findPositionImbalance(trading: Trading): string | null {
  const { layout, positions, prices, valuations, accounts, book, base } = trading;
  const { size, cost, settled } = trading.reconciliation;
  size.fill(0);
  cost.fill(0);
  settled.fill(0);
  for (let index = 0; index < accounts.touchedCount; index++) {
    const account = accounts.touched[index];
    for (
      let position = book.positionStart[account];
      position < book.positionStart[account + 1];
      position++
    ) {
      const line = book.positionLine[position];
      const now = accounts.size[position];
      size[line] += now - book.positionSize[position];
      cost[line] +=
        now * accounts.entry[position] - book.positionSize[position] * book.positionEntry[position];
      settled[line] += Math.abs(now) * accounts.chargeSettled[position];
    }
  }
  for (let line = 0; line < layout.lines; line++) {
    const price = prices.global[layout.lineLane[line]];
    const units =
      size[line] - base.positions.counterpartySize[line] + positions.counterpartySize[line];
    const profit =
      units * price -
      (cost[line] - base.positions.counterpartyCost[line] + positions.counterpartyCost[line]);
    const charges = settled[line] - positions.longSettled[line] - positions.shortSettled[line];
    const open = base.positions.long[line] + base.positions.short[line];
    const { chargeLong, chargeShort } = valuations.mark;
    const scale = open * (price + Math.abs(chargeLong[line]) + Math.abs(chargeShort[line]));
    const net = positions.long[line] - positions.short[line] + positions.counterpartySize[line];
    if (exceeds(trading, units * price, scale))
      return `positions of line ${line} sum to ${units} units`;
    if (exceeds(trading, net * price, scale))
      return `open positions of line ${line} are off by ${net} units`;
    if (exceeds(trading, profit, scale)) return `profits of line ${line} sum to ${profit} USD`;
    if (exceeds(trading, charges, scale))
      return `settled charges of line ${line} are off by ${charges} USD`;
  }
  return null;
}

function findPostingImbalance(trading: Trading): string | null {
  const { model, ledger, reconciliation } = trading;
  reconciliation.state.fill(0);
  addAccounts(trading);
  addFunds(trading);
  addBridges(trading);
  addTransit(trading);
  addCleared(trading);
  for (const [name, holder] of STATED) {
    for (let asset = 0; asset < ledger.assets; asset++) {
      const off =
        reconciliation.state[holder * ledger.assets + asset] - gained(ledger, holder, asset);
      const usd = off * valuationPrice(trading, asset);
      if (exceeds(trading, usd, 0))
        return `${name} hold ${off} ${model.market.assets[asset].name} that were never posted`;
    }
  }
  return null;
}

/** Holders that keep balances of their own beside the ledger's. */
const STATED: readonly (readonly [string, Holder])[] = [
  ["accounts", HOLDER.accounts],
  ["wallets", HOLDER.wallets],
  ["insurance funds", HOLDER.insurance],
  ["vaults", HOLDER.vaults],
  ["bridges", HOLDER.bridges],
  ["transfers in flight", HOLDER.transit],
  ["institutions", HOLDER.institutions],
];

function addAccounts(trading: Trading): void {
  const { accounts, book, layout, topUps } = trading;
  for (let index = 0; index < accounts.touchedCount; index++) {
    const account = accounts.touched[index];
    add(
      trading,
      HOLDER.accounts,
      layout.cashAsset[book.venue[account]],
      accounts.cash[account] - book.cash[account],
    );
    for (
      let balance = book.collateralStart[account];
      balance < book.collateralStart[account + 1];
      balance++
    ) {
      const asset = layout.slotAsset[book.collateralSlot[balance]];
      add(trading, HOLDER.accounts, asset, accounts.units[balance] - book.collateralUnits[balance]);
    }
    if (book.policy[account] < 0) continue;
    const { asset, sends } = topUps.policies[book.policy[account]];
    add(trading, HOLDER.wallets, sends, -topUps.sent[account]);
    add(trading, HOLDER.wallets, asset, topUps.returned[account]);
  }
}

function addFunds(trading: Trading): void {
  const { funds, layout } = trading;
  for (let venue = 0; venue < layout.venues; venue++) {
    const cash = layout.cashAsset[venue];
    add(trading, HOLDER.insurance, cash, funds.insuranceGained[venue]);
    add(trading, HOLDER.vaults, cash, funds.vaultGained[venue]);
  }
}

function addBridges(trading: Trading): void {
  const cash = trading.model.market.assets.findIndex(({ kind }) => kind === "cash");
  if (cash >= 0)
    add(trading, HOLDER.bridges, cash, cashOfBridges(trading) / trading.pegs.peg[cash]);
  if (cash >= 0) addThefts(trading, cash);
  addClaims(trading);
  addWriteOffs(trading);
}

/** USD at the peg that pools, rebalancing transfers and shared backings have gained. */
function cashOfBridges({ network, model }: Trading): number {
  const { pools, backings } = network.bridges;
  const { transfers } = network;
  let usd = 0;
  for (let pool = 0; pool < pools.start.length; pool++)
    usd += pools.balance[pool] - pools.start[pool];
  model.bridges.forEach(({ kind }, bridge) => {
    if (kind === "shared") usd += backings.backing[bridge] - backings.start[bridge];
  });
  for (let id = 0; id < transfers.count; id++) {
    if (transfers.purpose[id] === REBALANCE && transfers.outcome[id] === IN_FLIGHT)
      usd += transfers.amount[id] - transfers.fee[id];
  }
  return usd;
}

/** What is locked, and what is owed for it. */
function addClaims(trading: Trading): void {
  const { start, backing, claims } = trading.network.bridges.backings;
  trading.model.market.assets.forEach((asset, index) => {
    if (asset.kind !== "wrapped") return;
    const { underlying, bridge } = asset;
    add(trading, HOLDER.bridges, underlying, backing[bridge] - start[bridge]);
    add(trading, HOLDER.bridges, index, start[bridge] - claims[bridge]);
  });
}

/** What a shared bridge no longer owes to transfers under way when it was exploited, and owes twice after a double spend. */
function addWriteOffs(trading: Trading): void {
  const { transfers } = trading.network;
  for (let id = 0; id < transfers.count; id++) {
    const kind = transfers.way[id]?.kind;
    if (kind !== "shared" && kind !== "canonical") continue;
    if (transfers.outcome[id] === CANCELLED) continue;
    const share = transfers.fee[id] / transfers.amount[id];
    const owed = transfers.outcome[id] === UNDONE ? 1 : 0;
    if (share === owed) continue;
    const { asset, units } = inAsset(trading, id);
    add(trading, HOLDER.bridges, asset, units * (share - owed));
  }
}

/** Pools send each other cash, counted at its peg. */
function inAsset({ network, model, pegs }: Trading, id: number): { asset: number; units: number } {
  const { asset, units } = network.transfers;
  if (asset[id] >= 0) return { asset: asset[id], units: units[id] };
  const cash = model.market.assets.findIndex(({ kind }) => kind === "cash");
  return { asset: cash, units: units[id] / pegs.peg[cash] };
}

/** Canonical backing is counted in cash at par: what is missing was taken. */
function addThefts(trading: Trading, cash: number): void {
  const { network, model } = trading;
  if (cash < 0) return;
  const { price } = model.market.assets[cash] as { readonly price: number };
  model.chains.forEach(({ valueLocked }, chain) => {
    const missing = valueLocked * (1 - network.chainBackingRatio[chain]);
    add(trading, HOLDER.bridges, cash, -missing / price);
  });
}

function addTransit(trading: Trading): void {
  const { network, topUps } = trading;
  const { transfers } = network;
  for (let id = 0; id < transfers.count; id++) {
    if (transfers.purpose[id] !== REBALANCE && transfers.outcome[id] === IN_FLIGHT)
      addTransfer(trading, id);
  }
  for (let index = 0; index < topUps.heldBackCount; index++)
    addTransfer(trading, topUps.heldBack[index]);
}

function addTransfer(trading: Trading, id: number): void {
  const { amount, units, fee, asset } = trading.network.transfers;
  add(trading, HOLDER.transit, asset[id], units[id] * (1 - fee[id] / amount[id]));
}

/** By what each party has left when claims are cleared; the postings went claim by claim. */
function addCleared(trading: Trading): void {
  const { claims } = trading;
  if (claims === null) return;
  for (let party = 0; party < claims.network.parties; party++) {
    const units = clearedChange(claims, party) / assetPrice(trading, claims.cash);
    add(trading, holderOf(claims.claims, party), claims.cash, units);
  }
}

function findDebtImbalance(trading: Trading): string | null {
  const { layout, accounts, book, base, lent, funds, valuations } = trading;
  for (let venue = 0; venue < layout.venues; venue++) {
    if (layout.lends[venue] === 0) continue;
    let owed = base.lent[venue];
    for (let index = 0; index < accounts.touchedCount; index++) {
      const account = accounts.touched[index];
      if (book.venue[account] === venue) owed += accounts.debt[account] - book.debt[account];
    }
    const usd = (owed - lent[venue]) * valuations.mark.debtIndex[venue] * funds.peg[venue];
    if (exceeds(trading, usd, base.lent[venue] * funds.peg[venue]))
      return `debts at venue ${venue} are off by ${usd} USD`;
  }
  return null;
}

function add(trading: Trading, holder: Holder, asset: number, units: number): void {
  trading.reconciliation.state[holder * trading.ledger.assets + asset] += units;
}

/** What is missing of a claim counts as its underlying: a worthless claim must not hide it. */
function valuationPrice(trading: Trading, asset: number): number {
  const described = trading.model.market.assets[asset];
  return assetPrice(trading, described.kind === "wrapped" ? described.underlying : asset);
}

/** @param revalued USD of open positions behind the figure */
function exceeds(trading: Trading, usd: number, revalued: number): boolean {
  return !(Math.abs(usd) <= 1e-9 * (trading.ledger.volume + revalued) + 1e-6);
}
