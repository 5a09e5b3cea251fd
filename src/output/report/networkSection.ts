/** The picture of a model's network, and the same numbers as a table. */

import type { TopLevelSpec } from "vega-lite";
import type { ResolvedModel } from "../../model/resolved.ts";
import { INK, specOf } from "./chart.ts";
import type { Section } from "./chart.ts";
import { chartHtml, paragraph, tableHtml } from "./html.ts";
import { networkOf } from "./network.ts";
import type { NetworkDrawing } from "./network.ts";
import type { Tail } from "./tail.ts";

const percent = (share: number | null): string =>
  share === null ? "-" : share === 0 ? "0 %" : `${(100 * share).toFixed(1)} %`;

/** The specification of the chart. */
export function networkSpec({ nodes, edges }: NetworkDrawing): TopLevelSpec {
  const place = new Map(nodes.map((node) => [node.key, node]));
  const lines = edges.map(({ from, to }) => {
    const [a, b] = [place.get(from), place.get(to)];
    return { x: a?.x, layer: a?.layer, x2: b?.x, layer2: b?.layer };
  });
  const layers = Math.round(Math.max(...nodes.map(({ layer }) => layer))) + 1;
  const x = { field: "x", type: "quantitative", axis: null, scale: { domain: [0, 1] } };
  const y = {
    field: "layer",
    type: "quantitative",
    axis: null,
    scale: { domain: [-0.5, layers - 0.5], reverse: true, nice: false },
  };
  const values = nodes.map((node) => ({
    ...node,
    label: percent(node.share),
    size: node.share ?? 0,
  }));
  const name = { baseline: "top", dy: 15, fontSize: 11, limit: 132 };
  const words = { x, y, text: { field: "name" } };
  return specOf({
    height: 105 * layers,
    layer: [
      {
        data: { values: lines },
        mark: { type: "rule", opacity: 0.35, color: INK },
        encoding: { x, y, x2: { field: "x2" }, y2: { field: "layer2" } },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, opacity: 1, stroke: INK, strokeWidth: 0.5 },
        encoding: {
          x,
          y,
          size: {
            field: "size",
            type: "quantitative",
            scale: { domain: [0, 1], range: [150, 800] },
            legend: null,
          },
          shape: {
            field: "kind",
            type: "nominal",
            title: null,
            scale: {
              domain: ["machinery", "bridge", "chain", "venue"],
              range: ["diamond", "triangle-up", "square", "circle"],
            },
          },
          color: {
            field: "kind",
            type: "nominal",
            title: null,
            scale: { domain: ["machinery", "bridge", "chain", "venue"] },
          },
          tooltip: [
            { field: "key", title: "component" },
            { field: "label", title: "share of the tail" },
          ],
        },
      },
      { data: { values }, mark: { type: "text", ...name }, encoding: words },
      {
        data: { values },
        mark: { type: "text", baseline: "bottom", dy: -16, fontSize: 11, fontWeight: "bold" },
        encoding: { ...words, text: { field: "label" } },
      },
    ],
  });
}

/** The section. */
export function networkSection(model: ResolvedModel, tail: Tail): Section {
  const id = "network";
  const network = networkOf(model, tail);
  const words =
    tail.paths === 0
      ? "No path has bad debt, so nothing has a share of its tail."
      : `Share of the tail's bad debt (the ${tail.paths} paths at or above the 99 % quantile, weighted) that fell on paths on which the component failed; for a chain, on which anything that it rests on failed; for a venue, its own part of the bad debt. Shares of components overlap, and a failure on a bad path need not be its cause.`;
  const rows = network.nodes
    .toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0))
    .map(({ key, kind, share }) => [key, kind, percent(share)]);
  const html = [
    chartHtml(
      id,
      "The network of the model with the systemic share of each part; the table below has the same numbers",
    ),
    paragraph(words),
    `<details><summary>The same as a table</summary>${tableHtml(["component", "kind", "share of the tail"], rows)}</details>`,
  ];
  return {
    id,
    title: "The network, and the systemic share of each part",
    html: html.join("\n"),
    charts: [{ id, spec: networkSpec(network) }],
  };
}
