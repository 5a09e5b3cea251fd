import { expect, test } from "vitest";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { createRegistry, exponential, streamOf, uniform } from "../../src/random/streams.ts";
import {
  CAME_UP,
  CHANGED_PACE,
  NO_EFFECT,
  STRUCK,
  WENT_DOWN,
} from "../../src/reliability/effects.ts";
import { compileFaultProcesses } from "../../src/reliability/faultProcesses.ts";
import { resetFaults, stressFaults, takeFault } from "../../src/reliability/faults.ts";
import { createFaults } from "../../src/reliability/faultState.ts";
import type { Faults } from "../../src/reliability/faultState.ts";
import { FAULT_CAUSES, FAULT_MODES } from "../../src/reliability/modes.ts";
import { fault, force, gate, HOUR, machinery, prover, sequencer } from "./machinery.ts";

function faultsOf(model: ResolvedModel, path = 0): Faults {
  const faults = createFaults(compileFaultProcesses(model, createRegistry("7")));
  resetFaults(faults, path);
  return faults;
}

/** Takes every event up to `to`: [time, component, effect]. */
function story(faults: Faults, to: number): number[][] {
  const events: number[][] = [];
  while (faults.nextAt <= to) {
    const at = faults.nextAt;
    const effect = takeFault(faults);
    events.push([at, faults.component, effect]);
  }
  return events;
}

function rows({ log }: Faults): unknown[][] {
  return Array.from({ length: log.count }, (_, row) => [
    log.component[row],
    FAULT_MODES[log.mode[row]],
    log.start[row],
    log.end[row],
    FAULT_CAUSES[log.cause[row]],
  ]);
}

test("overlapping causes are one outage: halts of [100, 300] and [200, 500] go down at 100 and come up at 500", () => {
  const scenario = [
    force("sequencers.nitro", "halt", 100, 200),
    force("sequencers.nitro", "halt", 200, 300),
  ];
  const faults = faultsOf(machinery({ scenario }));
  expect(story(faults, 1000)).toEqual([
    [100, 0, WENT_DOWN],
    [200, 0, NO_EFFECT],
    [300, 0, NO_EFFECT],
    [500, 0, CAME_UP],
  ]);
  expect(rows(faults)).toEqual([
    [0, "halt", 100, 300, "forced"],
    [0, "halt", 200, 500, "forced"],
  ]);
});

test("touching outages are one: halts of [100, 200] and [200, 300] never come up at 200", () => {
  const scenario = [
    force("sequencers.nitro", "halt", 100, 100),
    force("sequencers.nitro", "halt", 200, 100),
  ];
  const events = story(faultsOf(machinery({ scenario })), 1000);
  expect(events.map(([at, , effect]) => [at, effect])).toEqual([
    [100, WENT_DOWN],
    [200, NO_EFFECT],
    [200, NO_EFFECT],
    [300, CAME_UP],
  ]);
});

test("up-time and duration n are the draws 2n and 2n + 1 of the mode's own stream", () => {
  const duration = { kind: "exponential", mean: 400 } as const;
  const model = machinery({
    sequencers: [sequencer("nitro", fault("halt", 1e-3, 0, { duration })), sequencer("commons")],
  });
  const faults = faultsOf(model, 5);
  story(faults, 100_000);
  const stream = streamOf(createRegistry("7"), "sequencers.nitro", "halt#0");
  let at = 0;
  for (let spell = 0; spell < 10; spell++) {
    at += exponential(stream, 5, 2 * spell) / 1e-3;
    expect(faults.log.start[spell]).toBeCloseTo(at, 6);
    at += -400 * Math.log1p(-uniform(stream, 5, 2 * spell + 1));
    expect(faults.log.end[spell]).toBeCloseTo(at, 6);
  }
});

