/**
 * The standard normal's distribution function, to a few units in the last place, the far lower tail included.
 *
 * Rational approximations in |x| <= 0.67448975, |x| <= sqrt(32) and beyond. Source: W. J. Cody, "Rational Chebyshev
 * approximations for the error function", Mathematics of Computation 23 (1969), 631-637, in the normal form of Algorithm
 * 715 (ANORM), ACM TOMS 19 (1993). Not erfc(-x / sqrt 2): rounding that quotient costs x^2 units in the tail.
 */

const CENTRAL = 0.67448975;
const MIDDLE: number = Math.sqrt(32);
const ONE_OVER_SQRT_2PI = 0.3989422804014327;

// Numerator and denominator of each region, lowest power first; the denominators end with 1.
const [P0, P1, P2, P3, P4] = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837,
  0.06568233791820745,
] as const;
const [Q0, Q1, Q2, Q3] = [
  45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245,
] as const;
const [R0, R1, R2, R3, R4, R5, R6, R7, R8] = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
] as const;
const [S0, S1, S2, S3, S4, S5, S6, S7] = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117,
] as const;
const [T0, T1, T2, T3, T4, T5] = [
  2.9112874951168793e-5, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
  0.215898534057957, 0.023073441764940174,
] as const;
const [U0, U1, U2, U3, U4] = [
  7.297515550839662e-5, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651,
  1.284260096144911,
] as const;

/**
 * @param x any number, infinite ones included
 * @returns P(Z <= x), in [0, 1]; 0 below about -38.5
 * @throws RangeError if x is NaN
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= CENTRAL) return 0.5 + x * centralRatio(x * x);
  if (distance === Infinity) return x < 0 ? 0 : 1;
  if (!(distance > 0)) throw new RangeError("x: must be a number, got NaN");
  const tail =
    density(distance) * (distance <= MIDDLE ? middleRatio(distance) : farRatio(distance));
  return x < 0 ? tail : 1 - tail;
}

/** exp(-x^2 / 2), x^2 split at 1/16 so that the large part of the exponent is exact. */
function density(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse));
}

function centralRatio(r: number): number {
  const numerator = (((P4 * r + P3) * r + P2) * r + P1) * r + P0;
  const denominator = (((r + Q3) * r + Q2) * r + Q1) * r + Q0;
  return numerator / denominator;
}

function middleRatio(x: number): number {
  const numerator =
    (((((((R8 * x + R7) * x + R6) * x + R5) * x + R4) * x + R3) * x + R2) * x + R1) * x + R0;
  const denominator =
    (((((((x + S7) * x + S6) * x + S5) * x + S4) * x + S3) * x + S2) * x + S1) * x + S0;
  return numerator / denominator;
}

function farRatio(x: number): number {
  const r = 1 / (x * x);
  const numerator = ((((T5 * r + T4) * r + T3) * r + T2) * r + T1) * r + T0;
  const denominator = ((((r + U4) * r + U3) * r + U2) * r + U1) * r + U0;
  return (ONE_OVER_SQRT_2PI - (r * numerator) / denominator) / x;
}
