/** Values of options that several verbs read alike. What is wrong with one is noted; nothing is thrown. */

/** Path numbers have 32 bits. */
export const MOST_PATHS: number = 2 ** 32 - 1;

const WHOLE = /^\d+(e\d+)?$/i;

/** Reads a whole number from `low` to `high`; null if it is not given, or none, with a problem noted. */
export function wholeNumber(
  option: string,
  text: string | undefined,
  low: number,
  high: number,
  problems: string[],
): number | null {
  if (text === undefined) return null;
  const value = WHOLE.test(text.trim()) ? Number(text) : NaN;
  if (value >= low && value <= high) return value;
  problems.push(`${option}: must be a whole number from ${low} to ${high}, got '${text}'`);
  return null;
}

/** A text that is not blank; null if it is not given. */
export function notEmpty(
  option: string,
  text: string | undefined,
  problems: string[],
): string | null {
  if (text?.trim() === "") problems.push(`${option}: must not be empty`);
  return text ?? null;
}

/** The names of a list with commas. */
export function namesIn(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
