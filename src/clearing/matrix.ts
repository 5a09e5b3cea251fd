/** Checks and lays out the numbers that a user of the library hands over. */

/**
 * A square matrix row by row, as one array.
 *
 * @param name for messages
 * @throws RangeError unless it is square with finite cells >= 0 and an empty diagonal
 */
export function squareOf(name: string, rows: readonly (readonly number[])[]): Float64Array {
  const parties = rows.length;
  const cells = new Float64Array(parties * parties);
  rows.forEach((row, party) => {
    if (row.length !== parties)
      throw new RangeError(`${name}[${party}] must have ${parties} cells, got ${row.length}`);
    cells.set(vectorOf(`${name}[${party}]`, row, parties), party * parties);
    if (row[party] !== 0)
      throw new RangeError(`${name}[${party}][${party}] must be 0: nobody owes himself`);
  });
  return cells;
}

/** @throws RangeError unless there are `parties` finite numbers from 0 to `most` */
export function vectorOf(
  name: string,
  values: ArrayLike<number>,
  parties: number,
  most: number = Number.MAX_VALUE,
): Float64Array {
  if (values.length !== parties)
    throw new RangeError(`${name} must have ${parties} cells, got ${values.length}`);
  const wrong = Array.from(values).findIndex((value) => !(value >= 0 && value <= most));
  if (wrong < 0) return Float64Array.from(values);
  const range = most === Number.MAX_VALUE ? ">= 0" : `from 0 to ${most}`;
  throw new RangeError(`${name}[${wrong}] must be a number ${range}, got ${values[wrong]}`);
}
