/**
 * The page of a report: one HTML file that stands alone. Vega's own minified build is inside it, and all data.
 *
 * Left out: Vega-Lite and vega-embed, a third of a megabyte; the charts are compiled before they are put in.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileChart } from "./chart.ts";
import type { Section } from "./chart.ts";
import { escaped, scriptJson } from "./html.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

export interface PageTitle {
  readonly title: string;
  /** One line under it. */
  readonly lead: string;
  readonly foot: string;
}

/** Text of a script element, which nothing in it can end. */
export const insideScript = (source: string): string =>
  source.replaceAll(/<(?=\/script|!--|script)/gi, String.raw`\x3c`);

function vegaSource(): string {
  const beside = import.meta.resolve("vega"); // .../vega/build/vega.module.js
  return readFileSync(fileURLToPath(new URL("vega.min.js", beside)), "utf8");
}

function sectionHtml({ id, title, html }: Section): string {
  return `<section id="${id}"><h2>${escaped(title)}</h2>\n${html}\n</section>`;
}

/** The whole file. */
export async function pageHtml(
  { title, lead, foot }: PageTitle,
  sections: readonly Section[],
): Promise<string> {
  const specs: Record<string, unknown> = {};
  for (const chart of sections.flatMap(({ charts }) => charts))
    specs[chart.id] = await compileChart(chart);
  const links = sections.map((section) => `<a href="#${section.id}">${escaped(section.title)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1><p class="lead">${escaped(lead)}</p></header>
<nav aria-label="Sections">${links.join("")}</nav>
<main>
${sections.map(sectionHtml).join("\n")}
</main>
<footer>${escaped(foot)}</footer>
<div id="vg-tooltip-element" role="status" hidden></div>
<script type="application/json" id="charts">${scriptJson(specs)}</script>
<script>${insideScript(vegaSource())}</script>
<script>${insideScript(SCRIPT)}</script>
</body>
</html>
`;
}
