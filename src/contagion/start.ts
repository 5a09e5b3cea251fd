/** The state in which a path begins: the untouched book at the prices of t = 0, and nothing has happened. */
import { resetAccounts } from "../book/accounts.ts";
import { resetFunding } from "../book/funding.ts";
import { resetIndex } from "../book/liquidationIndex.ts";
import { resetOracles } from "../market/oracles.ts";
import { resetPegs } from "../market/pegs.ts";
import { resetPrices } from "../market/prices.ts";
import { resetStress } from "../market/stress.ts";
import { resetVenuePrices } from "../market/venuePrices.ts";
import { assess } from "./liquidation/breach.ts";
import { seePrices } from "./prices.ts";
import { resetBacked } from "./state/backed.ts";
import { resetUndoLog } from "./state/undoLog.ts";
import { resetBreaches } from "./state/breaches.ts";
import { resetFunds } from "./state/funds.ts";
import { resetInventories } from "./state/inventories.ts";
import { resetLedger } from "./state/ledger.ts";
import { clearLosses } from "./state/losses.ts";
import type { TradingNumbers } from "./state/drawNumbers.ts";
import { resetDrawDowns } from "./state/drawDowns.ts";
import { resetOrders } from "./state/orders.ts";
import { copyPositions } from "./state/positions.ts";
import { resetPressure } from "./state/pressure.ts";
import { resetSales } from "./state/sales.ts";
import { resetTallies } from "./state/tallies.ts";
import { resetTopUps } from "./state/topUps.ts";
import type { Trading } from "./state/trading.ts";
import { resetVaultRuns } from "./state/vaultRuns.ts";
import { resetValuations } from "./state/valuations.ts";
import { resetWrappedRatios } from "./state/wrappedRatios.ts";

/**
 * Back to t = 0, for another path.
 * @param draws under which path numbers it draws
 * @param tilted whether the model's tilts act on it
 */
export function resetTrading(
  trading: Trading,
  { market, book }: TradingNumbers,
  tilted: boolean = true,
): void {
  const { base, prices } = trading;
  trading.draws.market = market;
  trading.draws.book = book;
  trading.step = trading.now = 0;
  resetIndex(trading.index);
  resetPrices(prices, market, tilted);
  resetVenuePrices(trading.venuePrices, prices.start);
  resetOracles(trading.oracles, prices.start);
  resetStress(trading.stress);
  resetFunding(trading.funding);
  resetWrappedRatios(trading.ratios);
  resetBacked(trading.backed);
  resetPegs(trading.pegs, market);
  resetValuations(trading.valuations, trading.layout, trading.pegs.peg);
  copyPositions(base.positions, trading.positions);
  resetLedger(trading.ledger);
  resetFunds(trading.funds);
  resetInventories(trading.inventories);
  clearLosses(trading.losses);
  resetBreaches(trading.breaches);
  resetTopUps(trading.topUps);
  resetPressure(trading.pressure);
  resetSales(trading.sales);
  resetOrders(trading.orders);
  resetVaultRuns(trading.vaultRuns);
  resetDrawDowns(trading.drawDowns);
  resetTallies(trading.tallies);
  trading.lent.set(base.lent);
  trading.keepers.fill(0);
  trading.open.fill(0);
  trading.closedSteps.fill(0);
  trading.downtime.fill(0);
  trading.exitBlocked.fill(0);
  seePrices(trading);
  if (trading.hindsight !== null) resetAccounts(trading.hindsight.accounts);
  if (trading.undo !== null) resetUndoLog(trading.undo);
  for (let index = 0; index < base.initial.length; index++) assess(trading, base.initial[index]);
}
