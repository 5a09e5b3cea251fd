/**
 * A model in which some components never fail: the counterfactual behind attribution.
 *
 * A perfect component keeps its place, its streams and its clocks, and their rates are 0: nothing fails by chance, nobody
 * attempts anything, no common cause strikes it, what the scenario forces on it is left out, and it is not tilted. Draws
 * are addressed by name, so the others meet the draws that they met before, to the bit; what they make of them may differ
 * where the book feeds back (stress, load, attacks). Beside components there are the common causes themselves, depegs,
 * jumps, forced prices, and price impact. Left out: parts of a committee one by one, and the diffusion, which cannot be perfect.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Bridge } from "../model/resolved/bridge.ts";
import type { Chain } from "../model/resolved/chain.ts";
import type { Availability, Prover, Sequencer } from "../model/resolved/component.ts";
import type { CommonCause, Security } from "../model/resolved/fault.ts";
import type { Market } from "../model/resolved/market.ts";
import type { Sampling } from "../model/resolved/sampling.ts";
import type { ForcedEvent } from "../model/resolved/scenario.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import { sequencerKey } from "../reliability/components.ts";
import { FEEDBACK, FORCED_PRICES, JUMPS, depegKey, perfectibleIn, wholeOf } from "./perfectible.ts";

/** Whether a component, or the committee that it is a part of, is perfect. */
type IsPerfect = (key: string) => boolean;

/**
 * The model with some of what can fail in it made perfect.
 *
 * @param keys of `perfectibleIn(model)`
 * @throws RangeError if a key is none of those, or if paths are stratified over the number of faults, for then a draw
 * depends on every clock of the model
 */
export function perfect(model: ResolvedModel, keys: readonly string[]): ResolvedModel {
  const known = new Set(perfectibleIn(model).map(({ key }) => key));
  const unknown = keys.find((key) => !known.has(key));
  if (unknown !== undefined) throw new RangeError(`nothing to make perfect: '${unknown}'`);
  if (model.sampling.strata !== undefined)
    throw new RangeError("sampling.strata: the draws of each component depend on all the others");
  const asked = new Set(keys);
  const isPerfect: IsPerfect = (key) => asked.has(wholeOf(key));
  const { availability, commonCauses: causes } = model;
  return {
    ...model,
    market: perfectMarket(model.market, isPerfect),
    settlement: isPerfect("settlement") ? perfectSettlement(model.settlement) : model.settlement,
    sequencers: model.sequencers.map((one) =>
      isPerfect(sequencerKey(one.name)) ? withoutFaults(one) : one,
    ),
    provers: model.provers.map((one) =>
      isPerfect(`provers.${one.name}`) ? perfectProver(one) : one,
    ),
    bridges: model.bridges.map((one) =>
      isPerfect(`bridges.${one.name}`) ? withoutFaults(one) : one,
    ),
    chains: model.chains.map((one) => (isPerfect(`chains.${one.name}`) ? perfectChain(one) : one)),
    ...(availability !== undefined && {
      availability: availability.map((one) =>
        isPerfect(`availability.${one.name}`) ? withoutFaults(one) : one,
      ),
    }),
    ...(causes !== undefined && {
      commonCauses: causes.map((one) => perfectCause(one, isPerfect)),
    }),
    scenario: model.scenario.filter((event) => isLeft(event, isPerfect)),
    sampling: perfectSampling(model.sampling, isPerfect),
  };
}

/** The same thing, which never happens. */
function never<Event extends { readonly rate: number }>(event: Event): Event {
  return { ...event, rate: 0 };
}

type Secured = { readonly security?: Security };

/** What is attempted against a part, if anything is: nothing. */
function unattempted({ security }: Secured): Secured {
  return security === undefined ? {} : { security: { ...security, attempts: 0 } };
}

function withoutFaults<Part extends Sequencer | Prover | Bridge | Availability>(part: Part): Part {
  return { ...part, faults: part.faults.map(never), ...("security" in part && unattempted(part)) };
}

function perfectProver(prover: Prover): Prover {
  const { soundnessBug: bug } = prover;
  return { ...withoutFaults(prover), ...(bug !== undefined && { soundnessBug: never(bug) }) };
}

function perfectChain(chain: Chain): Chain {
  const { invalidClaim: claim, signers, counterparties } = chain;
  return {
    ...chain,
    ...unattempted(chain),
    ...(claim !== undefined && { invalidClaim: never(claim) }),
    ...(signers !== undefined && { signers: { ...signers, compromiseRate: 0 } }),
    ...(counterparties !== undefined && { counterparties: { ...counterparties, liveness: 1 } }),
  };
}

function perfectSettlement(settlement: Settlement): Settlement {
  const { congestion, reorganisation } = settlement;
  return {
    ...settlement,
    ...(congestion !== undefined && { congestion: never(congestion) }),
    ...(reorganisation !== undefined && {
      reorganisation: { ...never(reorganisation), ...unattempted(reorganisation) },
    }),
  };
}

/** Those it cannot strike stay in its list, so that it feels the same load. */
function perfectCause(cause: CommonCause, isPerfect: IsPerfect): CommonCause {
  const { name, fault, strikes } = cause;
  return {
    ...cause,
    fault: isPerfect(`common_causes.${name}`) ? never(fault) : fault,
    strikes: strikes.map((strike) =>
      isPerfect(strike.component) ? { ...strike, probability: 0 } : strike,
    ),
  };
}

function perfectMarket(market: Market, isPerfect: IsPerfect): Market {
  const { assets, jumps } = market;
  return {
    ...market,
    assets: assets.map((asset) =>
      asset.kind === "cash" && asset.depeg !== undefined && isPerfect(depegKey(asset.name))
        ? { ...asset, depeg: never(asset.depeg) }
        : asset,
    ),
    jumps: jumps !== null && isPerfect(JUMPS) ? never(jumps) : jumps,
  };
}

function isLeft(event: ForcedEvent, isPerfect: IsPerfect): boolean {
  return !isPerfect(event.kind === "price" ? FORCED_PRICES : event.component);
}

function perfectSampling(sampling: Sampling, isPerfect: IsPerfect): Sampling {
  const { tilt, feedback } = sampling;
  return {
    ...sampling,
    feedback: isPerfect(FEEDBACK) ? 0 : feedback,
    ...(tilt !== undefined && {
      tilt: { ...tilt, factors: tilt.factors.filter(({ component }) => !isPerfect(component)) },
    }),
  };
}
