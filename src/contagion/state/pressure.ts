/**
 * Whose sales stand behind a displaced price: running sums and running leaders, per venue and market.
 *
 * Displacement of a line from S_ex, in logs: D, made by the venue's own sales in proportion to what is left of their
 * flow in the state x, and the permanent parts of every venue's sales of the asset. Decay is common to a venue's sales,
 * so the largest contributor can be kept as one number that decays with x. Falls and rises have leaders of their own.
 */

/** Of pushes that only rounding tells apart (sales of a whole budget into a floored depth) the earlier one leads. */
const TIE = 1 + 1e-9;

export interface Pressure {
  readonly venues: number;
  readonly lanes: number;
  /** Sum of permanent displacements, by venue * lanes + lane. */
  readonly permanent: Float64Array;
  /** Largest permanent displacement of one sale, and that sale: [falls, rises] by 2 * (venue * lanes + lane). */
  readonly leader: Float64Array;
  readonly leaderSale: Int32Array;
  /** Largest flow of one sale left in the state x, and that sale: [falls, rises] by 2 * line. */
  readonly flow: Float64Array;
  readonly flowSale: Int32Array;
  /** Permanent displacement of the sale that leads a line's flow. */
  readonly flowPermanent: Float64Array;
}

export function createPressure(venues: number, lanes: number, lines: number): Pressure {
  return {
    venues,
    lanes,
    permanent: new Float64Array(venues * lanes),
    leader: new Float64Array(2 * venues * lanes),
    leaderSale: new Int32Array(2 * venues * lanes),
    flow: new Float64Array(2 * lines),
    flowSale: new Int32Array(2 * lines),
    flowPermanent: new Float64Array(2 * lines),
  };
}

export function resetPressure(pressure: Pressure): void {
  pressure.permanent.fill(0);
  pressure.leader.fill(0);
  pressure.leaderSale.fill(-1);
  pressure.flow.fill(0);
  pressure.flowSale.fill(-1);
  pressure.flowPermanent.fill(0);
}

/** The state x of a line has decayed by this factor. */
export function decayFlow(pressure: Pressure, line: number, factor: number): void {
  pressure.flow[2 * line] *= factor;
  pressure.flow[2 * line + 1] *= factor;
}

/** A sale pushed a line by flow q and its asset for good by `permanent`, in logs. */
export function recordPush(
  pressure: Pressure,
  venue: number,
  lane: number,
  line: number,
  sale: number,
  q: number,
  permanent: number,
): void {
  if (lead(pressure.flow, pressure.flowSale, line, sale, q)) {
    pressure.flowPermanent[2 * line + (q < 0 ? 0 : 1)] = Math.abs(permanent);
  }
  const cell = venue * pressure.lanes + lane;
  pressure.permanent[cell] += permanent;
  lead(pressure.leader, pressure.leaderSale, cell, sale, permanent);
}

/** @returns whether the sale leads now */
function lead(
  value: Float64Array,
  leader: Int32Array,
  cell: number,
  sale: number,
  push: number,
): boolean {
  const side = 2 * cell + (push < 0 ? 0 : 1);
  if (Math.abs(push) <= value[side] * TIE) return false;
  value[side] = Math.abs(push);
  leader[side] = sale;
  return true;
}

/**
 * The sale with the largest part of an adverse displacement, -1 if none has any.
 * @param line displaced line, -1: none (the price is a global one)
 * @param rises 1 if a rise is adverse, else 0
 * @param displacement |D| of the line if adverse, else 0; @param state |x|
 */
export function leadingSale(
  pressure: Pressure,
  line: number,
  lane: number,
  rises: 0 | 1,
  displacement: number,
  state: number,
): number {
  let sale = -1;
  let largest = 0;
  if (line >= 0 && displacement > 0) {
    const side = 2 * line + rises;
    sale = pressure.flowSale[side];
    if (sale >= 0)
      largest =
        displacement * Math.min(1, pressure.flow[side] / state) + pressure.flowPermanent[side];
  }
  for (let venue = 0; venue < pressure.venues; venue++) {
    const side = 2 * (venue * pressure.lanes + lane) + rises;
    if (pressure.leader[side] > largest * TIE) {
      largest = pressure.leader[side];
      sale = pressure.leaderSale[side];
    }
  }
  return sale;
}

/**
 * Splits an adverse displacement among venues.
 * @param own venue of the displaced line; @param displacement D of the line, adverse counted positive
 * @param shares out, from cell `at` on: fractions by venue, summing to 1, or all 0 where nothing adverse stands
 * @returns whether anything does
 */
export function shareDisplacement(
  pressure: Pressure,
  own: number,
  lane: number,
  rises: 0 | 1,
  displacement: number,
  shares: Float64Array,
  at: number,
): boolean {
  let sum = 0;
  for (let venue = 0; venue < pressure.venues; venue++) {
    const permanent = pressure.permanent[venue * pressure.lanes + lane] * (rises === 1 ? 1 : -1);
    const adverse = Math.max(0, permanent + (venue === own ? displacement : 0));
    shares[at + venue] = adverse;
    sum += adverse;
  }
  for (let venue = 0; venue < pressure.venues; venue++)
    shares[at + venue] = sum > 0 ? shares[at + venue] / sum : 0;
  return sum > 0;
}
