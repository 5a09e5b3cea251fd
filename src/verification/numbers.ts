/** Random numbers: known answers of the generator, of the inverse normal and of the quantiles behind distributions. */
import { inverseNormal } from "../random/inverseNormal.ts";
import { philox4x32 } from "../random/philox.ts";
import { directionsOf, sobol } from "../random/sobol.ts";
import { createRegistry, fillNormals, streamOf } from "../random/streams.ts";
import { agrees, equals, samples } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { meanOf } from "./playing.ts";

/** Counter, key and output of Random123's known-answer file. */
const KNOWN_ANSWERS: readonly (readonly [string, number[], number[], number[]])[] = [
  ["zeros", [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
  [
    "ones",
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    "digits of pi",
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

/** Rounding of a rational function. */
const DIGITS = 1e-15;

/** Philox4x32-10, word by word. */
export function generator(): Finding[] {
  return KNOWN_ANSWERS.flatMap(([name, counter, key, output]) =>
    Array.from(philox4x32(counter, key), (word, i) =>
      equals(`Philox of ${name}, word ${i}`, output[i], word),
    ),
  );
}

/** AS241, and the moments of a stream of normals. */
export function normals(): Finding[] {
  const drawn = new Float64Array(100_000);
  fillNormals(streamOf(createRegistry("1"), "verification", "normal"), 0, 0, drawn, drawn.length);
  return [
    agrees("quantile at .25", -0.6744897501960817, inverseNormal(0.25), DIGITS),
    agrees("quantile at .001", -3.090232306167814, inverseNormal(0.001), DIGITS),
    agrees("quantile at 1e-20", -9.262340089798409, inverseNormal(1e-20), DIGITS),
    agrees("quantile at .975", 1.959963984540054, inverseNormal(0.975), DIGITS),
    agrees("quantile at 1e-10", -6.361340902404056, inverseNormal(1e-10), DIGITS),
    samples("drawn: mean", 0, meanOf(drawn)),
    samples("drawn: variance", 1, meanOf(drawn.map((value) => value ** 2))),
    samples("drawn: fourth moment", 3, meanOf(drawn.map((value) => value ** 4))),
  ];
}

/** Sobol points in Gray-code order, the tenth dimension from its initial numbers, and the strata of the last one. */
export function sobolPoints(): Finding[] {
  const printedPoints = [
    [0.5, 0.5, 0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25, 0.25, 0.75],
    [0.25, 0.75, 0.75, 0.75, 0.25],
    [0.375, 0.375, 0.625, 0.875, 0.375],
  ];
  const strata = new Set(Array.from({ length: 512 }, (_, i) => Math.floor(512 * sobol(512, i))));
  const first = directionsOf(10);
  return [
    ...printedPoints.flatMap((point, index) =>
      point.map((coordinate, at) =>
        equals(`point ${index + 1}, dimension ${at + 1}`, coordinate, sobol(at + 1, index + 1)),
      ),
    ),
    ...[1, 1, 7, 11, 19].map((initial, at) =>
      equals(`dimension 10, initial number ${at + 1}`, initial, first[at] / 2 ** (31 - at)),
    ),
    equals("dimension 512: strata of 512 points", 512, strata.size),
  ];
}
