/** The model of a report: how much of it rests on judgement, entry by entry, and its text. */

import type { TopLevelSpec } from "vega-lite";
import { specOf } from "../../output/report/chart.ts";
import type { Section } from "../../output/report/chart.ts";
import { chartHtml, escaped, paragraph, tableHtml } from "../../output/report/html.ts";
import { BASIS_KINDS } from "./basis.ts";
import type { BasisCount } from "./basis.ts";

function basisSpec({ numbers }: BasisCount): TopLevelSpec {
  const values = BASIS_KINDS.map((kind, order) => ({
    kind: kind === "none" ? "no basis given" : kind,
    numbers: numbers[kind],
    order,
  }));
  return specOf({
    height: 46,
    data: { values },
    mark: { type: "bar", tooltip: true },
    encoding: {
      x: {
        field: "numbers",
        type: "quantitative",
        stack: "normalize",
        title: "share of the model's numbers",
        axis: { format: "%" },
      },
      color: {
        field: "kind",
        type: "nominal",
        title: null,
        scale: {
          domain: values.map(({ kind }) => kind),
          range: ["#3f9a63", "#3f86c7", "#d08f1f", "#7d8590"],
        },
      },
      order: { field: "order" },
    },
  });
}

/** How much rests on what, in a sentence. */
export function basisSentence({ numbers, blocks }: BasisCount): string {
  const all = BASIS_KINDS.reduce((sum, kind) => sum + numbers[kind], 0);
  const percent = (count: number): string =>
    all === 0 ? "-" : `${Math.round((100 * count) / all)} %`;
  const { measured, published, judgement, none } = numbers;
  const stated = blocks.measured + blocks.published + blocks.judgement;
  return `Of ${all} numbers in the model ${percent(judgement)} rest on judgement by their own account and ${percent(none)} give no basis; ${percent(measured)} stand in blocks that were measured, ${percent(published)} in blocks that were published (${stated} blocks say what they rest on: ${blocks.measured} measured, ${blocks.published} published, ${blocks.judgement} judgement).`;
}

/** The section. @param texts of the model file and its parents, by name @param whole false: parents are not at hand */
export function modelSection(
  count: BasisCount,
  texts: ReadonlyMap<string, string>,
  whole: boolean,
): Section {
  const id = "model";
  const rows = count.entries.map(({ key, kind, source, n, numbers }) => [
    key,
    kind,
    String(numbers),
    n === null ? "" : String(n),
    source,
  ]);
  const files = [...texts].map(
    ([name, text]) =>
      `<details><summary>${escaped(name)}</summary><pre>${escaped(text)}</pre></details>`,
  );
  const html = [
    paragraph(basisSentence(count)),
    chartHtml(id, "Share of the model's numbers by what they rest on"),
    ...(whole
      ? []
      : [
          paragraph(
            "The model extends another, whose text is not in the run folder: its numbers are not counted here.",
          ),
        ]),
    ...(rows.length === 0
      ? []
      : [
          `<details><summary>Entry by entry</summary>${tableHtml(["block", "rests on", "numbers", "n", "source"], rows)}</details>`,
        ]),
    ...files,
  ];
  return {
    id,
    title: "The model, and what it rests on",
    html: html.join("\n"),
    charts: [{ id, spec: basisSpec(count) }],
  };
}
