/**
 * Worlds: the outer loop over what is not known. A world is one draw of all uncertain parameters, and a stretch of paths
 * played in it; path p belongs to world floor(p / paths per world), so that results depend on model, seed and path number
 * alone and a longer run goes on where a shorter one ends.
 *
 * Paths draw by their own numbers in every world, as if nothing were uncertain. The model of a world is made when its turn
 * comes. Its book is screened under the file's margins as they are stated, and is the run's own unless the world changes
 * what books are made of.
 */

import { isDeepStrictEqual } from "node:util";
import type { ResolvedModel } from "../model/resolved.ts";
import type { BlockJob, BlockTask, PathRange } from "./block.ts";
import { type DrawableModel, modelIn, parameterDraws, parameterText } from "./parameters.ts";
import { type Loaded, PathError, type Simulation } from "./simulation.ts";

/** The worlds of a run. */
export interface Worlds {
  /** Paths of each. */
  readonly paths: number;
  /** The model of a world and its book. @throws PathError naming the world's first path and what is wrong */
  readonly load: (world: number) => Loaded;
}

/** All that a book is made of; of the sampling, at what distances paths split. */
export const BOOK_PARTS = ["market", "venues", "book", "sampling"] as const;

const bookOf = (model: ResolvedModel): unknown => BOOK_PARTS.map((part) => model[part]);

/** Whether two models have the same book. */
export const sameBook = (one: ResolvedModel, other: ResolvedModel): boolean =>
  isDeepStrictEqual(bookOf(one), bookOf(other));

/**
 * The worlds of a model with its seed.
 *
 * @param base the file's model without overrides, at its stated parameters
 * @param loaded the model itself, with its book
 * @returns null where every parameter is known
 */
export function openWorlds(
  { model, inWorld }: DrawableModel,
  base: ResolvedModel,
  { book }: Loaded,
  buildBook: Simulation["buildBook"],
): Worlds | null {
  const { pathsPerWorld: paths } = model.sampling;
  if (paths === undefined) return null;
  const draw = parameterDraws(model);
  const made = bookOf(model);
  const load = (world: number): Loaded => {
    const values = draw(world);
    try {
      const drawn = modelIn({ model, inWorld }, values);
      const same = isDeepStrictEqual(bookOf(drawn), made);
      return { model: drawn, book: same ? book : buildBook(drawn, base) };
    } catch (error) {
      const told = (model.uncertain ?? []).map((one, at) => parameterText(one, values[at]));
      const reason = `world ${world} (${told.join(", ")}): ${(error as Error).message}`;
      throw new PathError(world * paths, reason, { cause: error });
    }
  };
  return { paths, load };
}

/** The tasks of a run: of one job, or of one job per world. Ranges do not reach over worlds. */
export function* tasksOf(
  job: BlockJob,
  ranges: Iterable<PathRange>,
  worlds: Worlds | null = null,
): Generator<BlockTask> {
  let world = -1;
  let current = job;
  for (const range of ranges) {
    const next = worlds === null ? world : Math.floor(range.from / worlds.paths);
    if (worlds !== null && next !== world) current = { ...job, loaded: worlds.load(next) };
    world = next;
    yield { job: current, range };
  }
}
