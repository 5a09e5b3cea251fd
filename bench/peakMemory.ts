/**
 * Imported into a process before its program: as it ends, writes the most memory it has held, kB, to descriptor 3.
 *
 * The kernel's mark for this program alone: what `getrusage` has also counts the parent from which it was started.
 */
import { readFileSync, writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const REPORT = 3;

if (isMainThread) {
  process.on("exit", () => {
    const [, peak] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))!;
    writeSync(REPORT, peak);
  });
}
