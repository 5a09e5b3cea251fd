/**
 * From a Vega-Lite specification to SVG and PNG, without a browser: compiled, drawn as SVG by Vega, rasterised by resvg.
 * They are loaded when a picture is drawn, for they take longer than most of what is done without one.
 *
 * Fonts come from a package and never from the machine, so that the same numbers give the same pixels everywhere.
 */
import { fileURLToPath } from "node:url";
import type { TopLevelSpec } from "vega-lite";

const FONT = "DejaVu Sans";
const INK = "#24292f";
const FAINT = "#57606a";

/** Pixels per point of the specification: twice the width of a page, for dense screens. */
const ZOOM = 2;

const face = (name: string): string =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const fontFiles = ["DejaVuSans", "DejaVuSans-Bold"].map(face);

/** What all pictures look like; a picture's own `config` goes before it. */
const look: TopLevelSpec["config"] = {
  font: FONT,
  background: "white",
  padding: 16,
  view: { stroke: null },
  title: {
    anchor: "start",
    color: INK,
    fontSize: 18,
    subtitleColor: FAINT,
    subtitleFontSize: 13,
    subtitlePadding: 8,
    offset: 18,
  },
  axis: {
    domainColor: "#afb8c1",
    gridColor: "#eaeef2",
    labelColor: FAINT,
    labelFontSize: 13,
    tickColor: "#afb8c1",
    titleColor: INK,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 12,
  },
  text: { fontSize: 14 },
};

export interface Picture {
  readonly svg: string;
  readonly png: Uint8Array;
}

/** Draws a specification. */
export async function drawPicture(spec: TopLevelSpec): Promise<Picture> {
  const [{ Resvg }, vega, { compile }] = await Promise.all([
    import("@resvg/resvg-js"),
    import("vega"),
    import("vega-lite"),
  ]);
  const { spec: compiled } = compile({ ...spec, config: { ...look, ...spec.config } });
  const svg = await new vega.View(vega.parse(compiled), { renderer: "none" }).toSVG();
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT };
  const png = new Resvg(svg, { font, fitTo: { mode: "zoom", value: ZOOM } }).render().asPng();
  return { svg, png };
}
