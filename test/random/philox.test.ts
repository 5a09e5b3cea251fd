import { expect, test } from "vitest";
import { philox4x32, philoxDouble, philoxDoubles } from "../../src/random/philox.ts";

/** The round as the paper prints it, with 64-bit integers: slow and plain. */
function naivePhilox(counter: readonly number[], key: readonly number[], rounds = 10): number[] {
  const word = (x: bigint) => BigInt.asUintN(32, x);
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < rounds; round++) {
    const first = 0xd2511f53n * c0;
    const second = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [
      (second >> 32n) ^ c1 ^ k0,
      word(second),
      (first >> 32n) ^ c3 ^ k1,
      word(first),
    ];
    [k0, k1] = [word(k0 + 0x9e3779b9n), word(k1 + 0xbb67ae85n)];
  }
  return [c0, c1, c2, c3].map(Number);
}

const WORDS = [0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0x9e3779b9, 0x12345678];
const CASES = WORDS.flatMap((a, i) =>
  WORDS.map((b, j) => ({
    counter: [a, b, WORDS[(i + 2 * j) % 9]!, WORDS[(5 * i + j) % 9]!] as const,
    key: [WORDS[(i + j) % 9]!, WORDS[(3 * i + j) % 9]!] as const,
  })),
);

const double = (high: number, low: number) => ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;

test.each([
  [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    "408f276d 41c83b0e a20bc7c6 6d5451fd",
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  ],
])("counter %j, key %j gives Random123's known answer %s", (counter, key, answer) => {
  const words = Array.from(philox4x32(counter, key), (word) => word.toString(16).padStart(8, "0"));
  expect(words.join(" ")).toBe(answer);
});

test("81 counters of extreme words agree with a 64-bit integer twin, at 0, 1, 7 and 10 rounds", () => {
  for (const { counter, key } of CASES) {
    for (const rounds of [0, 1, 7, 10]) {
      expect(Array.from(philox4x32(counter, key, rounds))).toEqual(
        naivePhilox(counter, key, rounds),
      );
    }
  }
});

test("both kernels give the doubles of words (0, 1) and (2, 3), high word first, to the bit", () => {
  const out = new Float64Array(4);
  for (const { counter, key } of CASES) {
    const words = naivePhilox(counter, key);
    const expected = [double(words[0]!, words[1]!), double(words[2]!, words[3]!)];
    philoxDoubles(...key, ...counter, out, 1);
    expect([out[1], out[2]]).toEqual(expected);
    expect([philoxDouble(...key, ...counter, 0), philoxDouble(...key, ...counter, 1)]).toEqual(
      expected,
    );
  }
  expect([out[0], out[3]]).toEqual([0, 0]);
});

test("four words of zero, found by running the rounds backwards, become two draws of 2^-54, not of 0", () => {
  const counter = [0xe6fddc58, 0x60cc337d, 0x3dd059bf, 0xc1a7b41a] as const;
  const key = [0x243f6a88, 0x85a308d3] as const;
  expect([...philox4x32(counter, key)]).toEqual([0, 0, 0, 0]);
  const out = new Float64Array(2);
  philoxDoubles(...key, ...counter, out, 0);
  expect([...out, philoxDouble(...key, ...counter, 0)]).toEqual([2 ** -54, 2 ** -54, 2 ** -54]);
});

test("neither counter nor key is written to", () => {
  const counter = Uint32Array.of(1, 2, 3, 4);
  const key = Uint32Array.of(5, 6);
  philox4x32(counter, key);
  expect([...counter, ...key]).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each([
  [[1, 2, 3], [1, 2], 10, "counter: must have 4 words, got 3"],
  [[1, 2, 3, 4], [1], 10, "key: must have 2 words, got 1"],
  [[1, 2, 3, 4], [1, 2], 1.5, "rounds: must be a whole number >= 0, got 1.5"],
])("counter %j, key %j, %d rounds is refused: %s", (counter, key, rounds, message) => {
  expect(() => philox4x32(counter, key, rounds)).toThrow(new RangeError(message));
});
