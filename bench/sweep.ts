/**
 * What a sweep costs: 20 margin values of the quickstart model against 20 runs of it, both whole, folders included.
 *
 * One thread each, so that the start of threads, which a sweep saves, is in neither.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../src/commands/run.ts";
import { sweep } from "../src/commands/sweep/sweep.ts";
import { shippedSimulation } from "../src/engine/simulation.ts";
import { interleaved } from "./measure.ts";

const MODEL = "models/quickstart.yaml";
const VARY = ["venues.perps.margin.0.maintenance=0.02:0.0295:0.0005"];
const VARIANTS = 20;

export interface SweepCost {
  readonly run_s: number;
  readonly sweep_20_s: number;
  readonly ratio_sweep_20_to_run: number;
}

export async function measureSweep(paths: number, repeats: number): Promise<SweepCost> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  const caller = {
    invocation: { program: ["faultline"], arguments: [] },
    signal: new AbortController().signal,
    simulation: shippedSimulation,
  };
  const options = { paths: String(paths), threads: "1", quiet: true };
  try {
    const seconds = await interleaved(
      {
        run: async () => void (await run(MODEL, { ...options, out: join(folder, "run") }, caller)),
        sweep: async () => {
          const out = join(folder, "sweep");
          const { rows } = await sweep(MODEL, { ...options, vary: VARY, out }, caller);
          if (rows.length !== VARIANTS) throw new Error(`${rows.length} variants`);
        },
      },
      repeats,
    );
    return {
      run_s: seconds.run,
      sweep_20_s: seconds.sweep,
      ratio_sweep_20_to_run: seconds.sweep / seconds.run,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
