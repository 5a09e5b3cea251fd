/** The simulations of one attribution, from the first path to what each group owes, with their progress. */

import { openExecutor } from "../../engine/executors/run.ts";
import type { Loaded } from "../../engine/simulation.ts";
import type { Worlds } from "../../engine/worlds.ts";
import { attribute } from "../../estimation/attribution.ts";
import type { Attribution } from "../../estimation/attribution.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { CauseRow } from "../../output/attribution.ts";
import { groupingOf } from "../../output/pathGrouping.ts";
import { commandText } from "../invocation.ts";
import { type ProgressColumns, showProgress } from "../progress.ts";
import type { Caller } from "../caller.ts";
import { endingOf } from "../unkept.ts";
import type { Variant } from "../variants.ts";
import { addCauses, causeRows, createCauses } from "./causes.ts";
import { openCoalitions } from "./coalitions.ts";
import { type Asked, settleAll } from "./coalitionsToAsk.ts";
import type { Group } from "./groups.ts";
import type { AttributeSettings } from "./settings.ts";

export interface Played {
  readonly game: Asked;
  readonly attribution: Attribution;
  readonly causes: readonly CauseRow[];
  readonly simulated: number;
}

/**
 * Plays the game of some groups.
 *
 * @throws Abandoned once the signal is aborted; RunFailed if a path fails
 */
export async function play(
  model: ResolvedModel,
  { book, worlds }: Pick<Variant, "book" | "worlds">,
  groups: readonly Group[],
  { asked: { metric, figure }, threads, executor: name, quiet }: AttributeSettings,
  { signal, simulation, invocation }: Caller,
): Promise<Played> {
  const executor = openExecutor(threads, name);
  const rounds = showRounds(quiet);
  const causes = createCauses(model);
  const coalitions = openCoalitions({
    model,
    book,
    worldOf: worlds && worldsKept(worlds),
    groups,
    metric,
    executor,
    simulation,
    signal,
    numbered: ["liquidations"],
    onRound: rounds.begin,
    onBlock(block) {
      if (block.tables.liquidations !== undefined) addCauses(causes, block);
      rounds.advance(block.columns);
    },
  });
  const grouping = groupingOf(model.sampling);
  try {
    const game = await settleAll(coalitions, groups.length, model.sampling.seed);
    const attribution = attribute({
      ...game,
      figure,
      players: game.players.length,
      pathsOf: (coalition) => coalitions.pathsOf(game.groupsOf(coalition)),
      grouping,
    });
    const all = coalitions.pathsOf(2 ** groups.length - 1);
    const byCause = causeRows(causes, figure, all, grouping);
    return { game, attribution, causes: byCause, simulated: coalitions.simulated() };
  } catch (error) {
    throw endingOf(error, signal, commandText(invocation));
  } finally {
    rounds.stop();
    await executor.close();
  }
}

/** The world of a path, its paths as they fall; each is made once. */
function worldsKept({ paths, load }: Worlds): (path: number) => Loaded {
  const kept = new Map<number, Loaded>();
  return (path) => {
    const world = Math.floor(path / paths);
    const known = kept.get(world) ?? load(world);
    const plain = { ...known, model: unstratified(known.model) };
    kept.set(world, plain);
    return plain;
  };
}

/** The model with paths as they fall. */
export function unstratified(model: ResolvedModel): ResolvedModel {
  const { strata: _strata, ...sampling } = model.sampling;
  return { ...model, sampling };
}

/** Progress over rounds, each with its own number of paths. */
function showRounds(quiet: boolean) {
  const round = { progress: showProgress(true, 0, []), started: 0 };
  return {
    begin: (paths: number): void => {
      round.progress.stop();
      round.progress = showProgress(quiet, paths, []);
      round.started = performance.now();
    },
    advance: (columns: ProgressColumns): void =>
      round.progress.advance(columns, (performance.now() - round.started) / 1000),
    stop: (): void => round.progress.stop(),
  };
}
