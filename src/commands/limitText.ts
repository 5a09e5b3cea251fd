/** Limits as options ask for them, and in words: `bad_debt_usd > 1e6`, how likely it may be broken, and how sure to be. */

import type { Limit } from "../estimation/limitTest.ts";
import { figure } from "./figures.ts";
import { figureOf } from "./figureText.ts";

/** A limit as it was typed. */
export interface LimitWords {
  /** Undefined: it was not given. */
  readonly text: string | undefined;
  readonly probability: string;
  /** Undefined: 0.95. */
  readonly confidence: string | undefined;
}

/** Reads a limit; null if it is none. @param option that has its text @param problems gets everything that is wrong */
export function limitFrom(
  option: string,
  { text, probability, confidence = "0.95" }: LimitWords,
  problems: string[],
): Limit | null {
  const shares = {
    probability: shareOf("--probability", probability, problems),
    confidence: shareOf("--confidence", confidence, problems),
  };
  const asked = figureOf(`probability(${(text ?? "").trim().replaceAll(/\s+/g, " ")})`);
  if (asked === null || asked.figure.kind !== "probability") {
    const got = text === undefined ? "is required" : `got '${text}'`;
    problems.push(`${option}: must be like 'bad_debt_usd > 1e6', ${got}`);
    return null;
  }
  return { metric: asked.metric, threshold: asked.figure.threshold, ...shares };
}

function shareOf(option: string, text: string, problems: string[]): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!(value > 0 && value < 1))
    problems.push(`${option}: must lie between 0 and 1, got '${text}'`);
  return value;
}

/** A threshold, all of its digits: rounded ones would be another limit. */
function exact(threshold: number): string {
  return Number(threshold.toPrecision(3)) === threshold ? figure(threshold) : String(threshold);
}

/** A limit that is to hold, in words. */
export function holdingText({ metric, threshold, probability, confidence }: Limit): string {
  return `${metric} > ${exact(threshold)} on fewer than ${percent(probability)} of paths with ${percent(confidence)} confidence`;
}

/** A limit that is to be broken, in words. */
export function breakingText({ metric, threshold, probability }: Limit): string {
  return `${metric} > ${exact(threshold)} on ${percent(probability)} of paths or more`;
}

/** A share as a percentage. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}
