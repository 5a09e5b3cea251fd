/**
 * Looking several times at a sample that grows, with one error for all looks together.
 *
 * A tenth of the error is spent before the last look, in equal parts, nine tenths at the last one (Haybittle 1971, Peto and
 * others 1976): what is clear early is settled early, and what is not is judged almost as if it had been looked at once. The
 * parts add up to the whole, so that by Boole's inequality the error holds for any dependence of the looks.
 */

/** Share of the error that looks before the last may use. */
const EARLY = 0.1;

/**
 * The error of one look.
 * @param error of all together, in (0, 1)
 * @param look from 0
 * @param looks how many there are, >= 1
 */
export function errorAt(error: number, look: number, looks: number): number {
  if (looks === 1) return error;
  return look === looks - 1 ? (1 - EARLY) * error : (EARLY * error) / (looks - 1);
}
