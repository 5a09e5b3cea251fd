/**
 * First passage of a geometric Brownian motion below a barrier: when a long without impact is liquidated.
 *
 * Watched continuously (reflection principle): P = N((b - m t)/s) + exp(2 m b / v^2) N((b + m t)/s), b = log(H/S),
 * m = drift - v^2/2, s = v sqrt(t). Watched on dates the barrier moves down by exp(-0.5826 v sqrt(dt)) to first order,
 * 0.5826 = -zeta(1/2)/sqrt(2 pi) (Broadie, Glasserman and Kou 1997). The exact figure on dates is the density above the
 * barrier carried from date to date by quadrature.
 */
import { normalCdf } from "../random/normalCdf.ts";

/** -zeta(1/2) / sqrt(2 pi). */
const SHIFT = 0.5825971579390106;

/** Nodes per standard deviation of one date's move, and standard deviations of the whole that are kept above the start. */
const NODES = 10;
const REACH = 9;

/** A log price watched against a barrier; all times in the unit of 1/volatility^2. */
export interface Passage {
  readonly start: number;
  /** Under the start. */
  readonly barrier: number;
  /** Of dS/S. */
  readonly drift: number;
  /** > 0. */
  readonly volatility: number;
  readonly time: number;
}

/**
 * P(the lowest price up to `time` is at or below the barrier), watched continuously.
 * @throws RangeError unless 0 < barrier < start, volatility > 0 and time > 0
 */
export function firstPassage(passage: Passage): number {
  requirePassage(passage);
  const { start, barrier, drift, volatility, time } = passage;
  const slope = drift - volatility ** 2 / 2;
  const spread = volatility * Math.sqrt(time);
  const depth = Math.log(barrier / start);
  const reflected = Math.exp((2 * slope * depth) / volatility ** 2);
  return (
    normalCdf((depth - slope * time) / spread) +
    reflected * normalCdf((depth + slope * time) / spread)
  );
}

/**
 * The same seen on `dates` equidistant dates only, with the corrected barrier: good to a few parts in a thousand.
 * @throws RangeError as `firstPassage`
 */
export function correctedPassage(passage: Passage, dates: number): number {
  const { barrier, volatility, time } = passage;
  const shift = Math.exp(-SHIFT * volatility * Math.sqrt(time / dates));
  return firstPassage({ ...passage, barrier: barrier * shift });
}

/**
 * The same on dates, exact to about 1e-10.
 * @param dates whole number >= 1
 * @throws RangeError as `firstPassage`
 */
export function monitoredPassage(passage: Passage, dates: number): number {
  requirePassage(passage);
  const { start, barrier, drift, volatility, time } = passage;
  const slope = ((drift - volatility ** 2 / 2) * time) / dates;
  const spread = volatility * Math.sqrt(time / dates);
  const floor = Math.log(barrier / start);
  const top = REACH * volatility * Math.sqrt(time) + Math.max(slope * dates, 0);
  const panels = Math.ceil((top - floor) / spread);
  const { nodes, weights } = panelsOf(floor, top, panels);
  const density = (from: number, to: number): number =>
    Math.exp(-(((to - from - slope) / spread) ** 2) / 2) / (spread * Math.sqrt(2 * Math.PI));
  const kernel = nodes.map((to) =>
    Float64Array.from(nodes, (from, i) => density(from, to) * weights[i]),
  );
  let above = nodes.map((to) => density(0, to));
  for (let date = 1; date < dates; date++) {
    above = kernel.map((row) => above.reduce((sum, mass, i) => sum + row[i] * mass, 0));
  }
  return 1 - above.reduce((sum, mass, i) => sum + mass * weights[i], 0);
}

/** Gauss-Legendre nodes on equal panels from `low` to `high`. */
function panelsOf(
  low: number,
  high: number,
  panels: number,
): { nodes: number[]; weights: number[] } {
  const half = (high - low) / panels / 2;
  const rule = gaussLegendre(NODES);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let panel = 0; panel < panels; panel++) {
    const centre = low + (2 * panel + 1) * half;
    for (const { node, weight } of rule) {
      nodes.push(centre + half * node);
      weights.push(half * weight);
    }
  }
  return { nodes, weights };
}

/** Roots of the Legendre polynomial of degree `size` by Newton's method, with their weights. */
function gaussLegendre(size: number): { node: number; weight: number }[] {
  return Array.from({ length: size }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (size + 0.5));
    let slope = 0;
    for (let round = 0; round < 8; round++) {
      let [last, value] = [1, x];
      for (let k = 2; k <= size; k++)
        [last, value] = [value, ((2 * k - 1) * x * value - (k - 1) * last) / k];
      slope = (size * (x * value - last)) / (x * x - 1);
      x -= value / slope;
    }
    return { node: x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}

function requirePassage({ start, barrier, volatility, time }: Passage): void {
  if (!(barrier > 0 && barrier < start))
    throw new RangeError(`barrier must lie between 0 and start (${start}), got ${barrier}`);
  if (!(volatility > 0)) throw new RangeError(`volatility must be above 0, got ${volatility}`);
  if (!(time > 0)) throw new RangeError(`time must be above 0, got ${time}`);
}
