/**
 * A Brownian path whose shape rests on few normals: first where it ends, then halfway, then the quarters, ...
 *
 * W(m) given W(a), W(b) is normal about the line between them with variance (m - a)(b - m)/(b - a) (Caflisch and
 * Moskowitz 1995). The first `leading` normals, which low-discrepancy points can carry, fix the path at as many dates; in
 * between, plain normals n are shifted to fit: x = n - mean(n) + (W(b) - W(a))/(b - a), which has the exact conditional
 * law. The path at any date grows with every leading normal or does not move.
 */

/** When each leading normal fixes the path; times count steps. */
export interface BrownianBridge {
  readonly steps: number;
  /** Date that the i-th leading normal fixes, with the fixed dates around it; the first is the end. */
  readonly date: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly spread: Float64Array;
  /** Fixed dates in order, the start included. */
  readonly fixed: Int32Array;
  /** W at each date while a path is made. */
  readonly level: Float64Array;
}

/**
 * The order in which dates are fixed: the middle of a longest stretch, the earliest first.
 *
 * @param steps > 0
 * @param leading normals that fix dates; more than `steps` are not needed
 * @throws RangeError if steps or leading is not a whole number >= 1
 */
export function createBridge(steps: number, leading: number): BrownianBridge {
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`steps must be a whole number >= 1, got ${steps}`);
  if (!Number.isInteger(leading) || leading < 1)
    throw new RangeError(`leading must be a whole number >= 1, got ${leading}`);
  const nodes = [{ date: steps, left: 0, right: steps }];
  // Halving in rounds keeps stretches within one step of each other.
  for (let round = [[0, steps]]; nodes.length < leading && round.length > 0;) {
    const open = round.filter(([left, right]) => right - left > 1);
    const halves = open.map(([left, right]) => ({ date: (left + right) >> 1, left, right }));
    nodes.push(...halves.slice(0, leading - nodes.length));
    round = halves.flatMap(({ date, left, right }) => [
      [left, date],
      [date, right],
    ]);
  }
  const column = (of: (node: (typeof nodes)[number]) => number): Int32Array =>
    Int32Array.from(nodes, of);
  return {
    steps,
    date: column(({ date }) => date),
    left: column(({ left }) => left),
    right: column(({ right }) => right),
    spread: Float64Array.from(nodes, ({ date, left, right }) =>
      date === right
        ? Math.sqrt(date)
        : Math.sqrt(((date - left) * (right - date)) / (right - left)),
    ),
    fixed: Int32Array.from([0, ...nodes.map(({ date }) => date)]).sort(),
    level: new Float64Array(steps + 1),
  };
}

/**
 * Shifts plain normals, one per step, so that the path runs through what the leading ones fix.
 *
 * @param leading as many standard normals as lead
 * @param normals one per step; overwritten by the standardised increments of the path
 */
export function bridgeNormals(
  bridge: BrownianBridge,
  leading: Float64Array,
  normals: Float64Array,
): void {
  const { date, left, right, spread, fixed, level, steps } = bridge;
  level[0] = 0;
  level[steps] = spread[0] * leading[0];
  for (let i = 1; i < date.length; i++) {
    const [a, b] = [left[i], right[i]];
    const share = (date[i] - a) / (b - a);
    level[date[i]] = level[a] + share * (level[b] - level[a]) + spread[i] * leading[i];
  }
  for (let stretch = 1; stretch < fixed.length; stretch++)
    fitStretch(normals, fixed[stretch - 1], fixed[stretch], level);
}

function fitStretch(normals: Float64Array, from: number, to: number, level: Float64Array): void {
  let sum = 0;
  for (let step = from; step < to; step++) sum += normals[step];
  const shift = (level[to] - level[from] - sum) / (to - from);
  for (let step = from; step < to; step++) normals[step] += shift;
}
