/**
 * What can be made perfect in a model, by dotted key: components (a committee as a whole), common causes, depegs, jumps,
 * forced prices and price impact.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { componentsOf } from "../reliability/components.ts";

/** Keys of what is no component. */
export const JUMPS = "market.jumps";
export const FORCED_PRICES = "scenario.price";
export const FEEDBACK = "sampling.feedback";

/** Key of the depegs of a cash asset. */
export function depegKey(asset: string): string {
  return `market.assets.${asset}.depeg`;
}

export interface Perfectible {
  readonly key: string;
  readonly kind: "component" | "cause" | "depeg" | "prices" | "jumps" | "feedback";
  /** Whether it can fail at all: at random, struck or forced. */
  readonly fails: boolean;
  /** Whether a path that it touches has a row in `faults` of it, of a part of it, or with it as the cause. */
  readonly shows: boolean;
}

/** Everything in a model that can be made perfect, components first, in their order. */
export function perfectibleIn(model: ResolvedModel): Perfectible[] {
  const { market, scenario, sampling } = model;
  const unseen = (key: string, kind: Perfectible["kind"], fails: boolean): Perfectible => ({
    key,
    kind,
    fails,
    shows: false,
  });
  const forced = scenario.some(({ kind }) => kind === "price");
  return [
    ...perfectibleComponents(model),
    ...(model.commonCauses ?? []).map(({ name, fault }): Perfectible => ({
      key: `common_causes.${name}`,
      kind: "cause",
      fails: fault.rate > 0,
      shows: true,
    })),
    ...market.assets.flatMap((asset) =>
      asset.kind === "cash" && asset.depeg !== undefined
        ? [unseen(depegKey(asset.name), "depeg", asset.depeg.rate > 0)]
        : [],
    ),
    ...(forced ? [unseen(FORCED_PRICES, "prices", true)] : []),
    ...(market.jumps === null ? [] : [unseen(JUMPS, "jumps", market.jumps.rate > 0)]),
    unseen(FEEDBACK, "feedback", sampling.feedback > 0),
  ];
}

function perfectibleComponents(model: ResolvedModel): Perfectible[] {
  const components = componentsOf(model);
  const failing = new Set([
    ...components
      .filter(({ faults }) => faults.some(({ rate }) => rate > 0))
      .map(({ key }) => wholeOf(key)),
    ...struckIn(model),
    ...model.scenario.flatMap((event) =>
      event.kind === "fault" ? [wholeOf(event.component)] : [],
    ),
  ]);
  const hidden = new Set(
    model.chains
      .filter(({ counterparties }) => (counterparties?.liveness ?? 1) < 1)
      .map(({ name }) => `chains.${name}`),
  );
  return components
    .filter(({ whole }) => whole === null)
    .map(({ key }) => ({
      key,
      kind: "component",
      fails: failing.has(key) || hidden.has(key),
      // Nobody writes down that a channel's counterparty was away.
      shows: !hidden.has(key),
    }));
}

function struckIn({ commonCauses }: ResolvedModel): string[] {
  return (commonCauses ?? []).flatMap(({ fault, strikes }) =>
    fault.rate > 0
      ? strikes
          .filter(({ probability }) => probability > 0)
          .map(({ component }) => wholeOf(component))
      : [],
  );
}

/** Key of the committee that a part belongs to; of anything else its own. */
export function wholeOf(component: string): string {
  return component.split("/")[0];
}
