/**
 * What a sweep costs: 20 margin values of the quickstart model against 20 runs of it, both whole, folders included; and what
 * its pairing buys: how much shorter intervals of differences are than between runs that share no draw.
 *
 * One thread each, so that the start of threads, which a sweep saves, is in neither.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../src/commands/run.ts";
import { sweep } from "../src/commands/sweep/sweep.ts";
import { shippedSimulation } from "../src/engine/simulation.ts";
import type { SweepRow } from "../src/output/sweepTable.ts";
import { interleaved, median } from "./measure.ts";

const MODEL = "models/quickstart.yaml";
const VARY = ["venues.perps.margin.0.maintenance=0.02:0.0295:0.0005"];
const VARIANTS = 20;

export interface SweepCost {
  readonly run_s: number;
  readonly sweep_20_s: number;
  readonly ratio_sweep_20_to_run: number;
  /** The median over variants and losses, and the least. */
  readonly narrower_by_pairing: number;
  readonly narrower_by_pairing_least: number;
}

/** The losses whose means are compared. */
const LOSSES = ["bad_debt_usd", "liquidated_usd", "insurance_used_usd"];

/**
 * Width of the interval that the difference of two independent runs would have, over that of the paired one, by variant and
 * loss. The base is variant 0.
 */
function narrowings([base, ...others]: readonly (readonly SweepRow[])[]): number[] {
  const meanOf = (rows: readonly SweepRow[], metric: string): SweepRow =>
    rows.find((row) => row.metric === metric && row.statistic === "mean")!;
  const widthOf = ({ ci_low, ci_high }: SweepRow): number => ci_high - ci_low;
  return others.flatMap((rows) =>
    LOSSES.map((metric) => {
      const [own, first] = [meanOf(rows, metric), meanOf(base, metric)];
      const paired = own.difference_ci_high - own.difference_ci_low;
      return Math.hypot(widthOf(own), widthOf(first)) / paired;
    }),
  );
}

export async function measureSweep(paths: number, repeats: number): Promise<SweepCost> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  const caller = {
    invocation: { program: ["faultline"], arguments: [] },
    signal: new AbortController().signal,
    simulation: shippedSimulation,
  };
  const options = { paths: String(paths), threads: "1", quiet: true };
  let narrower: number[] = [];
  try {
    const seconds = await interleaved(
      {
        run: async () => void (await run(MODEL, { ...options, out: join(folder, "run") }, caller)),
        sweep: async () => {
          const out = join(folder, "sweep");
          const { rows } = await sweep(MODEL, { ...options, vary: VARY, out }, caller);
          if (rows.length !== VARIANTS) throw new Error(`${rows.length} variants`);
          narrower = narrowings(rows);
        },
      },
      repeats,
    );
    return {
      run_s: seconds.run,
      sweep_20_s: seconds.sweep,
      ratio_sweep_20_to_run: seconds.sweep / seconds.run,
      narrower_by_pairing: median(narrower),
      narrower_by_pairing_least: Math.min(...narrower),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
