/**
 * Makes the runs that the notebooks read and executes every notebook: `npm run notebooks`. A failing cell ends it with an
 * error. Executed copies are laid beside the runs.
 */
import { notebooksIn } from "./notebooks/committed.ts";
import { executeNotebook, requireJupyter } from "./notebooks/jupyter.ts";
import { makeRuns, NOTEBOOK_RUNS } from "./notebooks/runs.ts";

requireJupyter();
makeRuns();
for (const notebook of notebooksIn("notebooks")) {
  executeNotebook(notebook, NOTEBOOK_RUNS);
  console.log(`${notebook} ran through: its outputs are in ${NOTEBOOK_RUNS}`);
}
