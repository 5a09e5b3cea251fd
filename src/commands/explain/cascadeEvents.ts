/** Which liquidations pushed which: cascades, and the venues between which they ran. */

import type { ReplayedRow } from "../../engine/replay.ts";
import { duration, figure } from "../figures.ts";
import { cascadesOf } from "./cascadesOf.ts";
import { clock, counted, groupedBy, numberIn, sumOf, textIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";

/** Largest cascades that are told one by one. */
const MOST = 8;

/** What was pushed from one venue to another. @param venueOf each close of the path */
function pushes(closes: readonly ReplayedRow[], venueOf: ReadonlyMap<number, string>): string {
  const pushed = closes.filter((row) => {
    const from = venueOf.get(numberIn(row, "parent"));
    return from !== undefined && from !== textIn(row, "venue");
  });
  const pairs = groupedBy(
    pushed,
    (row) => `from ${venueOf.get(numberIn(row, "parent"))} onto ${textIn(row, "venue")}`,
  );
  const parts = [...pairs].map(
    ([pair, rows]) => `${figure(sumOf(rows, "notional_usd"))} USD ${pair}`,
  );
  return parts.length === 0 ? "" : `; pushed ${parts.join(", ")}`;
}

function eventOf(closes: readonly ReplayedRow[], venueOf: ReadonlyMap<number, string>): StoryEvent {
  const times = closes.map((row) => numberIn(row, "time_s"));
  const start = times.reduce((least, time) => Math.min(least, time), Infinity);
  const length = times.reduce((most, time) => Math.max(most, time), 0) - start;
  const liquidations = closes.filter((row) => numberIn(row, "generation") >= 0);
  const accounts = new Set(liquidations.map((row) => textIn(row, "account"))).size;
  const deepest = liquidations.reduce(
    (most, row) => Math.max(most, numberIn(row, "generation")),
    0,
  );
  const badDebt = sumOf(liquidations, "bad_debt_usd");
  const venues = [...new Set(closes.map((row) => textIn(row, "venue")))].join(", ");
  const text = [
    `a cascade begins (${textIn(closes[0], "cause").replaceAll("_", " ")}) at ${venues}: `,
    `${counted(accounts, "account")}, ${figure(sumOf(liquidations, "notional_usd"))} USD, `,
    counted(deepest + 1, "generation"),
    length > 0 ? ` over ${duration(length)}` : "",
    badDebt > 0 ? `, bad debt ${figure(badDebt)} USD` : "",
    pushes(closes, venueOf),
  ];
  return { time_s: start, kind: "cascade", text: text.join("") };
}

/** One event for each of the largest cascades, and one for the rest. */
export function cascadeEvents(liquidations: readonly ReplayedRow[]): StoryEvent[] {
  const venueOf = new Map(
    liquidations.map((row) => [numberIn(row, "liquidation"), textIn(row, "venue")]),
  );
  const bySize = cascadesOf(liquidations).toSorted(
    (one, other) => sumOf(other, "notional_usd") - sumOf(one, "notional_usd"),
  );
  const told = bySize.slice(0, MOST).map((closes) => eventOf(closes, venueOf));
  const rest = bySize.slice(MOST);
  if (rest.length === 0) return told;
  const starts = rest.map(([row]) => numberIn(row, "time_s"));
  const [first, last] = [Math.min, Math.max].map((end) => starts.reduce((a, b) => end(a, b)));
  const usd = figure(sumOf(rest.flat(), "notional_usd"));
  const text = `${counted(rest.length, "smaller cascade")} of ${usd} USD, until ${clock(last)}`;
  return [...told, { time_s: first, kind: "cascade", text }];
}
