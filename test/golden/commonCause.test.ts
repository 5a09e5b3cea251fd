/** Two components under a common shock (Marshall and Olkin 1967), through the engine's own faults. */
import { expect, test } from "vitest";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { fault, machinery, sequencer } from "../reliability/machinery.ts";
import { faultsOf } from "../reliability/told.ts";

test("rates .02, .03, common .01: P(T1 = T2) = 1/6, P(both by 10) = .1376733694; 100 000 paths, 4 standard errors", () => {
  const model = machinery({
    sequencers: [
      sequencer("one", fault("halt", 0.02, 1)),
      sequencer("two", fault("halt", 0.03, 1)),
    ],
    commonCauses: [
      {
        name: "both",
        fault: fault("halt", 0.01, 1),
        strikes: [
          { component: "sequencers.one", probability: 1 },
          { component: "sequencers.two", probability: 1 },
        ],
      },
    ],
  });
  const faults = faultsOf(model);
  const paths = 100_000;
  let [together, early] = [0, 0];
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path);
    const first = [NaN, NaN];
    while (first.some(Number.isNaN)) {
      takeFault(faults);
      const { count, component, start } = faults.log;
      if (count > 0 && Number.isNaN(first[component[count - 1]]))
        first[component[count - 1]] = start[count - 1];
    }
    if (first[0] === first[1]) together++;
    if (Math.max(...first) <= 10) early++;
  }
  for (const [hits, p] of [
    [together, 1 / 6],
    [early, 0.1376733694],
  ])
    expect(Math.abs(hits / paths - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / paths));
});
