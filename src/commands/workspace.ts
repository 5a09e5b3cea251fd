/** Room for numbers while figures are made: some in memory, the rest on tapes in the folder of the run in progress. */

import type { Checkpoint } from "../engine/checkpoint/checkpoint.ts";
import { openScratch } from "../engine/checkpoint/scratch.ts";
import { createWorkspace } from "../estimation/workspace.ts";
import type { Workspace } from "../estimation/workspace.ts";

/** Numbers that may be in memory in one array; beyond, they go through the disk. */
const ROOM = 2 ** 16;

/** Lends a workspace; its tapes are gone afterwards. */
export async function withWorkspace<Result>(
  { folder }: Checkpoint,
  use: (workspace: Workspace) => Result | Promise<Result>,
): Promise<Result> {
  const scratch = openScratch(folder);
  try {
    return await use(createWorkspace(ROOM, scratch.tape));
  } finally {
    scratch.close();
  }
}
