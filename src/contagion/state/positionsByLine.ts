/** Positions grouped by line, and whose they are: for auto-deleveraging, the one look at everybody. Shared memory. */
import { type Book, sharedIntegers } from "../../book/book.ts";

export interface PositionsByLine {
  /** Positions of line l are position[start[l]] .. position[start[l + 1] - 1]. */
  readonly start: Int32Array;
  readonly position: Int32Array;
  /** Account of each position. */
  readonly account: Int32Array;
}

/** Groups a book's positions, rising within each line. */
export function groupPositions(book: Book, lines: number): PositionsByLine {
  const positions = book.positionStart[book.accounts];
  const start = sharedIntegers(lines + 1);
  for (let position = 0; position < positions; position++) start[book.positionLine[position] + 1]++;
  for (let line = 0; line < lines; line++) start[line + 1] += start[line];
  const filled = Int32Array.from(start);
  const position = sharedIntegers(positions);
  const account = sharedIntegers(positions);
  for (let owner = 0; owner < book.accounts; owner++) {
    for (let at = book.positionStart[owner]; at < book.positionStart[owner + 1]; at++) {
      position[filled[book.positionLine[at]]++] = at;
      account[at] = owner;
    }
  }
  return { start, position, account };
}
