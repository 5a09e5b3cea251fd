/** Options and arguments whose values are known: help and completion show them, the verb itself refuses others. */

import { Argument, Option } from "@commander-js/extra-typings";

/** An option with known values. */
export function choosing<const Flags extends string>(
  flags: Flags,
  description: string,
  values: readonly string[],
): Option<Flags> {
  const option = new Option(flags, description);
  option.argChoices = [...values];
  return option;
}

/** An argument with known values. */
export function chosen<const Name extends string>(
  name: Name,
  description: string,
  values: readonly string[],
): Argument<Name> {
  const argument = new Argument(name, description);
  argument.argChoices = [...values];
  return argument;
}
