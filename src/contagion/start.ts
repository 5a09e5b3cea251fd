/** What trading shares between threads, and the state in which a path begins. */
import { createAccounts, resetAccounts } from "../book/accounts.ts";
import type { Book } from "../book/book.ts";
import { resetFunding } from "../book/funding.ts";
import { startValuation } from "../book/startValuation.ts";
import { createLayout } from "../book/layout.ts";
import { createIndexBase, resetIndex } from "../book/liquidationIndex.ts";
import { valueAccount } from "../book/margin.ts";
import { resetOracles } from "../market/oracles.ts";
import { resetPrices } from "../market/prices.ts";
import { resetStress } from "../market/stress.ts";
import { resetVenuePrices } from "../market/venuePrices.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { assess } from "./breach.ts";
import { seePrices } from "./prices.ts";
import { resetBreaches } from "./state/breaches.ts";
import { resetFunds } from "./state/funds.ts";
import { resetInventories } from "./state/inventories.ts";
import { resetLedger } from "./state/ledger.ts";
import { clearLosses } from "./state/losses.ts";
import { copyPositions, startPositions } from "./state/positions.ts";
import { groupPositions } from "./state/positionsByLine.ts";
import { resetPressure } from "./state/pressure.ts";
import { resetTallies } from "./state/tallies.ts";
import { resetTopUps } from "./state/topUps.ts";
import type { Trading, TradingBase } from "./state/trading.ts";
import { resetValuations } from "./state/valuations.ts";
import { resetWrappedRatios } from "./state/wrappedRatios.ts";

/** Sorts and sums the book once; threads share the result. */
export function createTradingBase(model: ResolvedModel, book: Book): TradingBase {
  const layout = createLayout(model);
  const lent = new Float64Array(layout.venues);
  const heldCash = new Float64Array(layout.venues);
  const heldUnits = new Float64Array(layout.slots);
  for (let account = 0; account < book.accounts; account++) {
    lent[book.venue[account]] += book.debt[account];
    heldCash[book.venue[account]] += book.cash[account];
  }
  for (let balance = 0; balance < book.collateralStart[book.accounts]; balance++) {
    heldUnits[book.collateralSlot[balance]] += book.collateralUnits[balance];
  }
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  const valuation = startValuation(model, layout);
  const state = { equity: 0, requirement: 0 };
  const initial: number[] = [];
  for (let account = 0; account < book.accounts; account++) {
    valueAccount(layout, accounts, account, valuation, state);
    if (state.equity < state.requirement) initial.push(account);
  }
  return {
    layout,
    book,
    index: createIndexBase(model, layout, book),
    positions: startPositions(layout, book),
    lines: groupPositions(book, layout.lines),
    heldCash,
    heldUnits,
    lent,
    initial: Int32Array.from(initial),
  };
}

/** Back to t = 0, for another path. */
export function resetTrading(trading: Trading, path: number): void {
  const { base, prices } = trading;
  trading.path = path;
  trading.step = trading.now = 0;
  resetIndex(trading.index);
  resetPrices(prices, path);
  resetVenuePrices(trading.venuePrices, prices.start);
  resetOracles(trading.oracles, prices.start);
  resetStress(trading.stress);
  resetFunding(trading.funding);
  resetWrappedRatios(trading.ratios);
  resetValuations(trading.valuations, trading.layout, trading.ratios.peg);
  copyPositions(base.positions, trading.positions);
  resetLedger(trading.ledger);
  resetFunds(trading.funds);
  resetInventories(trading.inventories);
  clearLosses(trading.losses);
  resetBreaches(trading.breaches);
  resetTopUps(trading.topUps);
  resetPressure(trading.pressure);
  trading.sales.count = 0;
  resetTallies(trading.tallies);
  trading.lent.set(base.lent);
  trading.keepers.fill(0);
  trading.closedSteps.fill(0);
  seePrices(trading);
  for (let index = 0; index < base.initial.length; index++) assess(trading, base.initial[index]);
}
