/**
 * The sale of a trading venue: every account at the average fill of the whole, or, where a profit gate slices accounts
 * one after the other, each at the price its predecessors left.
 */
import { profitableFraction } from "./profitGate.ts";
import {
  addFlow,
  addLineFlow,
  capped,
  clearUnits,
  fillGrowth,
  fillPrice,
  priceAfter,
  withinBudget,
} from "./saleFlow.ts";
import { choose } from "../state/selection.ts";
import type { Trading } from "../state/trading.ts";
import { notionalAt, openNotional } from "../notional.ts";
import { addTradedUnits, closeTrader } from "./traders.ts";

/** Takes `selection.order` in turn while keepers have capacity; each line trades at one average fill. */
export function sellTraders(
  trading: Trading,
  venue: number,
  sale: number,
  generation: number,
): void {
  const { selection, layout } = trading;
  const { closeFactor, dust } = trading.model.venues[venue].liquidation;
  selection.chosen = 0;
  for (let index = 0; index < selection.count && trading.keepers[venue] > 0; index++) {
    const account = selection.order[index];
    const notional = openNotional(trading, account);
    const fraction = withinBudget(trading, venue, notional, notional < dust ? 1 : closeFactor);
    choose(selection, account, fraction);
    clearUnits(trading, venue);
    addTradedUnits(trading, account, fraction, selection.units);
    addFlow(trading, venue);
  }
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    selection.fill[line] = fillPrice(trading, line, 0, selection.flow[line]);
  }
  for (let index = 0; index < selection.chosen; index++) {
    const { account, fraction } = selection;
    closeTrader(
      trading,
      account[index],
      fraction[index],
      sale,
      generation,
      selection.fill,
      selection.fill,
    );
  }
}

/** Takes `selection.order` in turn, of each account what pays a keeper after the slices before it. */
export function sellGated(trading: Trading, venue: number, sale: number, generation: number): void {
  const { selection, layout } = trading;
  const { closeFactor, dust } = trading.model.venues[venue].liquidation;
  for (let index = 0; index < selection.count && trading.keepers[venue] > 0; index++) {
    const account = selection.order[index];
    const notional = openNotional(trading, account);
    const wanted = notional < dust ? 1 : closeFactor;
    const most = capped(trading, venue, notional, wanted);
    for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
      selection.price[line] = priceAfter(trading, line, selection.flow[line]);
    }
    clearUnits(trading, venue);
    addTradedUnits(trading, account, 1, selection.units);
    const executed = notionalAt(trading, account, selection.price);
    const fraction = profitableFraction(trading, venue, selection.units, executed, most);
    if (fraction <= 0) continue;
    // Cut to fit, the account takes the whole budget: no rounding is left for another.
    const spent = fraction < wanted && fraction === most;
    trading.keepers[venue] = spent ? 0 : trading.keepers[venue] - notional * fraction;
    clearUnits(trading, venue);
    addTradedUnits(trading, account, fraction, selection.units);
    for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
      const before = selection.flow[line];
      addLineFlow(trading, line, selection.price[line]);
      selection.fill[line] =
        selection.price[line] * fillGrowth(trading, line, before, selection.flow[line] - before);
    }
    closeTrader(trading, account, fraction, sale, generation, selection.price, selection.fill);
  }
}
