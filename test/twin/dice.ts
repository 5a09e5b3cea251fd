/** Dice for random models: a pure function of the model's number. */
import { createRegistry, streamOf, uniform } from "../../src/random/streams.ts";

/** Draws in a row from one stream. */
export interface Dice {
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** Even in the logarithm. */
  scale(low: number, high: number): number;
  count(low: number, high: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
}

/** Dice of model `number`, from a stream of the project's own generator. @param purpose names the stream */
export function createDice(number: number, purpose: string): Dice {
  const stream = streamOf(createRegistry("twin"), "test/twin", purpose);
  let draw = 0;
  const next = (): number => uniform(stream, number, draw++);
  const between = (low: number, high: number): number => low + (high - low) * next();
  return {
    chance: (probability) => next() < probability,
    between,
    scale: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    count: (low, high) => Math.floor(between(low, high + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)],
  };
}
