/**
 * What a path tells of the tilts that would have made it likelier: two numbers for each thing that can be tilted.
 *
 * Factors: events N, and the untilted hazard Lambda they were drawn against. Shifts: the sum of the normals, and how many
 * there were. Over paths weighted by what they matter, sum over sum is the tilt of least cross-entropy for both. Nodes,
 * members and signers of one committee share a tilt, as they share their law. Made in pilots alone.
 */
import { cholesky } from "../market/cholesky.ts";
import type { FaultProcesses } from "../reliability/faultProcesses.ts";
import { exposureOf } from "../reliability/likelihood.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import type { StepContext } from "./step.ts";
import { type TableBuffer, appendRow, createTable } from "./tables.ts";

/** Something that can be tilted. */
export interface Tiltable {
  /** As `sampling.tilt` names it. */
  readonly key: string;
  readonly kind: "factor" | "shift";
  /** Of a factor: events expected on a path whose hazards are not multiplied. */
  readonly expected: number;
  readonly sum: (context: StepContext) => number;
  readonly base: (context: StepContext) => number;
}

export interface Evidence {
  readonly tiltables: readonly Tiltable[];
  /** Columns `<key> sum` and `<key> base`, one row per path. */
  readonly table: TableBuffer;
}

/** Names of the two columns of a key. */
export function evidenceColumns(key: string): readonly [sum: string, base: string] {
  return [`${key} sum`, `${key} base`];
}

/** An empty table of everything in the model that can be tilted. */
export function createEvidence(model: ResolvedModel, processes: FaultProcesses): Evidence {
  const tiltables = tiltablesOf(model, processes);
  return { tiltables, table: createTable(tiltables.flatMap(({ key }) => evidenceColumns(key))) };
}

/** Appends the row of the path that has just ended. */
export function writeEvidence({ tiltables, table }: Evidence, context: StepContext): void {
  const row = appendRow(table);
  for (const { key, sum, base } of tiltables) {
    const [sumColumn, baseColumn] = evidenceColumns(key);
    table.columns[sumColumn][row] = sum(context);
    table.columns[baseColumn][row] = base(context);
  }
}

/** Everything in a model that can be tilted and can happen. */
export function tiltablesOf(model: ResolvedModel, processes: FaultProcesses): Tiltable[] {
  return [...faultTiltables(model, processes), ...jumpTiltables(model), ...driftTiltables(model)];
}

function faultTiltables(model: ResolvedModel, { renewals }: FaultProcesses): Tiltable[] {
  const { horizon } = model;
  const groups = new Map<string, number[]>();
  renewals.forEach(({ key, mode, component, law }, clock) => {
    if (!(law.rate > 0)) return;
    const of = key.replace(/\/(node|member|signer)-\d+$/, ".$1s");
    const group = component < 0 ? of : `${of}.${mode}`;
    groups.set(group, [...(groups.get(group) ?? []), clock]);
  });
  return [...groups].map(([key, clocks]) => ({
    key,
    kind: "factor",
    expected: clocks.reduce((sum, clock) => sum + renewals[clock].law.rate * horizon, 0),
    sum: ({ machinery: { faults } }) =>
      clocks.reduce((sum, clock) => sum + faults.struck[clock], 0),
    base: ({ machinery: { faults } }) =>
      clocks.reduce((sum, clock) => sum + exposureOf(faults, clock, horizon), 0),
  }));
}

function jumpTiltables({ market, horizon }: ResolvedModel): Tiltable[] {
  const { jumps, baseAssets, assets } = market;
  if (jumps === null) return [];
  const base = jumps.rate * (1 - (jumps.excitation?.branching ?? 0)) * horizon;
  const rate = (key: string, process: number, expected: number): Tiltable[] =>
    expected > 0
      ? [
          {
            key,
            kind: "factor",
            expected,
            sum: ({ trading: { prices } }) => prices.jumps.freshCount[process],
            base: () => expected,
          },
        ]
      : [];
  const lanes = [...baseAssets.keys()].filter((lane) => jumps.sizes[lane] !== null);
  const nameOf = (lane: number): string => `market.assets.${assets[baseAssets[lane]].name}`;
  return [
    ...lanes.flatMap((lane) => rate(`${nameOf(lane)}.jumps`, lane, base * (1 - jumps.shared))),
    ...(lanes.length > 0
      ? rate("market.jumps.shared", baseAssets.length, base * jumps.shared)
      : []),
    ...free(market, lanes).map((lane): Tiltable => ({
      key: `${nameOf(lane)}.jump_size`,
      kind: "shift",
      expected: 0,
      sum: ({ trading: { prices } }) =>
        prices.jumps.ownNormals[lane] + prices.jumps.sharedNormals[lane],
      base: ({ trading: { prices } }) =>
        prices.jumps.count[lane] + prices.jumps.count[baseAssets.length],
    })),
  ];
}

function driftTiltables({ market, steps }: ResolvedModel): Tiltable[] {
  if (market.history !== undefined) return [];
  const { baseAssets, assets } = market;
  const factor = cholesky(market.correlation, baseAssets.length);
  return free(market, [...baseAssets.keys()]).map((lane) => ({
    key: `market.assets.${assets[baseAssets[lane]].name}.drift`,
    kind: "shift",
    expected: 0,
    sum: ({ trading: { prices } }) => {
      const sums = prices.drift!.sums;
      let shock = 0;
      for (let other = 0; other <= lane; other++)
        shock += factor[lane * baseAssets.length + other] * sums[other];
      return shock / Math.sqrt(steps);
    },
    base: () => 1,
  }));
}

/** Those of some lanes that no earlier ones of them fix by perfect correlation. */
function free({ correlation, baseAssets }: ResolvedModel["market"], lanes: number[]): number[] {
  const all = baseAssets.length;
  const among = lanes.flatMap((row) => lanes.map((column) => correlation[row * all + column]));
  const factor = cholesky(among, lanes.length);
  return lanes.filter((_, place) => factor[place * lanes.length + place] > 0);
}
