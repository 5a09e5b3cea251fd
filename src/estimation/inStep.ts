/** Columns read side by side, chunk by chunk. */
import type { Column } from "./draws.ts";

/**
 * The chunks of columns that are cut alike; each is good until the next ones.
 * @throws RangeError naming the column that ends early, late or is cut otherwise
 */
export function* inStep<Name extends string>(
  columns: Readonly<Record<Name, Column>>,
): Generator<Readonly<Record<Name, Float64Array>>, void, undefined> {
  const names = Object.keys(columns) as Name[];
  const readers = names.map((name) => columns[name][Symbol.iterator]());
  for (;;) {
    const read = readers.map((reader) => reader.next());
    if (read.every(({ done }) => done === true)) return;
    const chunks = read.map(({ value }) => value as Float64Array | undefined);
    const wrong = names.find((_, at) => chunks[at]?.length !== chunks[0]?.length);
    if (wrong !== undefined) throw new RangeError(`${wrong} must be as long as ${names[0]}`);
    yield Object.fromEntries(names.map((name, at) => [name, chunks[at]])) as Readonly<
      Record<Name, Float64Array>
    >;
  }
}
