/**
 * The report of the reference run in a real browser. Screenshots go to `test/browser/screenshots`, which git ignores.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { report } from "../../src/commands/report/report.ts";
import { metricVariables } from "../../src/engine/columns.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import { loadModel } from "../../src/model/load.ts";
import { findChromium, openFile, startBrowser } from "./chromium.ts";

const ROOT = join(import.meta.dirname, "../..");
const SHOTS = join(import.meta.dirname, "screenshots");
const MOST_BYTES = 3e6;

let folder: string;
let browser: Browser;
let url: string;
let file: string;

/** Whether a chart is another than it was, as the page asks itself. */
const changed = (id: string, before: string): string =>
  `document.querySelector("#chart-${id}").innerHTML !== ${JSON.stringify(before)}`;
const shot = (name: string): `${string}.png` => `${join(SHOTS, name)}.png`;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "faultline-report-"));
  const run = join(folder, "run");
  cpSync(join(ROOT, "runs/reference"), run, { recursive: true });
  const { sources } = loadModel(join(ROOT, "models/quickstart.yaml"), {
    metricNames: metricVariables,
  });
  writeFileSync(join(run, "sources.json"), JSON.stringify(sources));
  ({ file } = await report(run, {}, shippedSimulation));
  url = pathToFileURL(file).href;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("it opens from disk with the network off, asks for nothing and complains of nothing", async () => {
  const { page, complaints, requests } = await openFile(browser, url);
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
  expect(statSync(file).size).toBeLessThan(MOST_BYTES);
  const empty = await page.$$eval(".chart", (charts) =>
    charts
      .filter((chart) => chart.querySelector("svg path, svg text") === null)
      .map(({ id }) => id),
  );
  expect(empty).toEqual([]);
  expect(await page.$$eval(".chart", (charts) => charts.length)).toBeGreaterThanOrEqual(8);
  await page.screenshot({ path: shot("light"), fullPage: true });
  await page.close();
});

test("a chosen metric, venue or figure changes its chart", async () => {
  const { page, complaints } = await openFile(browser, url);
  const drawing = (id: string): Promise<string> =>
    page.$eval(`#chart-${id}`, (chart) => chart.innerHTML);
  const choices = [
    ["curves", "metric", "liquidated_usd"],
    ["convergence", "figure", "mean(liquidated_usd)"],
  ] as const;
  for (const [chart, signal, value] of choices) {
    const before = await drawing(chart);
    await page.select(`select[data-chart="${chart}"][data-signal="${signal}"]`, value);
    await page.waitForFunction(changed(chart, before), { timeout: 20_000 });
  }
  await page.select('select[data-signal="venue"]', "perps");
  await page.select('select[data-signal="metric"]', "downtime_hours");
  await page.waitForSelector("#curves-empty:not([hidden])");
  await page.select('select[data-signal="metric"]', "bad_debt_usd");
  await page.waitForSelector("#curves-empty[hidden]");
  expect(complaints).toEqual([]);
  await page.close();
});

test("the curve answers the pointer with its point", async () => {
  const { page } = await openFile(browser, url);
  const chart = await page.$("#chart-curves");
  await chart?.scrollIntoView();
  const box = await chart?.boundingBox();
  await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2);
  await page.waitForSelector("#vg-tooltip-element:not([hidden])");
  expect(await page.$eval("#vg-tooltip-element", (tip) => tip.textContent)).toMatch(
    /probability: \d/,
  );
  await page.close();
});

test("the timeline tells what has happened so far, and plays", async () => {
  const { page, complaints } = await openFile(browser, url);
  const told = (): Promise<number> =>
    page.$$eval("#told li:not([hidden])", (items) => items.length);
  const all = await told();
  const move = (seconds: number): Promise<void> =>
    page.$eval(
      "#moment",
      (range, to) => {
        (range as unknown as { value: string }).value = String(to);
        range.dispatchEvent(new Event("input"));
      },
      seconds,
    );
  await move(0);
  const start = await told();
  expect(start).toBeLessThan(all);
  expect(await page.$eval("#clock", (clock) => clock.textContent)).toBe("0 d 00:00");
  await page.click("#play");
  await page.waitForFunction(`document.querySelector("#clock").textContent !== "0 d 00:00"`);
  await page.click("#play");
  await move(86_400);
  expect(await told()).toBe(all);
  expect(complaints).toEqual([]);
  await page.close();
});

test("in the dark the ground is dark and the ink of text and charts light", async () => {
  const { page, complaints } = await openFile(browser, url, { scheme: "dark" });
  const lightness = async (selector: string, property: string): Promise<number> => {
    const style = `getComputedStyle(document.querySelector(${JSON.stringify(selector)}))`;
    const colour = (await page.evaluate(`${style}.getPropertyValue("${property}")`)) as string;
    const parts = colour.match(/\d+/g) ?? [];
    return parts.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
  };
  expect(await lightness("body", "background-color")).toBeLessThan(50);
  expect(await lightness("body", "color")).toBeGreaterThan(200);
  expect(await lightness("#chart-curves .role-axis-label text", "fill")).toBeGreaterThan(200);
  expect(complaints).toEqual([]);
  await page.screenshot({ path: shot("dark"), fullPage: true });
  await page.close();
});

test("a phone scrolls it in one direction only", async () => {
  const { page, complaints } = await openFile(browser, url, { width: 360 });
  const [wide, seen] = (await page.evaluate(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  )) as [number, number];
  expect(wide).toBeLessThanOrEqual(seen);
  const rights = await page.$$eval(".chart svg", (charts) =>
    charts.map((chart) => chart.getBoundingClientRect().right),
  );
  expect(Math.max(...rights)).toBeLessThanOrEqual(seen + 1);
  expect(complaints).toEqual([]);
  await page.screenshot({ path: shot("phone"), fullPage: true });
  await page.close();
});

test("it prints", async () => {
  const { page, complaints } = await openFile(browser, url);
  const pdf = await page.pdf({ path: join(SHOTS, "print.pdf"), format: "a4" });
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
  expect(pdf.length).toBeGreaterThan(20_000);
  expect(complaints).toEqual([]);
  await page.close();
});

test("without Chromium the reason is named", () => {
  expect(() => findChromium("")).toThrow(/need Chromium/);
});
