/** What one run needs to know before it starts: the model made ready, and where and how to run it. */

import type { TableName } from "../engine/columns.ts";
import type { ExecutorName } from "../engine/executors/run.ts";
import type { Worlds } from "../engine/worlds.ts";
import type { ModelSources } from "../model/load.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import type { TableFormat } from "../output/format.ts";
import type { ChosenTilts } from "../output/manifest.ts";
import type { Until } from "./until.ts";

/** A model that is ready to run; its `sampling` says how many paths and which seed. */
export interface RunnableModel {
  readonly model: ResolvedModel;
  readonly book: unknown;
  /** Absent where every parameter is known. */
  readonly worlds?: Worlds;
  readonly digest: string;
  /** What it was made from. */
  readonly sources: ModelSources;
  readonly warnings: readonly string[];
  /** s. */
  readonly loadSeconds: number;
}

export interface RunPlan {
  readonly out: string;
  readonly resume: boolean;
  readonly tables: readonly TableName[];
  readonly format: TableFormat;
  readonly threads: number;
  readonly executor: ExecutorName;
  /** Paths per block; null: by the number of paths. */
  readonly block: number | null;
  readonly quiet: boolean;
  /** The rule that may end the run before its last path; null: none. */
  readonly until: Until | null;
  /** What a pilot chose; null: there was none. */
  readonly tilt: ChosenTilts | null;
  /** As it was typed, for the manifest. */
  readonly command: string;
  /** The commands that go on with this run, and that run into a failed path again. */
  readonly resumeCommand: string;
  /** Address of the simulation's module. */
  readonly simulation: string;
}
