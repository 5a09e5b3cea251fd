import { expect, test } from "vitest";
import { countBasis } from "../../../src/commands/report/basis.ts";
import { basisSentence } from "../../../src/commands/report/model.ts";

const TEXT = `
name: x
sampling: { paths: 100 }
horizon: 1 day
params: { rate: 3 / year }
market:
  assets: { ETH: { price: 3000, volatility: "=2 * rate", kind: base } }
  basis: { kind: measured, source: here, n: 20 }
  jumps:
    rate: 5 / year
    sizes: [1, -2]
    basis: { kind: judgement, source: a guess }
`;

test("a number belongs to the innermost block that says what it rests on; how to sample is not of the model", () => {
  const count = countBasis([TEXT]);
  expect(count.numbers).toEqual({ measured: 2, published: 0, judgement: 3, none: 2 });
  expect(count.blocks).toEqual({ measured: 1, published: 0, judgement: 1, none: 0 });
  expect(count.entries).toEqual([
    { key: "market", kind: "measured", source: "here", n: 20, numbers: 2 },
    { key: "market.jumps", kind: "judgement", source: "a guess", n: null, numbers: 3 },
  ]);
});

test("parents are counted with their child", () => {
  expect(
    countBasis([TEXT, "a: { b: 1, basis: { kind: published, source: s } }"]).numbers.published,
  ).toBe(1);
});

test("the sentence says how much rests on judgement", () => {
  expect(basisSentence(countBasis([TEXT]))).toMatch(
    /^Of 7 numbers in the model 43 % rest on judgement .* 29 % give no basis/,
  );
});
