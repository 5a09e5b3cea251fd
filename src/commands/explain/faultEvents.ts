/** What broke, why, and when it came back. */

import type { ReplayedRow } from "../../engine/replay.ts";
import type { FaultModeName } from "../../model/resolved/fault.ts";
import { duration } from "../figures.ts";
import { clock, numberIn, textIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";

const WORDS: Readonly<Record<FaultModeName, string>> = {
  halt: "halts",
  slow: "slows down",
  pause: "is paused",
  exploit: "is exploited",
  degrade: "is degraded",
  censor: "censors",
  withhold: "withholds data",
  congestion: "is congested",
  reorganisation: "is reorganised",
  invalid_claim: "has an invalid claim filed on it",
  soundness_bug: "accepts a forged proof",
  compromise: "has its keys stolen",
  attempt: "is attacked",
};

const CAUSES: Readonly<Record<string, string>> = {
  random: "by chance",
  forced: "as the scenario says",
  aftershock: "an aftershock",
  attack: "an attack that paid",
  quorum: "its quorum is lost",
};

function causeOf(cause: string): string {
  const [kind, name] = cause.split(":");
  return kind === "common" ? `struck by ${name}` : (CAUSES[cause] ?? cause);
}

/** Until when a fault lasts; nothing of one that strikes and is over. */
function untilOf(start: number, end: number): string {
  if (Number.isNaN(end)) return " to the end of the path";
  return end === start ? "" : ` until ${clock(end)}, ${duration(end - start)}`;
}

/** One event for the start of each fault. */
export function faultEvents(faults: readonly ReplayedRow[]): StoryEvent[] {
  return faults.map((row) => {
    const start = numberIn(row, "start_s");
    const does = WORDS[textIn(row, "mode") as FaultModeName];
    const why = causeOf(textIn(row, "cause"));
    const text = `${textIn(row, "component")} ${does} (${why})${untilOf(start, numberIn(row, "end_s"))}`;
    return { time_s: start, kind: "fault", text };
  });
}
