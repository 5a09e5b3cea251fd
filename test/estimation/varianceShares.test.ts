/** Sobol' indices by pick and freeze, on functions of three inputs whose shares are known. */
import { describe, expect, it } from "vitest";
import { firstOrderShare, totalShare } from "../../src/estimation/varianceShares.ts";
import type { Share } from "../../src/estimation/varianceShares.ts";
import { createRegistry, fillNormals, streamOf } from "../../src/random/streams.ts";

type Loss = (x: number, y: number, z: number) => number;
const stream = streamOf(createRegistry("1"), "test", "shares");

/** First-order and total shares of the three inputs, standard normals. */
function sharesOf(
  loss: Loss,
  pairs: number,
  first = 0,
  together = 1,
): [first: Share[], total: Share[]] {
  const draws = (path: number) => {
    const three = new Float64Array(3);
    fillNormals(stream, path, 0, three, 3);
    return three;
  };
  const each = (of: (a: Float64Array, b: Float64Array) => number) =>
    Float64Array.from({ length: pairs }, (_, pair) =>
      of(draws(2 * (first + pair)), draws(2 * (first + pair) + 1)),
    );
  const at = (of: Float64Array): number => loss(of[0], of[1], of[2]);
  const mixed = [0, 1, 2].map((input) => ({
    first: each((a) => at(a)),
    second: each((_, b) => at(b)),
    hybrid: each((a, b) => at(a.map((value, place) => (place === input ? b[place] : value)))),
    together,
  }));
  return [mixed.map((one) => firstOrderShare(one)), mixed.map((one) => totalShare(one))];
}

describe.each<[name: string, loss: Loss, first: number[], total: number[]]>([
  [
    "x + 2y + 3z",
    (x, y, z) => x + 2 * y + 3 * z,
    [1 / 14, 4 / 14, 9 / 14],
    [1 / 14, 4 / 14, 9 / 14],
  ],
  ["xy + z", (x, y, z) => x * y + z, [0, 0, 1 / 2], [1 / 2, 1 / 2, 1 / 2]],
])("%s", (_, loss, first, total) => {
  it("has its shares within 4 standard errors of 4000 pairs (false alarm 6e-5 each)", () => {
    const found = sharesOf(loss, 4000);
    [first, total].forEach((shares, kind) =>
      shares.forEach((share, input) => {
        const { estimate, error } = found[kind][input];
        expect(Math.abs(estimate.value! - share)).toBeLessThan(4 * error);
        expect(error).toBeLessThan(0.05);
      }),
    );
  });

  it("has intervals that hold them: of 200 of 95 %, 177 at least (one in 500)", () => {
    const covered = [0, 0];
    for (let run = 0; run < 200; run++) {
      const [alone, all] = sharesOf(loss, 150, run * 150);
      const holds = ({ estimate: { interval } }: Share, share: number): number =>
        interval!.low <= share && share <= interval!.high ? 1 : 0;
      covered[0] += holds(alone[2], first[2]);
      covered[1] += holds(all[2], total[2]);
    }
    for (const count of covered) expect(count).toBeGreaterThanOrEqual(177);
  });
});

it("an input that decides all has 1, the others 0, exactly and without an interval", () => {
  const [first, total] = sharesOf((x) => Math.max(0, x), 60);
  for (const found of [first, total]) {
    expect(found.map(({ estimate }) => estimate.value)).toEqual([1, 0, 0]);
    expect(found.map(({ estimate, error }) => [estimate.interval, error])).toEqual(
      Array(3).fill([undefined, NaN]),
    );
  }
});

it("a loss that is the same everywhere has no share", () => {
  const [first] = sharesOf(() => 7, 60);
  expect(first[0].estimate.value).toBeUndefined();
});

it("pairs drawn together count as one: copies of each pair change no share and no error", () => {
  const plain = [0, 1, 2].map((pair) => [1 + pair, 4 - pair, 2 * pair]);
  const mixed = (copies: number) => {
    const of = (place: number) =>
      Float64Array.from(plain.flatMap((three) => Array<number>(copies).fill(three[place])));
    return { first: of(0), second: of(1), hybrid: of(2), together: copies };
  };
  for (const shareOf of [firstOrderShare, totalShare]) {
    const [one, copied] = [shareOf(mixed(1)), shareOf(mixed(4))];
    expect(copied.estimate.value).toBeCloseTo(one.estimate.value!, 12);
    expect(copied.error).toBeCloseTo(one.error, 12);
    const counted = shareOf({ ...mixed(4), together: 1 });
    expect(counted.error).toBeLessThan(0.6 * one.error);
  }
});
