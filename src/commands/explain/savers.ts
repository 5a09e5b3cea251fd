/** What would have saved a path: the same draws with one thing changed at a time. */

import { perfect } from "../../engine/perfect.ts";
import { FEEDBACK, perfectibleIn } from "../../engine/perfectible.ts";
import type { Replay } from "../../engine/replay.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { textIn } from "./event.ts";

/** A change of a model. */
export interface Saver {
  readonly change: string;
  readonly model: ResolvedModel;
}

/** Factors on every margin that are tried. */
const MARGINS: readonly number[] = [1.5, 2, 3];

function withMargins(model: ResolvedModel, factor: number): ResolvedModel {
  const venues = model.venues.map((venue) => ({
    ...venue,
    markets: venue.markets.map((market) => ({
      ...market,
      margin: market.margin.map(({ upTo, initial, maintenance }) => ({
        upTo,
        initial: Math.max(initial, factor * maintenance),
        maintenance: factor * maintenance,
      })),
    })),
  }));
  return { ...model, venues };
}

function withKeepers(model: ResolvedModel): ResolvedModel {
  const venues = model.venues.map((venue) => ({
    ...venue,
    liquidation: { ...venue.liquidation, keepers: Infinity },
  }));
  return { ...model, venues };
}

function withoutGrace(model: ResolvedModel): ResolvedModel {
  const venues = model.venues.map((venue) => ({
    ...venue,
    oracle: { ...venue.oracle, gracePeriod: 0 },
  }));
  return { ...model, venues };
}

/** Whether what can be made perfect left a mark on the path. */
function touched(key: string, { rows }: Replay): boolean {
  return rows.faults.some((row) => {
    const component = textIn(row, "component");
    const isPart = component === key || component.startsWith(`${key}/`);
    return isPart || `common_causes.${textIn(row, "cause").replace(/^common:/, "")}` === key;
  });
}

/** The changes that are tried on a path, those of the machinery first. */
export function saversOf(model: ResolvedModel, replay: Replay): readonly Saver[] {
  const all = perfectibleIn(model).filter(({ fails }) => fails);
  const failed = all.filter(({ key, shows }) => shows && touched(key, replay));
  const machinery = failed.map(({ key }) => key);
  const prices = all.filter(({ shows, key }) => !shows && key !== FEEDBACK);
  const without = (change: string, keys: readonly string[]): Saver => ({
    change,
    model: perfect(model, keys),
  });
  return [
    ...machinery.map((key) => without(`${key} never fails`, [key])),
    ...(machinery.length > 1 ? [without("nothing that failed here fails", machinery)] : []),
    ...prices.map(({ key }) => without(`without ${key}`, [key])),
    { change: "liquidations move no price", model: perfect(model, [FEEDBACK]) },
    { change: "keepers without a limit", model: withKeepers(model) },
    { change: "no grace periods", model: withoutGrace(model) },
    ...MARGINS.map((factor) => ({
      change: `maintenance margins times ${factor}`,
      model: withMargins(model, factor),
    })),
  ];
}
