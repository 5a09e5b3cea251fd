/** Where prices fell or rose: the extreme of each asset, and its sharpest hours. */

import type { ResolvedModel } from "../../model/resolved.ts";
import type { TableBuffer } from "../../engine/tables.ts";
import { figure } from "../figures.ts";
import type { StoryEvent } from "./event.ts";

const HOUR = 3600;
/** An hour is told if it moved the price at least so much. */
const SHARP = 0.03;
/** Sharpest hours that are told of an asset. */
const MOST = 3;

const percent = (share: number): string => `${(100 * Math.abs(share)).toFixed(1)} %`;

interface Move {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Disjoint hours by how much they moved a price, the sharpest first. */
function sharpestHours(prices: Float64Array, perHour: number): Move[] {
  const moves: Move[] = [];
  for (let from = 0; from + perHour < prices.length; from++) {
    const to = from + perHour;
    moves.push({ from, to, share: prices[to] / prices[from] - 1 });
  }
  moves.sort((one, other) => Math.abs(other.share) - Math.abs(one.share) || one.from - other.from);
  const chosen: Move[] = [];
  for (const move of moves) {
    if (chosen.length === MOST || Math.abs(move.share) < SHARP) break;
    if (chosen.every(({ from, to }) => move.to <= from || move.from >= to)) chosen.push(move);
  }
  return chosen;
}

/** Events of the global price of each base asset. @param prices of a trace */
export function priceEvents({ market, step }: ResolvedModel, prices: TableBuffer): StoryEvent[] {
  const perHour = Math.max(1, Math.round(HOUR / step));
  return market.baseAssets.flatMap((asset) => {
    const { name } = market.assets[asset];
    const path = prices.columns[name].subarray(0, prices.rows);
    const times = prices.columns["time_s"];
    const sharp = sharpestHours(path, perHour).map(({ from, to, share }): StoryEvent => ({
      time_s: times[from],
      kind: "price",
      text: `${name} ${share < 0 ? "falls" : "rises"} ${percent(share)} within an hour, to ${figure(path[to])}`,
    }));
    const lowest = path.indexOf(path.reduce((least, price) => Math.min(least, price), Infinity));
    const fall = path[lowest] / path[0] - 1;
    if (lowest === 0) return sharp;
    const text = `${name} is at its lowest, ${figure(path[lowest])}, ${percent(fall)} under the start`;
    return [...sharp, { time_s: times[lowest], kind: "price", text }];
  });
}
