/** The acceptance tour at scale: every entity, tilted, on ten thousand paths. */
import { expect, test } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import { tour } from "../models/tour.ts";

const PATHS = 10_000;
/** ms; a path takes some tenths of a second of one core. */
const PATIENCE = 4 * 3600 * 1000;

test(
  `the ledger balances on ${PATHS} tilted paths of the tour: a path that does not stops the run`,
  { timeout: PATIENCE },
  async () => {
    let paths = 0;
    let weight = 0;
    let squares = 0;
    for await (const { columns } of simulate(tour(), { paths: PATHS })) {
      paths += columns["path"].length;
      for (const w of columns["weight"]) {
        weight += w;
        squares += w * w;
      }
    }
    expect(paths).toBe(PATHS);
    // Likelihood ratios have mean 1: within 4 standard errors.
    const mean = weight / PATHS;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt((squares / PATHS - mean ** 2) / PATHS));
  },
);
