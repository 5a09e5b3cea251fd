/** The sale of a lending venue: who pays a keeper is decided at the prices before it, then it is filled as one. */
import { addCollateralUnits, closeBorrower, offerHandover } from "./borrowers.ts";
import { addFlow, clearUnits, fillPrice } from "./saleFlow.ts";
import { choose } from "../state/selection.ts";
import type { Trading } from "../state/trading.ts";

/** Takes `selection.order` in turn while keepers have capacity; all collateral of the sale trades at one average fill. */
export function sellBorrowers(
  trading: Trading,
  venue: number,
  sale: number,
  generation: number,
): void {
  const { selection, layout } = trading;
  const { handover } = selection;
  selection.chosen = 0;
  let budget = trading.keepers[venue];
  for (let index = 0; index < selection.count && budget > 0; index++) {
    const account = selection.order[index];
    if (!offerHandover(trading, account, budget, handover)) continue;
    choose(selection, account, budget);
    budget -= handover.handed;
    clearUnits(trading, venue);
    addCollateralUnits(trading, account, handover.share, selection.units);
    addFlow(trading, venue);
  }
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    selection.fill[line] = fillPrice(trading, line, 0, selection.flow[line]);
  }
  for (let index = 0; index < selection.chosen; index++) {
    offerHandover(trading, selection.account[index], selection.fraction[index], handover);
    closeBorrower(trading, selection.account[index], handover, sale, generation, selection.fill);
  }
  trading.keepers[venue] = budget;
}
