import { expect, it } from "vitest";
import { parseModel } from "../../src/model/parse.ts";
import { problemsOf, smallModel } from "./workbench.ts";

const withClaims = (claims: string): string =>
  smallModel.replace("scenario:", `claims: ${claims}\nscenario:`);

it("numbers institutions first and every balance once, under the name that tables show", () => {
  const { claims } = parseModel(
    withClaims(
      "{ institutions: { f: { assets: 1 } }, exposures: [ { debtor: bridges.hop.pool, creditor: f, amount: 2 }, { debtor: f, creditor: bridges.hop, amount: 3 }, { debtor: venues.perps.insurance, creditor: bridges.hop, amount: 4 } ] }",
    ),
    { fileName: "m.yaml" },
  ).model;
  expect(claims).toEqual({
    alpha: 1,
    beta: 1,
    institutions: [{ name: "f", assets: 1, external: 0, holds: [] }],
    balances: [
      { kind: "pool", name: "bridges.hop", index: 1 },
      { kind: "insurance", name: "venues.perps.insurance", index: 0 },
    ],
    exposures: [
      { debtor: 1, creditor: 0, amount: 2 },
      { debtor: 0, creditor: 1, amount: 3 },
      { debtor: 2, creditor: 1, amount: 4 },
    ],
  });
});

it("claims of nobody are no claims", () => {
  expect(parseModel(withClaims("{}"), { fileName: "m.yaml" }).model).not.toHaveProperty("claims");
});

const owes = (debtor: string, creditor = "f"): string =>
  `{ institutions: { f: { assets: 1 } }, exposures: [ { debtor: ${debtor}, creditor: ${creditor}, amount: 1 } ] }`;
const holds = (held: string): string =>
  `{ institutions: { f: { assets: 1, holds: { ${held}: 1 } }, g: { assets: 1 } } }`;

it.each([
  [owes("fnud"), "claims.exposures[0].debtor: unknown institution 'fnud'"],
  [
    owes("venues.prps.vault"),
    "claims.exposures[0].debtor: unknown venue 'prps', did you mean 'perps'?",
  ],
  [owes("venues.perps"), "must say whose balance it is: vault, insurance, makers, lenders"],
  [owes("venues.perps.vault"), "venue 'perps' has no vault"],
  [owes("venues.perps.lenders"), "venue 'perps' has no lenders"],
  [owes("venues.loans.lenders"), "'venues.loans.lenders' has no balance of its own"],
  [owes("bridges.gate"), "'bridges.gate' has no balance of its own"],
  [owes("bridges.hop.vault"), "a bridge has no vault"],
  [owes("f"), "claims.exposures[0].creditor: 'f' is the debtor itself"],
  [holds("g"), "shares of one institution in another are not simulated"],
  [holds("bridges.hp"), "unknown bridge 'hp'"],
])("%s: %s", (claims, problem) => {
  expect(problemsOf(withClaims(claims))).toEqual([expect.stringContaining(problem)]);
});

it.each(["venues.loans.lenders", "bridges.gate", "bridges.can", "venues.perps.makers"])(
  "%s may be held",
  (held) => {
    expect(problemsOf(withClaims(holds(held)))).toEqual([]);
  },
);

it("need cash to be paid in", () => {
  const text = `name: m
horizon: 1 hour
step: 1 minute
market: { assets: { ETH: { price: 1000, volatility: 0 } } }
claims: { institutions: { f: { assets: 1 } } }
`;
  expect(problemsOf(text)).toEqual([
    expect.stringContaining("market.assets needs an asset of kind cash"),
  ]);
});
