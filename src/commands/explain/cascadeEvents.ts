/** Which liquidations pushed which: cascades, and the venues between which they ran. */

import type { ReplayedRow } from "../../engine/replay.ts";
import { duration, figure } from "../figures.ts";
import { clock, counted, groupedBy, numberIn, sumOf, textIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";

/** Largest cascades that are told one by one. */
const MOST = 8;

/** Notional at each venue of a cascade's time, and what was pushed from one venue to another. */
function pushes(liquidations: readonly ReplayedRow[]): string {
  const venueOf = new Map(
    liquidations.map((row) => [numberIn(row, "liquidation"), textIn(row, "venue")]),
  );
  const pushed = liquidations.filter((row) => {
    const from = venueOf.get(numberIn(row, "parent"));
    return from !== undefined && from !== textIn(row, "venue");
  });
  const pairs = groupedBy(
    pushed,
    (row) => `${venueOf.get(numberIn(row, "parent"))} onto ${textIn(row, "venue")}`,
  );
  const parts = [...pairs].map(([pair, rows]) => `${figure(sumOf(rows, "notional_usd"))} USD from ${pair}`);
  return parts.length === 0 ? "" : `; pushed ${parts.join(", ")}`;
}

/** One event for each of the largest cascades, and one for the rest. */
export function cascadeEvents(
  cascades: readonly ReplayedRow[],
  liquidations: readonly ReplayedRow[],
): StoryEvent[] {
  const bySize = cascades.toSorted(
    (one, other) => numberIn(other, "notional_usd") - numberIn(one, "notional_usd"),
  );
  const told = bySize.slice(0, MOST).map((row): StoryEvent => {
    const [start, length] = [numberIn(row, "start_s"), numberIn(row, "duration_s")];
    const inside = liquidations.filter(
      (one) => numberIn(one, "time_s") >= start && numberIn(one, "time_s") <= start + length,
    );
    const generations = numberIn(row, "generations");
    const size = `${counted(numberIn(row, "accounts"), "account")}, ${figure(numberIn(row, "notional_usd"))} USD`;
    const course = `${counted(generations, "generation")}${length > 0 ? ` over ${duration(length)}` : ""}`;
    const badDebt = numberIn(row, "bad_debt_usd");
    const loss = badDebt > 0 ? `, bad debt ${figure(badDebt)} USD` : "";
    const trigger = textIn(row, "trigger").replaceAll("_", " ");
    const venues = [...new Set(inside.map((one) => textIn(one, "venue")))].join(", ");
    const text = `a cascade begins (${trigger}) at ${venues}: ${size}, ${course}${loss}${pushes(inside)}`;
    return { time_s: start, kind: "cascade", text };
  });
  const rest = bySize.slice(MOST);
  if (rest.length === 0) return told;
  const first = rest.reduce((least, row) => Math.min(least, numberIn(row, "start_s")), Infinity);
  const last = rest.reduce((most, row) => Math.max(most, numberIn(row, "start_s")), 0);
  const text = `${counted(rest.length, "smaller cascade")} of ${figure(sumOf(rest, "notional_usd"))} USD, until ${clock(last)}`;
  return [...told, { time_s: first, kind: "cascade", text }];
}
