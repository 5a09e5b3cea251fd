/**
 * What the notebooks read: run folders of few paths, and the tables of published events that the models cite.
 *
 * Each is made anew by the compiled command line, so that a notebook never shows an older engine's numbers.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where all of it is. */
export const NOTEBOOK_RUNS = "runs/notebooks";

/** Folder in `NOTEBOOK_RUNS` -> the command line that makes it, but for `--out`. */
export const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  tail: ["run", "models/three-rollups.yaml", "--paths", "1000"],
  years: ["run", "models/verification/rollup-years.yaml", "--paths", "80"],
  margin: [
    "margin",
    "models/quickstart.yaml",
    "--vary",
    "venues.perps.margin.0.maintenance=0.01:0.15",
    "--limit",
    "bad_debt_usd > 2e5",
    "--probability",
    "0.02",
    "--paths",
    "400",
    "--grid",
    "8",
  ],
  sweep: [
    "sweep",
    "models/quickstart.yaml",
    "--vary",
    "venues.perps.margin.0.maintenance=0.02:0.045:0.005",
    "--paths",
    "300",
  ],
};

/** Folder in `NOTEBOOK_RUNS` of the tables of events, and which of `models/data` they are. */
export const EVENTS = "events";
const EVENT_TABLES = ["l2_outages.csv", "chain_exposure.csv"];

/** Makes every folder, in place of what was there. @throws Error naming the command that failed */
export function makeRuns(): void {
  for (const [name, command] of Object.entries(COMMANDS)) {
    const out = join(NOTEBOOK_RUNS, name);
    rmSync(out, { recursive: true, force: true });
    const { status } = spawnSync(process.execPath, ["dist/cli.js", ...command, "--out", out], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error(`faultline ${command.join(" ")} --out ${out} failed`);
  }
  const events = join(NOTEBOOK_RUNS, EVENTS);
  mkdirSync(events, { recursive: true });
  for (const table of EVENT_TABLES) copyFileSync(join("models/data", table), join(events, table));
}
