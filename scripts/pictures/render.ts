/**
 * From a Vega-Lite specification to a PNG, without a browser: compiled, drawn as SVG by Vega, rasterised by resvg.
 *
 * Fonts come from a package and never from the machine, so that the same numbers give the same pixels everywhere.
 */
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import * as vega from "vega";
import { type TopLevelSpec, compile } from "vega-lite";

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

/** Draws a specification. @returns the bytes of a PNG */
export async function renderPng(spec: TopLevelSpec): Promise<Uint8Array> {
  const { spec: compiled } = compile({ ...spec, config: { ...look, ...spec.config } });
  const svg = await new vega.View(vega.parse(compiled), { renderer: "none" }).toSVG();
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: ZOOM } }).render().asPng();
}
