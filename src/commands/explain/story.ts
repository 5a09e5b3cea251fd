/** The story of a path: everything that happened on it, in words and in the order of time. */

import type { Replay } from "../../engine/replay.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { cascadeEvents } from "./cascadeEvents.ts";
import { eventKinds } from "./event.ts";
import type { StoryEvent } from "./event.ts";
import { faultEvents } from "./faultEvents.ts";
import { lossEvents } from "./lossEvents.ts";
import { priceEvents } from "./priceEvents.ts";
import { transferEvents } from "./transferEvents.ts";
import { venueEvents } from "./venueEvents.ts";

/** The events of a path, ordered by time, then by kind. */
export function storyOf(model: ResolvedModel, { rows, trace }: Replay): readonly StoryEvent[] {
  const events = [
    ...faultEvents(rows.faults),
    ...priceEvents(model, trace.prices),
    ...venueEvents(model, trace.venues),
    ...transferEvents(rows.transfers),
    ...cascadeEvents(rows.liquidations),
    ...lossEvents(model, rows.paths[0], rows.venues, trace.venues),
  ];
  const rank = ({ kind }: StoryEvent): number => eventKinds.indexOf(kind);
  return events.toSorted((one, other) => one.time_s - other.time_s || rank(one) - rank(other));
}
