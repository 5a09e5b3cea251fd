/** Models made ready to simulate, as `faultline run` does it. */
import { fileURLToPath } from "node:url";
import type { TradingBase } from "../src/contagion/state/trading.ts";
import { metricVariables } from "../src/engine/columns.ts";
import { buildBook } from "../src/engine/path.ts";
import { loadModel } from "../src/model/load.ts";
import type { ResolvedModel } from "../src/model/resolved.ts";

export interface Prepared {
  readonly model: ResolvedModel;
  readonly book: TradingBase;
}

/** The top of the repository, from `bench/.build/bench`, where the compiled benchmark runs. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * @param name of a model, from the top of the repository
 * @param set overrides, as `--set` takes them; the book follows them here, which a run does not allow
 */
export function prepare(name: string, set: readonly string[] = []): Prepared {
  const { model } = loadModel(`${root}${name}.yaml`, {
    set: [...set],
    metricNames: metricVariables,
  });
  return { model, book: buildBook(model, model) };
}
