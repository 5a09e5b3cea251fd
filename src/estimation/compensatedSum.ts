/**
 * A sum that carries its rounding error along (Neumaier 1974), so that a long column loses no digits and may come in
 * pieces: how it is cut reaches no bit. The arithmetic is that of simple-statistics' `sum`, which wants it whole.
 */

/** A sum so far; `total` + `correction` is its value. */
export interface CompensatedSum {
  total: number;
  correction: number;
}

/** Adds numbers in order. */
function addAll(sum: CompensatedSum, values: ArrayLike<number>): void {
  let { total, correction } = sum;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = total + value;
    correction += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  sum.total = total;
  sum.correction = correction;
}

/** The sum of numbers that come in chunks. */
export function sumOf(chunks: Iterable<ArrayLike<number>>): number {
  const sum: CompensatedSum = { total: 0, correction: 0 };
  for (const chunk of chunks) addAll(sum, chunk);
  return sum.total + sum.correction;
}
