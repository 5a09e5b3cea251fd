/** What the counterparty of a line (makers, or a pool's vault) has gained on the positions it still holds. */
import type { Trading } from "./state/trading.ts";

/**
 * Adds a line's open profit since t = 0 to `profit`, USD: positions at S, and the charges that accounts owe on them.
 *
 * @returns the sum
 */
export function addOpenProfit(trading: Trading, line: number, profit: number): number {
  const { layout, positions, base, prices, valuations } = trading;
  const lane = layout.lineLane[line];
  let sum = profit;
  sum += positions.counterpartySize[line] * prices.global[lane] - positions.counterpartyCost[line];
  sum -=
    base.positions.counterpartySize[line] * prices.start[lane] -
    base.positions.counterpartyCost[line];
  sum += positions.long[line] * valuations.mark.chargeLong[line] - positions.longSettled[line];
  sum += positions.short[line] * valuations.mark.chargeShort[line] - positions.shortSettled[line];
  return sum;
}

/** Open profit of all lines of a venue since t = 0, USD. */
export function openProfit(trading: Trading, venue: number): number {
  const { lineStart } = trading.layout;
  let profit = 0;
  for (let line = lineStart[venue]; line < lineStart[venue + 1]; line++)
    profit = addOpenProfit(trading, line, profit);
  return profit;
}
