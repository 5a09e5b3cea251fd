/**
 * "Did you mean": the nearest known word by Levenshtein distance, where it is near enough to be a slip of the hand.
 */

import { closest, distance } from "fastest-levenshtein";

/**
 * The known word nearest to `word`.
 * @returns the word, or null when none differs by at most a third of its letters.
 */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const candidate = closest(word, known);
  const limit = Math.min(Math.ceil(word.length / 3), word.length - 1);
  return distance(word, candidate) <= limit ? candidate : null;
}

/** `unknown chain 'arbb', did you mean 'arb'?`, or the list of known ones when that is short. */
export function unknownWord(kind: string, word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  if (candidate !== null) return `unknown ${kind} '${word}', did you mean '${candidate}'?`;
  if (known.length === 0) return `unknown ${kind} '${word}': the model has none`;
  return known.length <= 8
    ? `unknown ${kind} '${word}' (known: ${known.join(", ")})`
    : `unknown ${kind} '${word}'`;
}
