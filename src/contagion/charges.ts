/**
 * What accounts are charged: funding and socialised losses through a line's charge indices, interest through a venue's
 * debt index. An index moves for everybody at once; an account settles with it when something is closed.
 */
import { accrueFunding } from "../book/funding.ts";
import type { Trading } from "./state/trading.ts";
import { readFactor } from "./state/valuations.ts";

/** Funding through the charge indices, interest through the debt indices. */
export function accrueCharges(trading: Trading): void {
  const { funding, venuePrices, network, valuations, now, index, model } = trading;
  for (let entry = 0; entry < funding.lines.length; entry++) {
    const line = funding.lines[entry];
    const displacement = venuePrices.displacement[line];
    const premium = displacement === 0 ? 0 : Math.expm1(displacement);
    const live = network.chainLive[funding.chain[entry]] === 1;
    const rate = accrueFunding(funding, entry, premium, model.step, now, live);
    if (rate !== 0) {
      const perUnit = rate * venuePrices.price[line];
      charge(trading, line, perUnit, -perUnit);
    }
  }
  for (let venue = 0; venue < model.venues.length; venue++) {
    const { borrow } = model.venues[venue];
    if (borrow === null || borrow.rate === 0) continue;
    const debtIndex = 1 + borrow.rate * now;
    valuations.mark.debtIndex[venue] = debtIndex;
    readFactor(index.watches, index.factors, index.factors.firstDebt + venue, debtIndex);
  }
}

/** Raises a line's charge indices, USD per unit, and lets the index see it. */
export function charge(trading: Trading, line: number, long: number, short: number): void {
  const { index, valuations } = trading;
  const { factors, watches } = index;
  valuations.mark.chargeLong[line] += long;
  valuations.mark.chargeShort[line] += short;
  readFactor(watches, factors, factors.firstChargeLong + line, valuations.mark.chargeLong[line]);
  readFactor(watches, factors, factors.firstChargeShort + line, valuations.mark.chargeShort[line]);
}
