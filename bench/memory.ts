/**
 * Peak memory of `faultline run` as the number of paths grows and nothing else does: the quickstart, cut to an hour, its
 * default tables on disk. A process of its own each time, which tells its high-water mark as it ends.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./prepare.ts";

/** MB and ratios; the last ones only on request. */
export interface Memory {
  readonly peak_mb_1e4_paths: number;
  readonly peak_mb_1e5_paths: number;
  readonly peak_ratio_1e5_to_1e4: number;
  readonly peak_mb_1e6_paths?: number;
  readonly peak_ratio_1e6_to_1e4?: number;
}

const reporter = new URL("peakMemory.js", import.meta.url).href;
/** Where the reporter writes. */
const REPORT = 3;

/** @param million whether 10^6 paths are run too, which takes minutes. @throws Error where the system is not Linux */
export function measureMemory(million: boolean): Memory {
  if (process.platform !== "linux")
    throw new Error("peak memory is read from /proc: leave it out with --only on this system");
  const small = peakOf(1e4);
  const middle = peakOf(1e5);
  const measured = {
    peak_mb_1e4_paths: small,
    peak_mb_1e5_paths: middle,
    peak_ratio_1e5_to_1e4: middle / small,
  };
  if (!million) return measured;
  const large = peakOf(1e6);
  return { ...measured, peak_mb_1e6_paths: large, peak_ratio_1e6_to_1e4: large / small };
}

/** @returns MB */
function peakOf(paths: number): number {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  try {
    const words = ["run", `${root}models/quickstart.yaml`, "--paths", String(paths), "--quiet"];
    const child = spawnSync(
      process.execPath,
      ["--import", reporter, `${root}dist/cli.js`, ...words]
        .concat("--set", "horizon=1 hour")
        .concat("--out", join(folder, "run")),
      { encoding: "utf8", stdio: ["ignore", "ignore", "pipe", "pipe"] },
    );
    if (child.status !== 0) throw new Error(`the run of ${paths} paths failed: ${child.stderr}`);
    return Number(child.output[REPORT]) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
