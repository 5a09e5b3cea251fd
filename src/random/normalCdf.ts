/**
 * The standard normal's distribution function, to a few units in the last place, the far lower tail included.
 *
 * Rational approximations in |x| <= 0.67448975, |x| <= sqrt(32) and beyond. Source: W. J. Cody, "Rational Chebyshev
 * approximations for the error function", Mathematics of Computation 23 (1969), 631-637, in the normal form of Algorithm
 * 715 (ANORM), ACM TOMS 19 (1993). Not erfc(-x / sqrt 2): rounding that quotient costs x^2 units in the tail.
 */

const CENTRAL = 0.67448975;
const MIDDLE: number = Math.sqrt(32);
const ONE_OVER_SQRT_2PI = 0.398942280401432677939946;

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
  const numerator =
    (((0.065682337918207449113 * r + 2.2352520354606839287) * r + 161.02823106855587881) * r +
      1067.6894854603709582) *
      r +
    18154.981253343561249;
  const denominator =
    (((r + 47.20258190468824187) * r + 976.09855173777669322) * r + 10260.932208618978205) * r +
    45507.789335026729956;
  return numerator / denominator;
}

function middleRatio(x: number): number {
  const numerator =
    (((((((1.0765576773720192317e-8 * x + 0.39894151208813466764) * x + 8.8831497943883759412) * x +
      93.506656132177855979) *
      x +
      597.27027639480026226) *
      x +
      2494.5375852903726711) *
      x +
      6848.1904505362823326) *
      x +
      11602.651437647350124) *
      x +
    9842.7148383839780218;
  const denominator =
    (((((((x + 22.266688044328115691) * x + 235.38790178262499861) * x + 1519.377599407554805) * x +
      6485.558298266760755) *
      x +
      18615.571640885098091) *
      x +
      34900.952721145977266) *
      x +
      38912.003286093271411) *
      x +
    19685.429676859990727;
  return numerator / denominator;
}

function farRatio(x: number): number {
  const r = 1 / (x * x);
  const numerator =
    ((((0.02307344176494017303 * r + 0.21589853405795699) * r + 0.1274011611602473639) * r +
      0.022235277870649807) *
      r +
      0.001421619193227893466) *
      r +
    2.9112874951168792e-5;
  const denominator =
    ((((r + 1.28426009614491121) * r + 0.468238212480865118) * r + 0.0659881378689285515) * r +
      0.00378239633202758244) *
      r +
    7.29751555083966205e-5;
  return (ONE_OVER_SQRT_2PI - (r * numerator) / denominator) / x;
}
