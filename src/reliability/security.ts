/**
 * What it costs to break a component, and what is left of the stake behind it on one path.
 *
 *   cost = stake * slashed * detection + bond
 *
 * An attempt is made only where it pays; who judges that sees the book, which this room does not. An attack that is
 * detected (one draw) costs `slashed` of the stake that is left, and the next one risks the less. Sizes of the n-th attempt
 * are the draws 16 n of the streams (component, `attack/duration`, `/loss`, `/depth`, `/detection`). Left out: restaking, an operator
 * who is replaced.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Distribution } from "../model/resolved/distribution.ts";
import type { Security } from "../model/resolved/fault.ts";
import { compileDistribution } from "../random/distribution.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { componentsOf } from "./components.ts";
import type { Drawn } from "./renewals.ts";

/** The price of one component. */
export interface Price {
  readonly security: Security;
  /** s that an attack lasts; share of the backing that it takes; s that it undoes; null where it does not. */
  readonly duration: Drawn | null;
  readonly loss: Drawn | null;
  readonly depth: Drawn | null;
  readonly detection: Stream;
}

export interface AttackPrices {
  /** Per component; null: nobody tries. */
  readonly of: readonly (Price | null)[];
  /** USD of stake left, per component. */
  readonly stake: Float64Array;
}

/** The prices of a model's components, for `resetAttackPrices` to start; null where nothing is ever attempted. */
export function createAttackPrices(
  model: ResolvedModel,
  registry: StreamRegistry,
): AttackPrices | null {
  const of = componentsOf(model).map(({ key, kind, index }) => {
    const security = securityOf(model, kind, index);
    if (security === undefined) return null;
    const drawn = (name: string, law: Distribution | undefined): Drawn | null =>
      law === undefined
        ? null
        : { law: compileDistribution(law), stream: streamOf(registry, key, `attack/${name}`) };
    return {
      security,
      duration: drawn("duration", security.duration),
      loss: drawn("loss", security.loss),
      depth: kind === "settlement" ? drawn("depth", model.settlement.reorganisation!.depth) : null,
      detection: streamOf(registry, key, "attack/detection"),
    };
  });
  return of.some((price) => price !== null) ? { of, stake: new Float64Array(of.length) } : null;
}

function securityOf(model: ResolvedModel, kind: string, index: number): Security | undefined {
  switch (kind) {
    case "sequencer":
      return model.sequencers[index].security;
    case "bridge":
      return model.bridges[index].security;
    case "chain":
      return model.chains[index].security;
    case "availability": {
      const layer = model.availability![index];
      return layer.kind === "committee" ? layer.security : undefined;
    }
    case "settlement":
      return model.settlement.reorganisation?.security;
    default:
      return undefined;
  }
}

/** Every stake whole. */
export function resetAttackPrices({ of, stake }: AttackPrices): void {
  for (let component = 0; component < of.length; component++)
    stake[component] = of[component]?.security.stake ?? 0;
}

/** USD that an attack on a component is expected to cost now. */
export function costOf({ of, stake }: AttackPrices, component: number): number {
  const { slashed, detection, bond } = of[component]!.security;
  return stake[component] * slashed * detection + bond;
}

/** Size of the n-th attempt; 0 where there is no law for it. */
export function sizeOf(drawn: Drawn | null, attempt: number, path: number): number {
  return drawn === null
    ? 0
    : drawn.law.quantile(uniform(drawn.stream, path, attempt * DRAWS_PER_ITEM));
}

/** Whether the n-th attempt is detected; then the stake shrinks. @returns USD that are slashed */
export function slashStake(
  { of, stake }: AttackPrices,
  component: number,
  attempt: number,
  path: number,
): number {
  const { detection, security } = of[component]!;
  if (uniform(detection, path, attempt * DRAWS_PER_ITEM) >= security.detection) return 0;
  const slashed = stake[component] * security.slashed;
  stake[component] -= slashed;
  return slashed;
}