test("while a forced outage of 1000 s lasts, the clocks of its component stand still and no others", () => {
  const sequencers = [
    sequencer("nitro", fault("halt", 1e-6, 50)),
    sequencer("commons", fault("halt", 1e-6, 50)),
  ];
  const calm = faultsOf(machinery({ sequencers }));
  const struck = faultsOf(
    machinery({ sequencers, scenario: [force("sequencers.nitro", "halt", 10, 1000)] }),
  );
  const start = (faults: Faults, component: number): number => {
    story(faults, 1e8);
    const row = rows(faults).find(([who, , , , cause]) => who === component && cause === "random");
    return row?.[2] as number;
  };
  expect(start(struck, 0) - start(calm, 0)).toBeCloseTo(1000, 6);
  expect(start(struck, 1)).toBe(start(calm, 1));
});

test("a random halt that ends inside a forced one waits with its next clock until the component is up", () => {
  const sequencers = [sequencer("nitro", fault("halt", 1e-3, 500)), sequencer("commons")];
  const first =
    exponential(streamOf(createRegistry("7"), "sequencers.nitro", "halt#0"), 0, 0) / 1e-3;
  const second =
    exponential(streamOf(createRegistry("7"), "sequencers.nitro", "halt#0"), 0, 2) / 1e-3;
  const faults = faultsOf(
    machinery({ sequencers, scenario: [force("sequencers.nitro", "halt", first + 100, 900)] }),
  );
  story(faults, first + 1000 + second);
  const starts = rows(faults).map(([, , start]) => start as number);
  expect(starts).toHaveLength(3);
  expect(starts[2]).toBeCloseTo(first + 100 + 900 + second, 8);
});

test("slow stops its own clock alone and two at once multiply: 3 and 2 make 6", () => {
  const scenario = [
    force("provers.prover", "slow", 100, 300, 3),
    force("provers.prover", "slow", 200, 300, 2),
  ];
  const faults = faultsOf(machinery({ scenario }));
  const paces: number[][] = [];
  while (faults.nextAt <= 1000) {
    const at = faults.nextAt;
    expect(takeFault(faults)).toBe(CHANGED_PACE);
    paces.push([at, faults.slowdown[faults.component]]);
  }
  expect(paces).toEqual([
    [100, 3],
    [200, 6],
    [400, 2],
    [500, 1],
  ]);
});

test("a slow prover's halt clock runs on: the halt starts when it would have without the slowdown", () => {
  const halting = prover("prover", {
    faults: [fault("halt", 1e-5, 10), fault("slow", 1e-3, 5000, { slowdown: 2 })],
  });
  const faults = faultsOf(machinery({ provers: [halting] }));
  story(faults, 1e6);
  const halt = rows(faults).find(([, mode]) => mode === "halt");
  const stream = streamOf(createRegistry("7"), "provers.prover", "halt#0");
  expect(halt?.[2]).toBe(exponential(stream, 0, 0) / 1e-5);
});

test("an exploit strikes at its start, stops its bridge 600 s later for good, and never ends", () => {
  const faults = faultsOf(
    machinery({ scenario: [force("bridges.wormgate", "exploit", 50, 600, 0.25)] }),
  );
  expect(story(faults, 1e9)).toEqual([
    [50, 6, STRUCK],
    [650, 6, WENT_DOWN],
  ]);
  expect(faults.loss).toBe(0.25);
  expect(rows(faults)).toEqual([[6, "exploit", 50, NaN, "forced"]]);
});

test("the loss of a random exploit is draw 0 of (exploit#0/loss)", () => {
  const exploit = fault("exploit", 1e-5, 600, { loss: { kind: "uniform", low: 0, high: 1 } });
  const model = machinery();
  const faults = faultsOf({
    ...model,
    bridges: [...model.bridges.slice(0, 3), gate("wormgate", exploit)],
  });
  expect(story(faults, 1e9).map(([, , effect]) => effect)).toEqual([STRUCK, WENT_DOWN]);
  expect(faults.loss).toBe(
    uniform(streamOf(createRegistry("7"), "bridges.wormgate", "exploit#0/loss"), 0, 0),
  );
});

test("a fault still running at the end of the look has no end", () => {
  const faults = faultsOf(machinery({ scenario: [force("sequencers.nitro", "halt", 100, 200)] }));
  story(faults, 299);
  expect(rows(faults)).toEqual([[0, "halt", 100, NaN, "forced"]]);
});

