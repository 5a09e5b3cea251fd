/** What simulates blocks: the calling thread, or threads that are kept from job to job. */

import type { BlockResult, BlockTask } from "../block.ts";

export interface Executor {
  /**
   * Yields the blocks of the tasks in their order; each is good until the next one is asked for. Tasks are taken from the
   * iterable a few at a time, so it may make a job only when its turn comes. Tasks of one job should follow each other:
   * a thread keeps what it prepared for the last one.
   *
   * @throws PathError from the first path, in the order of the tasks, that fails; the signal's reason once it is aborted
   */
  readonly blocks: (
    tasks: Iterable<BlockTask>,
    signal: AbortSignal,
  ) => AsyncGenerator<BlockResult, void, undefined>;
  /** Ends the threads; whatever is under way is lost. */
  readonly close: () => Promise<void>;
}
