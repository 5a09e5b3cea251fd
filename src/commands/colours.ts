/**
 * Colours for people: on a terminal alone, so that what is piped or kept is text and nothing else.
 *
 * `NO_COLOR` (not empty) switches them off, else `FORCE_COLOR` (not empty, not 0) on, wherever it goes. A continuous
 * integration server is no terminal.
 */

import picocolors from "picocolors";

/** What paints a text; without colours it is the text itself. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/** Whether a stream takes colours. @param isTerminal as the stream says */
export function takesColours(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (isSet(NO_COLOR)) return false;
  if (isSet(FORCE_COLOR)) return FORCE_COLOR !== "0";
  return isTerminal && TERM !== "dumb";
}

/** Colours, or none. */
export function coloursIf(taken: boolean): Colours {
  return picocolors.createColors(taken);
}

export const NO_COLOURS: Colours = coloursIf(false);
