/** Money that asked for a way: what landed, and what was kept out and why. */

import type { ReplayedRow } from "../../engine/replay.ts";
import { figure } from "../figures.ts";
import { clock, counted, groupedBy, numberIn, sumOf, textIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";

const NOUNS: Readonly<Record<string, string>> = {
  "top-up": "top-up",
  refill: "refill",
  rebalance: "rebalancing",
  exit: "exit",
};

const OUTCOMES: Readonly<Record<string, string>> = {
  landed: "landed",
  blocked: "found no open way",
  refused: "turned down",
  in_flight: "still under way at the end",
  undone: "undone after landing",
  cancelled: "undone before landing",
};

/** One event for each purpose, outcome and reason, at its first request; what landed is told in one. */
export function transferEvents(transfers: readonly ReplayedRow[]): StoryEvent[] {
  const key = (row: ReplayedRow): string =>
    ["purpose", "outcome", "cause"].map((name) => textIn(row, name)).join("\n");
  return [...groupedBy(transfers, key).values()].map((group) => {
    const [first] = group;
    const times = group.map((row) => numberIn(row, "asked_s"));
    const [from, last] = [Math.min, Math.max].map((end) => times.reduce((a, b) => end(a, b)));
    const purpose = textIn(first, "purpose");
    const cause = textIn(first, "cause");
    const what = counted(group.length, NOUNS[purpose] ?? purpose);
    const worth = `${figure(sumOf(group, "amount_usd"))} USD`;
    const why = cause === "" ? "" : ` (${cause.replaceAll("_", " ")})`;
    const until = group.length === 1 ? "" : `, asked until ${clock(last)}`;
    const outcome = OUTCOMES[textIn(first, "outcome")] ?? textIn(first, "outcome");
    const text = `${what} of ${worth} ${outcome}${why}${until}`;
    return { time_s: from, kind: "transfer", text };
  });
}
