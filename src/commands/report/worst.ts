/** The worst ten paths: a table, their stories, and the worst of all on a timeline that can be replayed. */

import type { Section } from "../../output/report/chart.ts";
import { chartHtml, escaped, paragraph, tableHtml } from "../../output/report/html.ts";
import { numberOf, rowsOf, textOf } from "../../output/report/runRows.ts";
import type { OpenRun, RunRow } from "../../output/report/runRows.ts";
import { clock } from "../explain/event.ts";
import type { StoryEvent } from "../explain/event.ts";
import { storyOf } from "../explain/story.ts";
import { figure } from "../figures.ts";
import type { Replays } from "./replays.ts";
import { timelineCharts } from "./timeline.ts";

const MOST = 10;

/** A path of a run that is told. */
interface WorstRow {
  readonly path: number;
  readonly bad_debt_usd: number;
}

/** The paths with most bad debt, then most liquidated, then the lowest number. */
export async function readWorst(run: OpenRun): Promise<readonly (RunRow & WorstRow)[]> {
  const rows = await rowsOf(
    run,
    `select path, weight, bad_debt_usd, liquidated_usd, faults, downtime_hours, first_fault from paths
     order by bad_debt_usd desc, liquidated_usd desc, path limit ${MOST}`,
  );
  return rows as readonly (RunRow & WorstRow)[];
}

function worstTable(worst: readonly RunRow[]): string {
  const rows = worst.map((row) => [
    `path ${textOf(row, "path")}`,
    figure(numberOf(row, "bad_debt_usd")),
    figure(numberOf(row, "liquidated_usd")),
    figure(numberOf(row, "weight")),
    textOf(row, "faults"),
    figure(numberOf(row, "downtime_hours")),
    textOf(row, "first_fault") || "none",
  ]);
  return tableHtml(
    ["worst paths", "bad debt", "liquidated", "weight", "faults", "hours down", "first fault"],
    rows,
  );
}

function storyHtml(story: readonly StoryEvent[], id: string): string {
  const items = story.map(
    ({ time_s, text }) =>
      `<li data-time="${time_s}"><time>${clock(time_s)}</time><span>${escaped(text)}</span></li>`,
  );
  return `<ol class="story"${id}>${items.join("")}</ol>`;
}

function timelineHtml(
  path: number,
  horizon: number,
  charts: readonly { readonly id: string }[],
  story: readonly StoryEvent[],
): string {
  const places = charts.map(({ id }) =>
    chartHtml(id, `Timeline of path ${path}: ${id.replace("timeline-", "")}`),
  );
  return `<h3>Path ${path} again, in time</h3>
<div class="player"><button type="button" id="play">Play</button><input type="range" id="moment" min="0" max="${horizon}" step="60" value="${horizon}" aria-label="Time on the path"><output id="clock" for="moment"></output></div>
${places.join("\n")}
<h3>What has happened so far</h3>
${storyHtml(story, ' id="told"')}`;
}

/** The section. */
export function worstSection(worst: readonly (RunRow & WorstRow)[], replays: Replays): Section {
  const id = "worst";
  const title = "The worst ten paths";
  const table = worstTable(worst);
  if (replays.kind === "untold")
    return { id, title, html: `${table}\n${paragraph(replays.reason)}`, charts: [] };
  const stories = replays.paths.map(({ model, replay }) => storyOf(model, replay));
  const { model, replay } = replays.paths[0];
  const charts = timelineCharts(model, replay);
  const others = stories
    .slice(1)
    .map(
      (story, at) =>
        `<details><summary>Path ${worst[at + 1].path}, bad debt ${figure(worst[at + 1].bad_debt_usd)} USD</summary>${storyHtml(story, "")}</details>`,
    );
  const html = [
    table,
    timelineHtml(worst[0].path, model.horizon, charts, stories[0]),
    "<h3>The stories of the others</h3>",
    ...others,
  ];
  return { id, title, html: html.join("\n"), charts };
}
