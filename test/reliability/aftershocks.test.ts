import { expect, test } from "vitest";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { fault, force, machinery, sequencer } from "./machinery.ts";
import { faultsOf, rowsOf, story } from "./told.ts";

/** A halt of a tenth of a second and aftershocks with probability .4 in the 1000 s after. */
function shaken(rate: number, parts: Partial<ResolvedModel> = {}): ResolvedModel {
  const aftershock = { probability: 0.4, window: 1000 };
  const halt = fault("halt", rate, 0.1, { aftershock });
  return machinery({ sequencers: [sequencer("s", halt)], chains: [], bridges: [], ...parts });
}

test("after a forced halt a mode that never fails by itself fails again within the window with probability .4", () => {
  const faults = faultsOf(shaken(0, { scenario: [force("sequencers.s", "halt", 100, 50)] }));
  const paths = 20_000;
  let again = 0;
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path);
    story(faults, 1150);
    const [first, second] = rowsOf(faults);
    expect(first.slice(2)).toEqual([100, 150, "forced"]);
    if (second === undefined) continue;
    again++;
    expect(second[4]).toBe("aftershock");
    expect(second[2]).toBeLessThan(1150);
  }
  expect(Math.abs(again / paths - 0.4)).toBeLessThan(4 * Math.sqrt((0.4 * 0.6) / paths));
});

test("nothing shakes before the first fault: an aftershock alone never starts one", () => {
  expect(story(faultsOf(shaken(0)), 1e9)).toEqual([]);
});

test("of the strikes in the window the aftershock owns its share of the hazard, 51 % at rate .0005, and none after it", () => {
  const rate = 5e-4;
  const shock = -Math.log(0.6) / 1000;
  const faults = faultsOf(shaken(rate));
  const causes: ("random" | "aftershock" | "late")[] = [];
  for (let path = 0; path < 2000; path++) {
    resetFaults(faults, path);
    // Up to the 21st fault, not up to a horizon: that would prefer the short spells.
    while (faults.log.count < 21) takeFault(faults);
    const rows = rowsOf(faults);
    expect(rows[0][4]).toBe("random");
    for (let row = 1; row < 21; row++) {
      const late = rows[row][2] - rows[row - 1][3] > 1000;
      if (late) expect(rows[row][4]).toBe("random");
      causes.push(late ? "late" : (rows[row][4] as "random" | "aftershock"));
    }
  }
  const inside = causes.filter((cause) => cause !== "late").length;
  const shocks = causes.filter((cause) => cause === "aftershock").length;
  const deviation = (hits: number, of: number, p: number): number =>
    (hits / of - p) / Math.sqrt((p * (1 - p)) / of);
  expect(Math.abs(deviation(inside, causes.length, 1 - 0.6 * Math.exp(-0.5)))).toBeLessThan(4);
  expect(Math.abs(deviation(shocks, inside, shock / (shock + rate)))).toBeLessThan(4);
});

test("common random numbers: an aftershock with probability 0 changes no fault to the last bit", () => {
  const plain = machinery({ sequencers: [sequencer("s", fault("halt", 1e-3, 50))] });
  const aftershock = { probability: 0, window: 1000 };
  const none = machinery({ sequencers: [sequencer("s", fault("halt", 1e-3, 50, { aftershock }))] });
  const [one, other] = [faultsOf(plain), faultsOf(none)];
  expect(story(one, 1e5)).toEqual(story(other, 1e5));
});
