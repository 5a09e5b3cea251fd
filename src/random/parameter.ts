/** The checks that distribution parameters share; each throws a RangeError naming parameter and value. */

/** @throws RangeError unless `value` is a finite number */
export function requireFinite(parameter: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${parameter}: must be finite, got ${value}`);
}

/** @throws RangeError unless `value` is finite and > 0 */
export function requirePositive(parameter: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${parameter}: must be > 0 and finite, got ${value}`);
}
