/**
 * The least value of a function under a constraint, without derivatives: COBYLA (Powell 1994) as NLopt has it (Johnson, The
 * NLopt nonlinear-optimization package), compiled to WebAssembly.
 *
 * The optimiser wants its answers at once and a simulation takes its time, so it is played again from the start after
 * each answer, with all answers so far; it is deterministic and asks the same. Coordinates run from 0 to 1; objective and
 * constraint should be of the order of 1. Left out: a promise that a local minimum is the global one.
 */

/** What a point comes to; it is allowed where `constraint` <= 0. */
export interface Valued {
  readonly objective: number;
  readonly constraint: number;
}

/** Answers that the optimiser may ask for in one replay, those after the first unknown one included. */
const MOST_CALLS = 10_000;
/** Relative change of the objective at which it stops. */
const TOLERANCE = 1e-3;

/**
 * Minimises.
 *
 * @param start one coordinate per dimension, in [0, 1]
 * @param evaluate asked once per point
 * @param evaluations points that may be asked for
 */
export async function findMinimum(
  start: readonly number[],
  evaluate: (point: readonly number[]) => Promise<Valued>,
  evaluations: number,
): Promise<void> {
  const nlopt = await loadOptimiser();
  const known = new Map<string, Valued>();
  while (known.size < evaluations) {
    const asked = replay(nlopt, start, known);
    if (asked === null) return;
    known.set(asked.join(), await evaluate(asked));
  }
}

/** Loads it without the handlers that its runtime puts on the process: how an error ends is for the caller to say. */
async function loadOptimiser(): Promise<typeof import("nlopt-js").default> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set<unknown>(process.listeners(event as "exit")));
  const { default: nlopt } = await import("nlopt-js");
  await nlopt.ready;
  events.forEach((event, at) => {
    for (const listener of process.listeners(event as "exit"))
      if (!before[at].has(listener)) process.removeListener(event, listener);
  });
  return nlopt;
}

/** Plays the optimiser against what is known. @returns the first point that is not; null: it has come to its end */
function replay(
  nlopt: typeof import("nlopt-js").default,
  start: readonly number[],
  known: ReadonlyMap<string, Valued>,
): readonly number[] | null {
  let unknown: readonly number[] | null = null;
  const pointOf = (x: { readonly [index: number]: number }) => start.map((_, at) => x[at]);
  const answer = (x: { readonly [index: number]: number }): Valued => {
    const point = pointOf(x);
    const valued = known.get(point.join());
    if (valued === undefined) unknown ??= point;
    return unknown === null && valued !== undefined ? valued : { objective: 0, constraint: 0 };
  };
  const optimiser = new nlopt.Optimize(nlopt.Algorithm.LN_COBYLA, start.length);
  optimiser.setLowerBounds(start.map(() => 0));
  optimiser.setUpperBounds(start.map(() => 1));
  optimiser.setMinObjective((x) => answer(x).objective, TOLERANCE);
  optimiser.addInequalityConstraint((x) => answer(x).constraint, 1e-9);
  optimiser.setMaxeval(MOST_CALLS);
  optimiser.optimize(start);
  nlopt.GC.flush();
  return unknown;
}
