/**
 * Peak memory of a whole run does not grow with its paths: neither while it simulates nor in its second pass. The
 * kernel's high-water mark of a process of its own (Linux only); an hour of the quickstart.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const FEW = 20_000;
const MANY = 200_000;
/** MiB that the larger run may have more. Young objects without a limit take 34, buffers that nobody gives back 70. */
const SLACK = 20;

const report = `
import { readFileSync, writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("exit", () => writeSync(3, readFileSync("/proc/self/status")));`;

/** MiB. */
function peakOf(paths: number, threads: number): number {
  const folder = mkdtempSync(join(tmpdir(), "faultline-memory-"));
  try {
    const words = ["run", "models/quickstart.yaml", "--set", "horizon=1 hour", "--quiet"];
    const { status, stderr, output } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--import", `data:text/javascript,${encodeURIComponent(report)}`]
        .concat("src/cli.ts", ...words, "--paths", String(paths), "--threads", String(threads))
        .concat("--tables", "paths", "--out", join(folder, "run")),
      { encoding: "utf8", stdio: ["ignore", "ignore", "pipe", "pipe"] },
    );
    expect(status, stderr).toBe(0);
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(output[3]!)![1]) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.runIf(process.platform === "linux").each([1, 2])(
  "with %i threads ten times the paths take at most 20 MiB more",
  (threads) => {
    expect(peakOf(MANY, threads) - peakOf(FEW, threads)).toBeLessThan(SLACK);
  },
);
