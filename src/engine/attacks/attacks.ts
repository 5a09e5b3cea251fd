/**
 * Attempts on the parts of a model, judged where cause and consequence meet: one is carried out only if what it would earn
 * at this moment, at the prices and positions of the last step's end, exceeds what it costs. An attempt that does not pay
 * is not made and leaves no trace; neither does one while an attack on the same component runs.
 */
import { createOutlook } from "../../contagion/liquidation/censorshipProfit.ts";
import { burnStake, insureWithStake, postBond } from "../../contagion/losses/slashing.ts";
import type { Trading } from "../../contagion/state/trading.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { StreamRegistry } from "../../random/streams.ts";
import type { ComponentKind } from "../../reliability/components.ts";
import {
  costOf,
  createAttackPrices,
  type AttackPrices,
  resetAttackPrices,
  sizeOf,
  slashStake,
} from "../../reliability/security.ts";
import type { Machinery } from "../network/machinery.ts";
import type { Attack, Attempt, Ground } from "./attack.ts";
import { censor } from "./censor.ts";
import { attackBridge } from "./attackBridge.ts";
import { reorganiseSettlement } from "./reorganiseSettlement.ts";
import { attackChain } from "./attackChain.ts";
import { attackCommittee } from "./attackCommittee.ts";

export interface Attacks extends Ground {
  readonly prices: AttackPrices;
  readonly attempt: Attempt;
  /** Per component, s: until when an attack on it runs. */
  readonly until: Float64Array;
}

const KINDS: Readonly<Partial<Record<ComponentKind, Attack>>> = {
  sequencer: censor,
  chain: attackChain,
  availability: attackCommittee,
  bridge: attackBridge,
  settlement: reorganiseSettlement,
};

/** The attacks of a model, which its machinery calls from now on; null where nothing is ever attempted. */
export function createAttacks(
  model: ResolvedModel,
  registry: StreamRegistry,
  machinery: Machinery,
  trading: Trading,
): Attacks | null {
  const prices = createAttackPrices(model, registry);
  if (prices === null) return null;
  const outlook = createOutlook(trading);
  const attempt: Attempt = { component: -1, index: -1, duration: 0, loss: 0, depth: 0, at: 0 };
  const until = new Float64Array(prices.of.length);
  const attacks: Attacks = { trading, machinery, outlook, prices, attempt, until };
  machinery.attempt = (component, at) => judge(attacks, component, at);
  return attacks;
}

/** Every stake whole, for another path. */
export function resetAttacks({ prices, until }: Attacks): void {
  resetAttackPrices(prices);
  until.fill(-Infinity);
}

function judge(attacks: Attacks, component: number, at: number): void {
  const { machinery, prices, attempt, until } = attacks;
  const { processes, strike, path } = machinery.faults;
  if (at < until[component]) return;
  const { kind, index } = processes.components[component];
  const price = prices.of[component]!;
  attempt.component = component;
  attempt.index = index;
  attempt.duration = sizeOf(price.duration, strike, path);
  attempt.loss = sizeOf(price.loss, strike, path);
  attempt.depth = sizeOf(price.depth, strike, path);
  attempt.at = at;
  const attack = KINDS[kind]!;
  if (!(attack.profit(attacks, attempt) > costOf(prices, component))) return;
  until[component] = attack.carryOut(attacks, attempt);
  settle(attacks, component, strike);
}

function settle({ trading, machinery, prices }: Attacks, component: number, strike: number): void {
  const { bond, to } = prices.of[component]!.security;
  const { processes, path } = machinery.faults;
  postBond(trading, bond);
  const slashed = slashStake(prices, component, strike, path);
  if (slashed === 0) return;
  if (to === "insurance") insureWithStake(trading, processes.components[component].chains, slashed);
  else burnStake(trading, slashed);
}
