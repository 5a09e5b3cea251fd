// A metric of one's own, from columns of the paths table: what the waterfall leaves to the accounts, per dollar liquidated.
import { estimate, loadModel, simulatePaths, tables } from "faultline";

const file = new URL(import.meta.resolve("faultline/models/quickstart.yaml"));
const paths = await simulatePaths(loadModel(file), { paths: 200, seed: 1 });

const { adl_usd: adl, socialised_usd: socialised, liquidated_usd: liquidated } = paths.columns;
// NaN: the path has none, and is left out.
paths.columns.borne = adl.map((usd, path) =>
  liquidated[path] > 0 ? (usd + socialised[path]) / liquidated[path] : NaN,
);

console.log(estimate("mean(borne)", paths));
for (const { name, unit, meaning } of tables.paths)
  if (name === "adl_usd" || name === "socialised_usd") console.log(`${name} (${unit}): ${meaning}`);
