/** Postings of a venue, kept to be reversed: a ledger deletes nothing. */
import type { Holder } from "./ledger.ts";
import { KEPT, type Tape, type TapeRecord, closeRecord, openRecord } from "./tape.ts";

/** Units of an asset that went from one holder to another. */
export interface Posting {
  asset: number;
  from: Holder;
  to: Holder;
  units: number;
}

/** Keeps a posting that has been made at a venue. */
export function keepPosting(
  tape: Tape,
  venue: number,
  asset: number,
  from: Holder,
  to: Holder,
  units: number,
): void {
  if (tape.keeps[venue] === 0) return;
  const at = openRecord(tape, 4);
  const { data } = tape;
  data[at] = asset;
  data[at + 1] = from;
  data[at + 2] = to;
  data[at + 3] = units;
  closeRecord(tape, 4, KEPT.posting, venue);
}

/** Reads a kept posting into `out`. */
export function readPosting({ data }: Tape, { first }: TapeRecord, out: Posting): void {
  out.asset = data[first];
  out.from = data[first + 1] as Holder;
  out.to = data[first + 2] as Holder;
  out.units = data[first + 3];
}
