/** What estimators ask of their arguments. */

/** Any array of numbers; never written to. */
export type Numbers = ArrayLike<number>;

/** @throws RangeError naming `name` if the array is empty or holds a value that is not finite */
export function requireFinite(name: string, values: Numbers): void {
  if (values.length === 0) throw new RangeError(`${name} must not be empty`);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${name}[${i}] must be finite, got ${values[i]}`);
  }
}

/** @throws RangeError naming `weights` unless there are `count` of them, finite, >= 0 and not all 0 */
export function requireWeights(weights: Numbers, count: number): void {
  if (weights.length !== count) {
    throw new RangeError(`weights must be as many as values (${count}), got ${weights.length}`);
  }
  requireFinite("weights", weights);
  let positive = false;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] < 0)
      throw new RangeError(`weights[${i}] must not be negative, got ${weights[i]}`);
    positive ||= weights[i] > 0;
  }
  if (!positive) throw new RangeError("weights must not all be 0");
}

/** @throws RangeError naming `name` unless low < value < high */
export function requireInside(name: string, value: number, low: number, high: number): void {
  if (!(value > low && value < high)) {
    throw new RangeError(`${name} must lie between ${low} and ${high}, got ${value}`);
  }
}

/** Whether all weights are one number; true for a single one. */
export function areEqual(weights: Numbers): boolean {
  for (let i = 1; i < weights.length; i++) if (weights[i] !== weights[0]) return false;
  return true;
}
