/**
 * Peak memory of `faultline run` as the number of paths grows and nothing else does: the quickstart, cut to an hour, its
 * default tables on disk. A process of its own each time, which tells its high-water mark as it ends.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./prepare.ts";

/** MB and ratios, for one thread and for two: `peak_mb_1e5_paths_2_threads`, `peak_ratio_1e5_to_1e4_2_threads`. */
export type Memory = Readonly<Record<string, number>>;

const reporter = new URL("peakMemory.js", import.meta.url).href;
/** Where the reporter writes. */
const REPORT = 3;

/** @param million whether 10^6 paths are run too, which takes minutes. @throws Error where the system is not Linux */
export function measureMemory(million: boolean): Memory {
  if (process.platform !== "linux")
    throw new Error("peak memory is read from /proc: leave it out with --only on this system");
  const sizes = ["1e4", "1e5", ...(million ? ["1e6"] : [])];
  return Object.fromEntries([1, 2].flatMap((threads) => peaksOf(sizes, threads)));
}

/** The peaks of runs of rising sizes, and their ratios to the first. */
function peaksOf(sizes: readonly string[], threads: number): [figure: string, value: number][] {
  const label = threads === 1 ? "1_thread" : `${threads}_threads`;
  const peaks = sizes.map((size) => peakOf(Number(size), threads));
  return [
    ...sizes.map((size, i): [string, number] => [`peak_mb_${size}_paths_${label}`, peaks[i]]),
    ...sizes
      .slice(1)
      .map((size, i): [string, number] => [
        `peak_ratio_${size}_to_${sizes[0]}_${label}`,
        peaks[i + 1] / peaks[0],
      ]),
  ];
}

/** @returns MB */
function peakOf(paths: number, threads: number): number {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  try {
    const words = ["run", `${root}models/quickstart.yaml`, "--paths", String(paths), "--quiet"];
    const child = spawnSync(
      process.execPath,
      ["--import", reporter, `${root}dist/cli.js`, ...words]
        .concat("--set", "horizon=1 hour", "--threads", String(threads))
        .concat("--out", join(folder, "run")),
      { encoding: "utf8", stdio: ["ignore", "ignore", "pipe", "pipe"] },
    );
    if (child.status !== 0) throw new Error(`the run of ${paths} paths failed: ${child.stderr}`);
    return Number(child.output[REPORT]) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
