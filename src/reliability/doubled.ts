/**
 * Growable columns: a log doubles its typed arrays when it is full, so that a path allocates nothing once its blocks are
 * warm. The old column stays as it is; whoever holds it must take the new one.
 */

/** A copy of twice the length, zeros behind. */
export function doubledFloats(column: Float64Array): Float64Array {
  const wider = new Float64Array(2 * column.length);
  wider.set(column);
  return wider;
}

/** A copy of twice the length, zeros behind. */
export function doubledIntegers(column: Int32Array): Int32Array {
  const wider = new Int32Array(2 * column.length);
  wider.set(column);
  return wider;
}
