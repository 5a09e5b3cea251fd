/**
 * Charts of a report: Vega-Lite specifications, compiled here so that the page carries Vega alone.
 *
 * Ink is `currentColor`: drawn as SVG a chart takes the colour of the page's text, light, dark or on paper, and is never
 * drawn again for it. The colours of data are middle tones that stand out from both grounds.
 */
import type { TopLevelSpec } from "vega-lite";

export interface Chart {
  /** Letters and hyphens. */
  readonly id: string;
  readonly spec: TopLevelSpec;
}

/** A part of the page. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Markup, its texts escaped. */
  readonly html: string;
  readonly charts: readonly Chart[];
}

export const INK = "currentColor";
/** Blue, red, ochre, green, violet, grey, teal, pink. */
export const PALETTE: readonly string[] = [
  "#3f86c7",
  "#d9534a",
  "#d08f1f",
  "#3f9a63",
  "#8a6fd0",
  "#7d8590",
  "#2a9d9a",
  "#cf6aa5",
];

/** As many entries of a legend as fit beside each other; a signal of the page's width. */
const LEGEND_COLUMNS = { signal: "width < 420 ? 2 : width < 560 ? 3 : 6" };

const FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const FAINT = 0.14;

/** What all charts of a page look like. */
const look: TopLevelSpec["config"] = {
  font: FONT,
  background: "transparent",
  padding: 4,
  view: { stroke: null },
  range: { category: [...PALETTE] },
  axis: {
    domainColor: INK,
    domainOpacity: 0.4,
    gridColor: INK,
    gridOpacity: FAINT,
    labelColor: INK,
    labelFontSize: 12,
    labelLimit: 160,
    tickColor: INK,
    tickOpacity: 0.4,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
  },
  legend: {
    labelColor: INK,
    labelFontSize: 12,
    titleColor: INK,
    orient: "top",
    columns: LEGEND_COLUMNS,
  },
  header: { labelColor: INK, titleColor: INK },
  text: { color: INK, fontSize: 12 },
  rule: { color: INK },
};

/** A specification as it is written; the compiler of Vega-Lite is who checks it. */
export function specOf(spec: object): TopLevelSpec {
  return spec as TopLevelSpec;
}

/** A chart as wide as its place on the page, compiled to Vega. */
export async function compileChart({ spec }: Chart): Promise<unknown> {
  const { compile } = await import("vega-lite");
  const fitting = { width: "container", autosize: { type: "fit-x", contains: "padding" } };
  return compile(specOf({ ...fitting, ...spec, config: look })).spec;
}
