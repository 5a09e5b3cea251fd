/** Where a report comes from: seed, versions, digest, the command that makes the run again, and where columns are explained. */

import type { Manifest } from "../../output/manifest.ts";
import type { Section } from "../../output/report/chart.ts";
import { escaped, paragraph, tableHtml } from "../../output/report/html.ts";
import { duration } from "../figures.ts";

/** The section. */
export function provenanceSection(manifest: Manifest, folder: string): Section {
  const {
    model,
    model_digest,
    seed,
    paths,
    paths_done,
    versions,
    threads,
    executor,
    started,
    wall_seconds,
    effective_sample_size,
    command,
    warnings,
    until,
    tilt,
  } = manifest;
  const rows = [
    ["model", model],
    ["digest", model_digest],
    ["seed", seed],
    ["paths", paths_done === paths ? String(paths) : `${paths_done} of at most ${paths}`],
    ["effective sample size", Number(effective_sample_size.toPrecision(6)).toLocaleString("en")],
    ["Faultline", versions.faultline],
    ["Node", versions.node],
    ["started", started],
    ["took", `${duration(wall_seconds)} (${executor}, ${threads})`],
    ["run folder", folder],
    ...(until === null
      ? []
      : [["ends by", `${until.rule}: ${until.met ? "reached" : "not reached"}`]]),
    ...(tilt === null ? [] : [["tilt", tilt.tilts.join(" ") || "none was chosen"]]),
  ];
  const html = [
    tableHtml(["what", "is"], rows),
    paragraph("The same numbers again, to the last digit:"),
    `<pre>${escaped(command)}</pre>`,
    ...warnings.map((warning) => paragraph(`Warning: ${warning}`)),
    paragraph(
      "Every column of every table, with its unit and meaning: columns.csv in the run folder, or faultline schema --columns.",
    ),
  ];
  return { id: "provenance", title: "Where this comes from", html: html.join("\n"), charts: [] };
}
