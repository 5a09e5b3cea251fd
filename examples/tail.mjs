// Simulates a model and reads its tail: expected shortfall with its interval, and the worst path.
import { estimate, loadModel, simulatePaths } from "faultline";

const file = new URL(import.meta.resolve("faultline/models/quickstart.yaml"));
const model = loadModel(file, { set: ["sequencers.*.faults.*.rate=500 / year"] });
for (const warning of model.warnings) console.warn(warning);

const paths = await simulatePaths(model, {
  paths: 200,
  seed: 1,
  columns: ["path", "bad_debt_usd", "liquidated_usd"],
});

for (const figure of [
  "mean(bad_debt_usd)",
  "es(bad_debt_usd, 0.95)",
  "probability(liquidated_usd > 1e6)",
]) {
  const { value, interval, note } = estimate(figure, paths);
  // A figure that the paths do not resolve has no value, and the note says why.
  console.log(figure, value ?? note, interval ?? "");
}

const losses = paths.columns.bad_debt_usd;
const worst = losses.indexOf(Math.max(...losses));
console.log(`worst: path ${worst}, ${losses[worst]} USD of bad debt`);
