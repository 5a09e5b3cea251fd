/** The manifest of a sweep. */

import type { VerbManifest } from "../../output/verbFolder.ts";
import type { DesignName } from "./design.ts";
import type { SweepIdentity } from "./keptVariants.ts";

/** What was swept, and how. */
export interface SweepManifest extends VerbManifest {
  readonly model: string;
  readonly design: DesignName;
  readonly keys: readonly string[];
  readonly identity: SweepIdentity;
  readonly threads: number;
  /** Of the last attempt. */
  readonly started: string;
  readonly wall_seconds: number;
  readonly warnings: readonly string[];
}
