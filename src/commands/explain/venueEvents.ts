/** When venues could not liquidate: a chain that was down, a grace period, a censor. */

import type { TableBuffer } from "../../engine/tables.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { duration } from "../figures.ts";
import { clock } from "./event.ts";
import type { StoryEvent } from "./event.ts";

/** One event for each time that a venue is shut, its grace period included. @param venues of a trace */
export function venueEvents(model: ResolvedModel, { columns, rows }: TableBuffer): StoryEvent[] {
  const count = model.venues.length;
  return model.venues.flatMap(({ name }, venue) => {
    const events: StoryEvent[] = [];
    let shutAt = -1;
    for (let row = venue; row < rows; row += count) {
      const time = columns["time_s"][row];
      const isOpen = columns["open"][row] === 1;
      if (!isOpen && shutAt < 0) shutAt = time;
      const ends = shutAt >= 0 && (isOpen || row + count >= rows);
      if (!ends) continue;
      const until = isOpen ? `until ${clock(time)}, ${duration(time - shutAt)}` : "to the end";
      events.push({ time_s: shutAt, kind: "venue", text: `${name} cannot liquidate ${until}` });
      shutAt = -1;
    }
    return events;
  });
}
