/**
 * What a path costs as the book grows and the danger does not: 10^4, 10^5 and 10^6 accounts, 2 000 of which are in
 * danger, the same ones each time. The closes must be the same at all sizes, or the costs are not of the same thing.
 *
 *   ms_per_path, ratio_to_1e4   in turns, in one warm thread
 *   start_up_s                  from the model's text to the end of the first path, cold: a process of its own each time
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TradingSimulator } from "../src/engine/path.ts";
import { interleaved, median } from "./measure.ts";
import { runPaths, simulatorOf, total } from "./paths.ts";
import { prepare } from "./prepare.ts";
import { type Size, settingFor, sizes } from "./scalingSizes.ts";

export type Scaling = Readonly<
  Record<`${"ms_per_path" | "start_up_s"}_${Size}` | `ratio_${Exclude<Size, "1e4">}_to_1e4`, number>
>;

const startUp = fileURLToPath(new URL("startUp.js", import.meta.url));

export async function measureScaling(paths: number, repeats: number): Promise<Scaling> {
  const names = Object.keys(sizes) as Size[];
  const cold = names.map((size) => coldStart(size, repeats));
  const simulators = names.map((size) =>
    simulatorOf(prepare("bench/models/scaling", [settingFor(size)])),
  );
  const [small, middle, large] = simulators.map((simulator) => () => runPaths(simulator, paths));
  const seconds = await interleaved({ small, middle, large }, repeats);
  requireSameCloses(simulators);
  const perPath = (total: number): number => (1000 * total) / paths;
  return {
    ms_per_path_1e4: perPath(seconds.small),
    ms_per_path_1e5: perPath(seconds.middle),
    ms_per_path_1e6: perPath(seconds.large),
    ratio_1e5_to_1e4: seconds.middle / seconds.small,
    ratio_1e6_to_1e4: seconds.large / seconds.small,
    start_up_s_1e4: cold[0],
    start_up_s_1e5: cold[1],
    start_up_s_1e6: cold[2],
  };
}

function coldStart(size: Size, repeats: number): number {
  const seconds = Array.from({ length: repeats }, () =>
    Number(execFileSync(process.execPath, [startUp, size], { encoding: "utf8" })),
  );
  return median(seconds);
}

function requireSameCloses(simulators: readonly TradingSimulator[]): void {
  for (const column of ["liquidated_accounts", "liquidated_usd"] as const) {
    const totals = simulators.map((simulator) => total(simulator, column));
    if (!(totals[0] > 0 && totals.every((one) => one === totals[0])))
      throw new Error(`${column} differs between sizes of the book: ${totals.join(", ")}`);
  }
}
