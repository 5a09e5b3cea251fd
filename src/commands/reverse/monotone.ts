/** Where more is milder: a place that breaks the limit, and one at least as severe in every key that does not. */

import { figure } from "../figures.ts";
import type { RangedKey } from "../vary.ts";
import { namedValues } from "./names.ts";
import type { Look } from "./search.ts";

interface Fall {
  readonly broken: Look;
  readonly held: Look;
  /** Of the probability. */
  readonly by: number;
}

function fallsAmong(looks: readonly Look[]): Fall[] {
  const held = looks.filter(({ broken }) => !broken);
  return looks
    .filter(({ broken }) => broken)
    .flatMap((one) =>
      held
        .filter(({ place }) => place.every((coordinate, at) => coordinate >= one.place[at]))
        .map((other) => ({
          broken: one,
          held: other,
          by: one.judged.probability - other.judged.probability,
        })),
    );
}

/** A warning about the largest fall; none where breaking never gets rarer. */
export function notMonotone(keys: readonly RangedKey[], looks: readonly Look[]): string[] {
  const falls = fallsAmong(looks);
  if (falls.length === 0) return [];
  const { broken, held } = falls.reduce((worst, one) => (one.by > worst.by ? one : worst));
  const at = ({ values, judged }: Look): string =>
    `${namedValues(keys, values)} (on ${figure(100 * judged.probability)} % of paths)`;
  return [
    `not monotone: the limit is broken at ${at(broken)} and not at ${at(held)}, which is milder in no key (${falls.length} such pair${falls.length > 1 ? "s" : ""}): the boundary is the nearest one along each direction, and there may be others`,
  ];
}
