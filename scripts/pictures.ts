/** Draws the README's pictures from a finished run: `npm run pictures -- RUN`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { delaysPicture } from "./pictures/delays.ts";
import { exceedancePicture } from "./pictures/exceedance.ts";
import { readRun } from "./pictures/readRun.ts";
import { drawPicture } from "../src/output/picture.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("name a run folder: npm run pictures -- RUN");
const run = readRun(folder);
const out = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
mkdirSync(out, { recursive: true });
writeFileSync(`${out}exceedance.png`, (await drawPicture(exceedancePicture(run))).png);
writeFileSync(`${out}delays.png`, (await drawPicture(delaysPicture(run))).png);
