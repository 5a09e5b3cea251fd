/**
 * The margin rules in use, fed with the same model: what each would ask for the markets whose margins are searched.
 *
 * All but the last take the liquidation horizon as a constant. Longs and shorts share a schedule, so a rule covers the
 * fall or the rise, whichever asks for more; of several markets the one that asks for most decides. The last two columns
 * say how far a rule that follows volatility would move along the model's own prices; one that is set once has 1 and 0.
 */

import { DYDX_MID_CAP, openInterestMaintenance } from "../../closedForms/openInterestMargin.ts";
import { shortfallOfFall, shortfallOfRise } from "../../closedForms/lognormalShortfall.ts";
import type { TradingBase } from "../../contagion/state/trading.ts";
import { expectedShortfallEstimate } from "../../estimation/expectedShortfall.ts";
import { meanEstimate } from "../../estimation/meanInterval.ts";
import { drawsOf } from "../../estimation/draws.ts";
import type { Estimate } from "../../estimation/estimate.ts";
import { quantileEstimate } from "../../estimation/quantileInterval.ts";
import { sortSample } from "../../estimation/sortedSample.ts";
import { varianceRate } from "../../market/varianceRate.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { MovedMarket } from "./line.ts";
import { movesOf } from "./moves.ts";

const MINUTE = 60;
const HOUR = 3600;
/** Levels of the usual rules. */
const SHORTFALL = 0.99;
const QUANTILE = 0.995;
/** Paths of prices alone: enough for fifty moves beyond the quantile. */
const LEAST_PATHS = 10_000;

/** A margin by rule; NaN: it has no interval. */
export interface RuleMargin {
  readonly rule: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Means over paths of the margin's greatest over its least value, and of its largest rise in a day. */
  readonly peakTrough: number;
  readonly largestRise: number;
  /** Of the daily move; null: it is no multiple of it by definition. */
  readonly factor: number | null;
}

/** The rules' margins, and the move that delay factors multiply. */
export interface Rules {
  /** The 99.5 % move of one day. */
  readonly daily: RuleMargin;
  readonly margins: readonly RuleMargin[];
}

/** What the rules ask for. @param markets at least one */
export async function rulesOf(
  model: ResolvedModel,
  book: TradingBase,
  markets: readonly MovedMarket[],
  signal: AbortSignal,
): Promise<Rules> {
  const lanes = [...new Set(markets.map(({ market }) => laneOf(model, market.asset)))];
  const paths = Math.max(model.sampling.paths, LEAST_PATHS);
  const moves = await movesOf(model, paths, [12 * HOUR, 24 * HOUR], signal);
  const riskiest = most(lanes, (lane) => varianceRate(model.market, lane));
  const following = {
    peakTrough: meanEstimate(drawsOf(moves.peakTrough[riskiest])).value as number,
    largestRise: meanEstimate(drawsOf(moves.largestRise[riskiest])).value as number,
  };
  const sampled = (rule: string, time: number, figure: (losses: Float64Array) => Estimate) => {
    const estimates = lanes.flatMap((lane) => {
      const moved = moves.returns[time][lane];
      return [figure(moved.map((move) => -move)), figure(moved)];
    });
    const asked = most(estimates, ({ value }) => value ?? NaN);
    const { value = NaN, interval } = asked;
    return {
      rule,
      value,
      low: interval?.low ?? NaN,
      high: interval?.high ?? NaN,
      ...following,
      factor: null,
    };
  };
  const exact = (rule: string, value: number, follows: object): RuleMargin => ({
    rule,
    value,
    low: NaN,
    high: NaN,
    peakTrough: 1,
    largestRise: 0,
    factor: null,
    ...follows,
  });
  const lognormal = (rule: string, time: number): RuleMargin =>
    exact(rule, Math.max(...lanes.map((lane) => lognormalMargin(model, lane, time))), following);
  const daily = sampled("daily_move", 1, (losses) =>
    quantileEstimate(sortSample(losses, undefined), QUANTILE),
  );
  const times = (factor: number): RuleMargin => ({
    ...daily,
    rule: `delay_factor_${factor}`,
    factor,
    value: factor * daily.value,
    low: factor * daily.low,
    high: factor * daily.high,
  });
  const openInterest = Math.max(...markets.map((market) => openInterestOf(model, book, market)));
  return {
    daily,
    margins: [
      lognormal("lognormal_es99_10min", 10 * MINUTE),
      lognormal("lognormal_es99_1h", HOUR),
      sampled("cvar99_12h", 0, (losses) =>
        expectedShortfallEstimate(sortSample(losses, undefined), SHORTFALL),
      ),
      times(2),
      times(3),
      exact("open_interest_dydx", openInterestMaintenance(DYDX_MID_CAP, openInterest), {}),
    ],
  };
}

function laneOf({ market }: ResolvedModel, asset: number): number {
  return market.baseAssets.indexOf(asset);
}

function most<Item>(items: readonly Item[], size: (item: Item) => number): Item {
  return items.reduce((best, item) => (size(item) > size(best) ? item : best));
}

/** Of all variance the asset has, jumps included, without drift. 0 where nothing moves. */
function lognormalMargin({ market }: ResolvedModel, lane: number, time: number): number {
  const volatility = Math.sqrt(varianceRate(market, lane));
  if (!(volatility > 0)) return 0;
  const move = { volatility, drift: 0, time };
  return Math.max(shortfallOfFall(move, SHORTFALL), shortfallOfRise(move, SHORTFALL));
}

/** USD at t = 0, of the side that has more. */
function openInterestOf(
  { market, venues }: ResolvedModel,
  { book, layout }: TradingBase,
  moved: MovedMarket,
): number {
  const line = layout.lineStart[moved.venue] + venues[moved.venue].markets.indexOf(moved.market);
  const asset = market.assets[moved.market.asset];
  const price = asset.kind === "base" ? asset.price : NaN;
  let [long, short] = [0, 0];
  for (let position = 0; position < book.positionSize.length; position++) {
    if (book.positionLine[position] !== line) continue;
    const size = book.positionSize[position];
    if (size > 0) long += size * price;
    else short -= size * price;
  }
  return Math.max(long, short);
}
