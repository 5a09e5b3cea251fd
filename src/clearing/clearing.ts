/** Clearing for users of the library: plain numbers in, checked, and what everybody pays out. See `clearNetwork.ts`. */
import { clearNetwork, createCleared, createClaimsNetwork } from "./clearNetwork.ts";
import { squareOf, vectorOf } from "./matrix.ts";

/** Who owes whom, and what each has; n parties, all amounts >= 0 in one unit. */
export interface ClearingProblem {
  /** What i owes j, row by row; any one unit. */
  readonly liabilities: readonly (readonly number[])[];
  /** What each party has outside the network. */
  readonly assets: ArrayLike<number>;
  /** What each party owes outside the network, of equal rank; nothing unless given. */
  readonly external?: ArrayLike<number> | undefined;
  /** Share of its assets that a party in default can pay with, in [0, 1]; 1 unless given. */
  readonly alpha?: number | undefined;
  /** The same for what it receives inside the network. */
  readonly beta?: number | undefined;
}

/** What everybody pays out, one value per party. */
export interface Clearing {
  /** What each party pays in all: the greatest clearing vector. */
  readonly payments: Float64Array;
  /** What each party receives inside the network. */
  readonly received: Float64Array;
  /** What is left to each party; 0 in default. */
  readonly equities: Float64Array;
  /** Parties in default, in rising order. */
  readonly defaults: readonly number[];
  /** Rounds of the fictitious default algorithm in which somebody defaulted. */
  readonly rounds: number;
}

/**
 * Clears a network of claims.
 *
 * @throws RangeError if sizes do not fit, a number is negative or not finite, or alpha or beta is above 1
 */
export function clearing(problem: ClearingProblem): Clearing {
  const { liabilities, alpha = 1, beta = 1 } = problem;
  const parties = liabilities.length;
  const cells = squareOf("liabilities", liabilities);
  const assets = vectorOf("assets", problem.assets, parties);
  const external = vectorOf("external", problem.external ?? new Float64Array(parties), parties);
  vectorOf("recovery", [alpha, beta], 2, 1);
  const network = createClaimsNetwork(cells, external, alpha, beta);
  const cleared = createCleared(network);
  clearNetwork(network, assets, cleared);
  const { paid, received, defaulted, rounds } = cleared;
  return {
    payments: paid,
    received,
    equities: assets.map((own, party) =>
      defaulted[party] === 1 ? 0 : own + received[party] - network.owed[party],
    ),
    defaults: [...defaulted.keys()].filter((party) => defaulted[party] === 1),
    rounds,
  };
}