test("stress brings a fault forward: at stress 2 and m = 3 the first halt comes after a ninth of its up-time", () => {
  const model = machinery({
    sequencers: [sequencer("nitro", fault("halt", 1e-6, 50, { stress: 2 })), sequencer("commons")],
  });
  const faults = faultsOf(model);
  const calm = faults.nextAt;
  stressFaults(faults, 3, 0);
  expect(faults.nextAt).toBeCloseTo(calm / 9, 6);
});

test("alternating renewal, up Exp(720 h), down Exp(4 h): expected downtime in 720 h is 3.9559232014 h, A(1 h) .9987719330", () => {
  const duration = { kind: "exponential", mean: 4 * HOUR } as const;
  const halt = fault("halt", 1 / (720 * HOUR), 0, { duration });
  const faults = faultsOf(machinery({ sequencers: [sequencer("s", halt)] }));
  const paths = 200_000;
  let [sum, squares, up] = [0, 0, 0];
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path);
    while (faults.nextAt <= HOUR) takeFault(faults);
    up += faults.causes[0] === 0 ? 1 : 0;
    while (faults.nextAt <= 720 * HOUR) takeFault(faults);
    let hours = 0;
    for (let row = 0; row < faults.log.count; row++) {
      const end = Number.isNaN(faults.log.end[row]) ? 720 * HOUR : faults.log.end[row];
      hours += (end - faults.log.start[row]) / HOUR;
    }
    sum += hours;
    squares += hours * hours;
  }
  const mean = sum / paths;
  const error = Math.sqrt((squares / paths - mean * mean) / paths);
  expect(Math.abs(mean - 3.9559232014)).toBeLessThan(4 * error);
  expect(error).toBeLessThan(0.02);
  const availability = 0.998771933;
  expect(Math.abs(up / paths - availability)).toBeLessThan(
    4 * Math.sqrt((availability * (1 - availability)) / paths),
  );
});

test("alternating renewal, up Exp(720 h), down Exp(4 h): in 400 000 h it is up .994475138122 of the time", () => {
  const duration = { kind: "exponential", mean: 4 * HOUR } as const;
  const faults = faultsOf(
    machinery({ sequencers: [sequencer("s", fault("halt", 1 / (720 * HOUR), 0, { duration }))] }),
  );
  const [paths, span] = [100, 400_000 * HOUR];
  const shares: number[] = [];
  for (let path = 0; path < paths; path++) {
    resetFaults(faults, path);
    while (faults.nextAt <= span) takeFault(faults);
    const { start, end, count } = faults.log;
    let down = 0;
    for (let row = 0; row < count; row++)
      down += (Number.isNaN(end[row]) ? span : end[row]) - start[row];
    shares.push(1 - down / span);
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / paths;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (paths - 1);
  // The start from up biases a share by 4 h * 4 / 724 / 400 000 h = 5.5e-8, far inside the error.
  expect(Math.abs(mean - 0.994475138122)).toBeLessThan(4 * Math.sqrt(variance / paths));
});

test("two resets give the same log, whatever path came between", () => {
  const duration = { kind: "lognormal", median: 900, sigma: 1 } as const;
  const model = machinery({
    sequencers: [
      sequencer("nitro", fault("halt", 1e-5, 0, { duration, stress: 1 })),
      sequencer("commons"),
    ],
    provers: [prover("prover", { faults: [fault("slow", 1e-5, 0, { duration, slowdown: 3 })] })],
    scenario: [force("sequencers.nitro", "halt", 7777, 3333)],
  });
  const faults = faultsOf(model, 3);
  const tell = (path: number): unknown[][] => {
    resetFaults(faults, path);
    stressFaults(faults, 2, 0);
    story(faults, 1e6);
    return rows(faults);
  };
  const first = tell(3);
  const other = tell(4);
  expect(tell(3)).toEqual(first);
  expect(other).not.toEqual(first);
  expect(first.length).toBeGreaterThan(5);
});
