// Compares two maintenance margins on the same paths: the difference is the margin's, not luck's.
import { difference, estimate, loadModel, simulatePaths } from "faultline";

const file = new URL(import.meta.resolve("faultline/models/quickstart.yaml"));
const KEY = "venues.perps.margin.0.maintenance";

/** Paths under a margin. @param {number} margin fraction of notional */
const under = (margin) =>
  simulatePaths(loadModel(file, { set: [`${KEY}=${margin}`] }), { paths: 200, seed: 1 });

const [low, high] = [await under(0.015), await under(0.03)];
for (const figure of ["mean(bad_debt_usd)", "mean(liquidated_usd)"]) {
  console.log(figure, estimate(figure, low).value, estimate(figure, high).value);
  const { value, interval, note } = difference(figure, low, high);
  console.log("  difference", value, interval ?? note);
}
