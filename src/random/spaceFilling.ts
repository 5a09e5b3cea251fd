/**
 * Points that fill a unit cube evenly, by seed.
 *
 * `latinHypercube`: of n points each dimension has one in every stretch of length 1/n, at a random place in it, the
 * stretches in random order (McKay, Beckman and Conover 1979). `sobolPoints`: Sobol's points under one of Owen's nested
 * scrambles, so that no point lies on a corner and each coordinate is uniform. Both are functions of (seed, point,
 * dimension); one more dimension moves none of the others.
 */
import { type Scrambling, scrambledUniform } from "./owen.ts";
import { directionsOf, sobolDigits } from "./sobol.ts";
import { DRAWS_PER_ITEM, type StreamRegistry, streamOf, uniform } from "./streams.ts";

const COMPONENT = "design";

/**
 * Points of a Latin hypercube.
 *
 * @returns one list of coordinates in (0, 1) for each point
 */
export function latinHypercube(
  registry: StreamRegistry,
  points: number,
  dimensions: number,
): number[][] {
  const columns = Array.from({ length: dimensions }, (_, dimension) => {
    const stream = streamOf(registry, COMPONENT, `latin/${dimension}`);
    const draw = (point: number, of: number): number =>
      uniform(stream, 0, point * DRAWS_PER_ITEM + of);
    const keys = Array.from({ length: points }, (_, point) => draw(point, 0));
    const order = [...keys.keys()].toSorted((one, other) => keys[one] - keys[other]);
    const stretch = new Float64Array(points);
    order.forEach((point, place) => (stretch[point] = place));
    return Array.from({ length: points }, (_, point) => (stretch[point] + draw(point, 1)) / points);
  });
  return transposed(columns, points);
}

/**
 * The first points of a scrambled Sobol sequence.
 *
 * @param dimensions at most 512
 * @returns one list of coordinates in (0, 1) for each point
 */
export function sobolPoints(
  registry: StreamRegistry,
  points: number,
  dimensions: number,
): number[][] {
  const columns = Array.from({ length: dimensions }, (_, dimension) => {
    const directions = directionsOf(dimension + 1);
    const scrambling: Scrambling = {
      tree: streamOf(registry, COMPONENT, `sobol/${dimension}`),
      rest: streamOf(registry, COMPONENT, `sobol/${dimension}/rest`),
      words: new Int32Array(4),
    };
    return Array.from({ length: points }, (_, point) =>
      scrambledUniform(scrambling, sobolDigits(directions, point), 0),
    );
  });
  return transposed(columns, points);
}

function transposed(columns: readonly (readonly number[])[], points: number): number[][] {
  return Array.from({ length: points }, (_, point) => columns.map((column) => column[point]));
}
