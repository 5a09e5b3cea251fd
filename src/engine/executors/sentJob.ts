/**
 * A job as threads are sent it, with every task: its model as bytes in shared memory, which a thread reads once, and its
 * book, whose arrays are shared already. Sending one costs a few small objects, however large the model.
 */

import { deserialize, serialize } from "node:v8";
import type { BlockJob } from "../block.ts";
import type { ResolvedModel } from "../../model/resolved.ts";

export interface SentJob extends Omit<BlockJob, "loaded"> {
  /** Tells the jobs of one executor apart. */
  readonly id: number;
  readonly model: Uint8Array<SharedArrayBuffer>;
  readonly book: unknown;
}

/** Packs a job for its threads. */
export function packJob(id: number, { loaded, ...rest }: BlockJob): SentJob {
  const bytes = serialize(loaded.model);
  const model = new Uint8Array(new SharedArrayBuffer(bytes.length));
  model.set(bytes);
  return { ...rest, id, model, book: loaded.book };
}

/** The job again, in the thread that got it. */
export function unpackJob({ id: _id, model, book, ...rest }: SentJob): BlockJob {
  return { ...rest, loaded: { model: deserialize(model) as ResolvedModel, book } };
}
