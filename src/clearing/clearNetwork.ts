/**
 * Clearing of claims: what everybody pays when what they have depends on what the others pay.
 *
 *   p_i = owed_i                                                while assets_i + received_i cover what i owes
 *   p_i = alpha * assets_i + beta * received_i                  in default
 *   received_i = sum_j p_j * liabilities_ji / owed_j,           owed_i = external_i + sum_j liabilities_ij
 *
 * The greatest such vector, by the fictitious default algorithm: everybody pays, whoever then cannot is in default, the
 * payments of those in default solve a linear system, and so on until nobody joins them. Exact after at most as many
 * rounds as there are parties (Eisenberg and Noe 2001; default costs alpha, beta: Rogers and Veraart 2013). Claims from
 * outside rank equally with those inside. Left out: seniority, maturities, shares in each other's equity.
 */
import { solveInPlace } from "./elimination.ts";

/** Who owes whom; USD, or any one unit. */
export interface ClaimsNetwork {
  readonly parties: number;
  /** What i owes j, at i * parties + j. */
  readonly liabilities: Float64Array;
  /** What i owes outside the network. */
  readonly external: Float64Array;
  /** All that i owes. */
  readonly owed: Float64Array;
  /** Share of its own assets, and of what it receives inside the network, that a party in default can pay with. */
  readonly alpha: number;
  readonly beta: number;
}

/** What clearing leaves, by party; reused from one clearing to the next. */
export interface Cleared {
  readonly paid: Float64Array;
  readonly received: Float64Array;
  /** 1 in default. */
  readonly defaulted: Uint8Array;
  /** Parties in default. */
  defaults: number;
  /** Rounds in which somebody defaulted. */
  rounds: number;
  readonly inDefault: Int32Array;
  readonly matrix: Float64Array;
  readonly side: Float64Array;
}

/** Share of what a party owes under which what is missing is rounding, and no default. */
const ROUNDING = 1e-12;

/** Adds up what each party owes. @param liabilities row-major, parties x parties */
export function createClaimsNetwork(
  liabilities: Float64Array,
  external: Float64Array,
  alpha: number,
  beta: number,
): ClaimsNetwork {
  const parties = external.length;
  const owed = external.map((outside, party) =>
    liabilities
      .subarray(party * parties, (party + 1) * parties)
      .reduce((sum, claim) => sum + claim, outside),
  );
  return { parties, liabilities, external, owed, alpha, beta };
}

/** Room for the clearing of a network. */
export function createCleared({ parties }: ClaimsNetwork): Cleared {
  return {
    paid: new Float64Array(parties),
    received: new Float64Array(parties),
    defaulted: new Uint8Array(parties),
    defaults: 0,
    rounds: 0,
    inDefault: new Int32Array(parties),
    matrix: new Float64Array(parties * parties),
    side: new Float64Array(parties),
  };
}

/** Clears a network. @param assets of each party outside the network, >= 0 */
export function clearNetwork(network: ClaimsNetwork, assets: Float64Array, cleared: Cleared): void {
  cleared.paid.set(network.owed);
  cleared.defaulted.fill(0);
  cleared.defaults = cleared.rounds = 0;
  receive(network, cleared);
  while (findDefaults(network, assets, cleared)) {
    cleared.rounds++;
    payInDefault(network, assets, cleared);
    receive(network, cleared);
  }
}

function receive({ parties, liabilities, owed }: ClaimsNetwork, { paid, received }: Cleared): void {
  received.fill(0);
  for (let debtor = 0; debtor < parties; debtor++) {
    if (owed[debtor] === 0) continue;
    const share = paid[debtor] / owed[debtor];
    for (let party = 0; party < parties; party++)
      received[party] += share * liabilities[debtor * parties + party];
  }
}

/** @returns whether anybody cannot pay who could in the round before */
function findDefaults(
  { parties, owed }: ClaimsNetwork,
  assets: Float64Array,
  cleared: Cleared,
): boolean {
  const { received, defaulted, inDefault } = cleared;
  const before = cleared.defaults;
  for (let party = 0; party < parties; party++) {
    if (defaulted[party] === 1) continue;
    if (assets[party] + received[party] >= owed[party] * (1 - ROUNDING)) continue;
    defaulted[party] = 1;
    inDefault[cleared.defaults++] = party;
  }
  return cleared.defaults > before;
}

/** Parties in default pay what they have, part of it each other's payments: (I - beta * shares') p = what is certain. */
function payInDefault(network: ClaimsNetwork, assets: Float64Array, cleared: Cleared): void {
  const { parties, liabilities, owed, alpha, beta } = network;
  const { inDefault, defaults, defaulted, matrix, side, paid } = cleared;
  for (let row = 0; row < defaults; row++) {
    const party = inDefault[row];
    let certain = 0;
    for (let debtor = 0; debtor < parties; debtor++) {
      if (defaulted[debtor] === 0) certain += liabilities[debtor * parties + party];
    }
    side[row] = alpha * assets[party] + beta * certain;
    for (let column = 0; column < defaults; column++) {
      const debtor = inDefault[column];
      const share = liabilities[debtor * parties + party] / owed[debtor];
      matrix[row * defaults + column] = (row === column ? 1 : 0) - beta * share;
    }
  }
  solveInPlace(matrix, side, defaults);
  for (let row = 0; row < defaults; row++) paid[inDefault[row]] = side[row];
}
