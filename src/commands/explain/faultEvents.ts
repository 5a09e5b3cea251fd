/** What broke, why, and when it came back. */

import type { ReplayedRow } from "../../engine/replay.ts";
import { duration } from "../figures.ts";
import { clock, numberIn, textIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";

const WORDS: Readonly<Record<string, string>> = {
  halt: "halts",
  degrade: "is degraded",
  censor: "censors",
  slow: "slows down",
  pause: "is paused",
  exploit: "is exploited",
  withhold: "withholds data",
  quorum: "has lost its quorum",
};

const CAUSES: Readonly<Record<string, string>> = {
  random: "by chance",
  forced: "as the scenario says",
  aftershock: "an aftershock",
  attack: "an attack that paid",
  quorum: "for want of a quorum",
};

function causeOf(cause: string): string {
  const [kind, name] = cause.split(":");
  return kind === "common" ? `struck by ${name}` : (CAUSES[cause] ?? cause);
}

/** One event for the start of each fault. */
export function faultEvents(faults: readonly ReplayedRow[]): StoryEvent[] {
  return faults.map((row) => {
    const [start, end] = [numberIn(row, "start_s"), numberIn(row, "end_s")];
    const mode = textIn(row, "mode");
    const what = `${textIn(row, "component")} ${WORDS[mode] ?? mode} (${causeOf(textIn(row, "cause"))})`;
    const until = Number.isNaN(end)
      ? "to the end of the path"
      : `until ${clock(end)}, ${duration(end - start)}`;
    return { time_s: start, kind: "fault", text: `${what} ${until}` };
  });
}
