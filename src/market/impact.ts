/**
 * Price impact of liquidation flow.
 *
 * State x per line, dimensionless: x <- x exp(-dt / resilience), then x <- x + q, with q = Q / depth, Q in USD, buys
 * positive. With k = 0.01 * feedback:
 *   transient   D = k (1 - permanent) sign(x) |x|^exponent
 *   permanent   log S <- log S + k permanent q            (linear for every exponent: a concave one is a money machine)
 * From rest, Q = depth moves the price 1 %. A fill is priced at the exact average of the displacement over it,
 *   P exp(k permanent q / 2 + Dbar - D(x0)),   Dbar = k (1 - permanent) (G(x1) - G(x0)) / (x1 - x0),
 *   G(x) = |x|^(exponent + 1) / (exponent + 1),
 * so that cutting an order changes nothing. Form: Donier and Bonart (2015) for exponents under 1, linear at 1.
 */

/** The law of one line. */
export interface ImpactLaw {
  /**
   * Flow in units of the state.
   * @param usd signed, buys positive
   * @param units signed
   * @param depth USD that move the price 1 %
   */
  flow(usd: number, units: number, depth: number): number;
  /** Transient displacement of the log price at state x. */
  transient(x: number): number;
  /** The same from cell to cell: a number that crosses a call is an object, and this is done for every line and step. */
  displace(state: Float64Array, displacement: Float64Array, line: number): void;
  /** Permanent displacement of the log price by flow q. */
  permanent(q: number): number;
  /** Average displacement of the fill that takes the state from x to x + q, from the log price before it. */
  fill(x: number, q: number): number;
}

/**
 * |q / x| up to which the average is taken relative to D(x): ((1 + r)^(e + 1) - 1) / ((e + 1) r), r = q / x, through
 * expm1 and log1p. The difference of antiderivatives cancels there, all the more the smaller the fill.
 */
const RELATIVE_FILL = 0.5;

/**
 * @param feedback multiplies the whole impact, >= 0
 * @param permanent share of the displacement that stays, in [0, 1]
 * @param exponent of the transient part, > 0
 */
export function powerImpact(feedback: number, permanent: number, exponent: number): ImpactLaw {
  const lasting = 0.01 * feedback * permanent;
  const passing = 0.01 * feedback * (1 - permanent);
  const antiderivative = (x: number): number => Math.abs(x) ** (exponent + 1) / (exponent + 1);
  const transient =
    exponent === 1
      ? (x: number): number => passing * x
      : (x: number): number => passing * Math.sign(x) * Math.abs(x) ** exponent;
  const relativeAverage = (r: number): number =>
    Math.expm1((exponent + 1) * Math.log1p(r)) / ((exponent + 1) * r);
  const powerAverage = (x: number, q: number): number =>
    Math.abs(q) < RELATIVE_FILL * Math.abs(x)
      ? transient(x) * relativeAverage(q / x)
      : (passing * (antiderivative(x + q) - antiderivative(x))) / q;
  const average =
    exponent === 1 ? (x: number, q: number): number => transient(x + q / 2) : powerAverage;
  return {
    flow: (usd, _units, depth) => usd / depth,
    transient,
    displace:
      exponent === 1
        ? (state, displacement, line) => void (displacement[line] = passing * state[line])
        : (state, displacement, line) => void (displacement[line] = transient(state[line])),
    permanent: (q) => lasting * q,
    fill: (x, q) => (q === 0 ? 0 : (lasting * q) / 2 + average(x, q) - transient(x)),
  };
}
