/** What a dash in a printed table means, under it. */

/** Said of how many paths have a value: no reason for a dash. */
const COUNTED = /have a value$/;
const FEW = /needs at least (\d+) paths, has (\d+)$/;

/** Reasons, each once; of those that are too few paths, the one that needs most. */
function reasonsIn(notes: readonly string[]): string[] {
  const all = new Set(notes.flatMap((note) => note.split("; ")).filter((note) => note !== ""));
  const needs = [...all].flatMap((reason) => FEW.exec(reason)?.slice(1).map(Number) ?? []);
  const most = Math.max(0, ...needs.filter((_, at) => at % 2 === 0));
  const others = [...all].filter((reason) => !COUNTED.test(reason) && !FEW.test(reason));
  const few = most === 0 ? [] : [`too few paths, at least ${most} are needed (--paths ${most})`];
  return [...few, ...others];
}

/**
 * A line under a table that has dashes; none where it has none, or nothing is known of them.
 *
 * @param table as it is printed
 * @param notes why cells of the rows shown are empty
 */
export function dashLines(table: string, notes: readonly string[]): string[] {
  const reasons = reasonsIn(notes);
  if (!/(^| )-( |$)/m.test(table) || reasons.length === 0) return [];
  return [`  '-': ${reasons.join("; ")}`];
}
