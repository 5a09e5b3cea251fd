/**
 * Drawing desks: traders with an account per leg, hedged across venues.
 *
 * A trader draws one notional and one leverage; every leg has both. Legs of trader t are accounts first + t * legs ...
 * The whole trader is drawn again while one of his legs would be liquidatable at t = 0.
 */
import type { Desk } from "../model/resolved/book.ts";
import { compileDistribution } from "../random/distribution.ts";
import {
  DRAWS_PER_ITEM,
  type Stream,
  type StreamRegistry,
  streamOf,
  uniform,
} from "../random/streams.ts";
import { ATTEMPTS, BookError } from "./bookError.ts";
import type { Policy } from "./book.ts";
import { type Builder, addCollateral, addPosition, beginAccount } from "./builder.ts";
import { lineOf, slotOf } from "./layout.ts";
import { startPrice } from "./startValuation.ts";

const DRAW = { notional: 0, leverage: 1 } as const;

/** Draws every trader of a desk at the builder's cursor. @throws BookError as `buildBook` */
export function drawDesk(
  builder: Builder,
  desk: Desk,
  registry: StreamRegistry,
  screen: (account: number) => boolean,
  policies: Policy[],
): void {
  const component = `book.${desk.name}`;
  const { book } = builder;
  const notional = compileDistribution(desk.notional);
  const leverage = compileDistribution(desk.leverage);
  const streams: Stream[] = [];
  const { topUp } = desk;
  const policy = desk.legs.map(() =>
    topUp === null ? -1 : policies.push({ component, topUp }) - 1,
  );
  for (let trader = 0; trader < desk.accounts; trader++) {
    const first = builder.account;
    for (let attempt = 0; ; attempt++) {
      if (attempt === ATTEMPTS)
        throw new BookError(
          desk.name,
          `trader ${trader} is liquidatable at t = 0 in ${ATTEMPTS} draws`,
        );
      streams[attempt] ??= streamOf(registry, component, `attempt/${attempt}`);
      const item = trader * DRAWS_PER_ITEM;
      const size = notional.quantile(uniform(streams[attempt], 0, item + DRAW.notional));
      const ratio = leverage.quantile(uniform(streams[attempt], 0, item + DRAW.leverage));
      builder.account = first;
      addLegs(builder, desk, size, size / ratio);
      if (!liquidatable(screen, first, desk.legs.length)) break;
    }
    for (let leg = 0; leg < desk.legs.length; leg++) {
      book.policy[first + leg] = policy[leg];
      book.policyItem[first + leg] = trader * desk.legs.length + leg;
    }
  }
}

function liquidatable(screen: (account: number) => boolean, first: number, legs: number): boolean {
  for (let leg = 0; leg < legs; leg++) if (screen(first + leg)) return true;
  return false;
}

/** @param notional USD of each leg; @param equity USD behind each */
function addLegs(builder: Builder, desk: Desk, notional: number, equity: number): void {
  const { layout, model } = builder;
  for (const { venue, market, long, collateral } of desk.legs) {
    const line = lineOf(layout, venue, market);
    const price = startPrice(model, model.market.baseAssets[layout.lineLane[line]]);
    beginAccount(builder, venue);
    addPosition(builder, line, (long ? notional : -notional) / price, price);
    for (const { collateral: index, share } of collateral) {
      const slot = slotOf(layout, venue, index);
      addCollateral(builder, slot, (equity * share) / startPrice(model, layout.slotAsset[slot]));
    }
    builder.account++;
  }
}
