/**
 * What must vanish when its cause does, on the default model itself in a wild market.
 *
 * Each limit switches one thing off for all of its entities, by keys that any user can `--set`, and looks at what that
 * thing alone can make. Beside it stands the same figure with everything on, which must not be zero: a limit that would
 * hold anyway proves nothing.
 */
import { simulatePath } from "../engine/path.ts";
import { equals, exceeds } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { shipped, simulatorOf } from "./playing.ts";

const PATHS = 12;

/** Wild enough that a few paths see every mechanism. */
const WILD = ["market.assets.ETH.volatility=3", "market.assets.BTC.volatility=2.5"];
const OFTEN = ["*.*.faults.*.rate=60 / year"];

const CALM = ["market.assets.ETH.volatility=0", "market.assets.BTC.volatility=0"];
const FAULTLESS = ["*.*.faults.*.rate=0"];
const JUMPLESS = ["market.jumps.rate=0"];

/** Figures of a few paths together. */
interface Totals {
  /** Sums of the numeric columns of the paths table, empty cells left out. */
  readonly sums: Readonly<Record<string, number>>;
  /** USD closed at one venue because of another's sales. */
  readonly contagion: number;
}

function totalsOf(set: readonly string[]): Totals {
  const simulator = simulatorOf(shipped("three-rollups", set));
  for (let path = 0; path < PATHS; path++) simulatePath(simulator, path);
  const {
    tables,
    records: { contagion },
  } = simulator;
  const { from, to, notional } = contagion.columns;
  const total = (column: Float64Array): number => {
    const filled = column.subarray(0, PATHS).filter((value) => !Number.isNaN(value));
    return filled.reduce((sum, value) => sum + value, 0);
  };
  return {
    sums: Object.fromEntries(
      Object.entries(tables.paths.columns).map(([name, column]) => [name, total(column)]),
    ),
    contagion: notional
      .subarray(0, contagion.rows)
      .reduce((sum, usd, row) => sum + (from[row] === to[row] ? 0 : usd), 0),
  };
}

/** One thing switched off, and the figure that must vanish with it. */
interface Limit {
  readonly name: string;
  readonly set: readonly string[];
  readonly figure: (totals: Totals) => number;
}

const sum =
  (column: string) =>
  ({ sums }: Totals): number =>
    sums[column];

const LIMITS: readonly Limit[] = [
  {
    name: "no impact: branching ratio",
    set: [...WILD, ...OFTEN, "sampling.feedback=off"],
    figure: sum("branching_ratio"),
  },
  {
    name: "no permanent impact: contagion between venues",
    set: [...WILD, ...OFTEN, "venues.*.markets.*.permanent=0"],
    figure: ({ contagion }) => contagion,
  },
  {
    name: "no faults: downtime",
    set: [...WILD, ...FAULTLESS],
    figure: sum("downtime_hours"),
  },
  {
    name: "no faults: value trapped",
    set: [...WILD, ...FAULTLESS],
    figure: sum("trapped_usd_hours"),
  },
  {
    name: "no faults, volatility or jumps: liquidated",
    set: [...CALM, ...JUMPLESS, ...FAULTLESS],
    figure: sum("liquidated_usd"),
  },
  {
    name: "no faults, volatility or jumps: bad debt",
    set: [...CALM, ...JUMPLESS, ...FAULTLESS],
    figure: sum("bad_debt_usd"),
  },
  {
    name: "no penalty: penalties",
    set: [...WILD, ...OFTEN, "venues.*.liquidation.penalty=0"],
    figure: sum("penalties_usd"),
  },
  {
    name: "boundless first layers: passed on to traders",
    set: [
      ...WILD,
      ...OFTEN,
      "venues.opt-perps.waterfall.0.insurance=1e15",
      "venues.zk-perps.waterfall.0.vault=1e15",
      "venues.vld-loans.waterfall.0.insurance=1e15",
    ],
    figure: ({ sums }) => sums["adl_usd"] + sums["socialised_usd"],
  },
  {
    name: "boundless makers' inventory: depth lost to it",
    set: [
      ...WILD,
      ...OFTEN,
      "venues.opt-perps.makers.inventory=1e15",
      "venues.zk-perps.makers.inventory=1e15",
    ],
    // Shares of a fund without bounds differ from 1 by rounding alone.
    figure: ({ sums }) => Math.round((PATHS - sums["min_inventory_share"]) * 1e6),
  },
];

/** Every limit, each beside its figure with everything on. */
export function limits(): Finding[] {
  const everything = totalsOf([...WILD, ...OFTEN]);
  const played = new Map<string, Totals>();
  const once = (set: readonly string[]): Totals => {
    const totals = played.get(set.join(" ")) ?? totalsOf(set);
    played.set(set.join(" "), totals);
    return totals;
  };
  return LIMITS.flatMap(({ name, set, figure }) => [
    equals(name, 0, figure(once(set))),
    exceeds(`${name.slice(name.indexOf(":") + 2)}, with everything on`, 0, figure(everything)),
  ]);
}
