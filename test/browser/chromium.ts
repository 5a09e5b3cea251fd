/** A real browser without a network: what a page asks for and complains of is kept. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";
import type { Browser, Page } from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error saying what to install where there is none */
export function findChromium(path: string = process.env["PATH"] ?? ""): string {
  const candidates = NAMES.flatMap((name) =>
    path.split(delimiter).map((folder) => join(folder, name)),
  );
  const found = candidates.find(isExecutable);
  if (found === undefined)
    throw new Error(
      `these tests need Chromium, and the path has none of ${NAMES.join(", ")}: apt-get install chromium`,
    );
  return found;
}

/** Starts the browser. */
export function startBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
    protocolTimeout: 120_000,
  });
}

export interface OpenPage {
  readonly page: Page;
  /** Errors of the page and of its console. */
  readonly complaints: readonly string[];
  /** What it asked for, besides itself. */
  readonly requests: readonly string[];
}

export interface Look {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
}

/** Opens a file from disk, the network off, and waits until its charts are drawn. */
export async function openFile(
  browser: Browser,
  url: string,
  { scheme = "light", width = 1100 }: Look = {},
): Promise<OpenPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warn") complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) requests.push(request.url());
  });
  await page.setOfflineMode(true);
  await page.setViewport({ width, height: 900, isMobile: width < 600, hasTouch: width < 600 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForSelector("html[data-drawn]");
  return { page, complaints, requests };
}
