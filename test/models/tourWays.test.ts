/** The chains and bridges that nobody in the acceptance tour sends money over, when somebody does. */
import { expect, it } from "vitest";
import { marks, playPaths, still, tour } from "./tour.ts";

const sends = (from: string, call_level: number): string =>
  `{ call_level: ${call_level}, reaction: { constant: 5 minutes }, from: ${from}, amount: 0.2 }`;

it("plasma, channel, sidechain, the lock and the layer behind it leave their marks", () => {
  const canonical = ["plas", "chan", "side"].map(
    (chain) => `bridges.${chain}-canonical={ kind: canonical, chain: ${chain} }`,
  );
  const simulator = playPaths(
    tour([
      "horizon=6 hours",
      ...still(),
      ...canonical,
      `book.cohorts.retail.top_up=${sends("plas", 1.6)}`,
      `book.cohorts.basis-desk.top_up=${sends("chan", 3)}`,
      `book.cohorts.borrowers.top_up=${sends("arb", 1.6)}`,
      `book.accounts.0.top_up=${sends("side", 3)}`,
      "scenario=[{ at: 10 minutes, price: { ETH: -0.06 } }]",
    ]),
    1,
  );
  // A plasma's exits take a week, and a dispute in a channel a day: with 40 who sign, each live with .995, 18 % are disputed.
  expect(marks(simulator, "transfers", "purpose", "route", "outcome")).toEqual([
    "top-up chan-canonical+arb-canonical in_flight",
    "top-up chan-canonical+arb-canonical landed",
    "top-up plas-canonical+arb-canonical in_flight",
    "top-up side-canonical+arb-canonical landed",
    "top-up wormgate+layer landed",
  ]);
  expect(marks(simulator, "batches", "chain")).toEqual(["chan", "plas", "side", "vld", "zk"]);
});
