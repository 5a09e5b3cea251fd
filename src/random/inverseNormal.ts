/**
 * The standard normal's quantile function, to about 1e-15 relative.
 *
 * Rational approximations in three regions: |p - 1/2| <= 0.425, and two tails in r = sqrt(-log(min(p, 1 - p))).
 * Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37
 * (1988), 477-484, routine PPND16, coefficients to the nearest double. A normal takes one uniform and grows with it, so
 * that antithetic and low-discrepancy points fit the same socket.
 */

// Numerator and denominator of each region, lowest power first; the denominators begin with 1.
const [A0, A1, A2, A3, A4, A5, A6, A7] = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
] as const;
const [B0, B1, B2, B3, B4, B5, B6] = [
  42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
] as const;
const [C0, C1, C2, C3, C4, C5, C6, C7] = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
] as const;
const [D0, D1, D2, D3, D4, D5, D6] = [
  2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const [E0, E1, E2, E3, E4, E5, E6, E7] = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
  0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
] as const;
const [F0, F1, F2, F3, F4, F5, F6] = [
  0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

/**
 * @param p a probability
 * @returns x with P(Z <= x) = p; -Infinity at 0, Infinity at 1
 * @throws RangeError if p is NaN or outside [0, 1]
 */
export function inverseNormal(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return central(q);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p: must be in [0, 1], got ${p}`);
  return q < 0 ? -upperTail(p) : upperTail(1 - p);
}

/** Turns the first `count` probabilities of a column into normals, bit for bit `inverseNormal`. */
export function invertNormals(values: Float64Array, count: number): void {
  for (let at = 0; at < count; at++) {
    const q = values[at] - 0.5;
    if (q >= -0.425 && q <= 0.425) values[at] = central(q);
    else values[at] = inverseNormal(values[at]); // apart: where the two meet, both would be objects
  }
}

function central(q: number): number {
  const r = 0.180625 - q * q;
  const numerator = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0;
  const denominator = ((((((B6 * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + B0) * r + 1;
  return (q * numerator) / denominator;
}

/** x with P(Z > x) = tail, for tail <= 0.075. */
function upperTail(tail: number): number {
  if (tail === 0) return Infinity;
  const root = Math.sqrt(-Math.log(tail));
  return root <= 5 ? nearTail(root - 1.6) : farTail(root - 5);
}

function nearTail(r: number): number {
  const numerator = ((((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2) * r + C1) * r + C0;
  const denominator = ((((((D6 * r + D5) * r + D4) * r + D3) * r + D2) * r + D1) * r + D0) * r + 1;
  return numerator / denominator;
}

function farTail(r: number): number {
  const numerator = ((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0;
  const denominator = ((((((F6 * r + F5) * r + F4) * r + F3) * r + F2) * r + F1) * r + F0) * r + 1;
  return numerator / denominator;
}
