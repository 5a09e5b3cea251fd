import { describe, expect, test } from "vitest";
import { createRegistry, exponential, streamOf, uniform } from "../../src/random/streams.ts";
import { CHANGED_PACE, CHANGED_SERVICE, STRUCK } from "../../src/reliability/effects.ts";
import { attackComponent, resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { ATTEMPT } from "../../src/reliability/modes.ts";
import { fault, force, machinery, optimistic, prover, sequencer } from "./machinery.ts";
import { faultsOf, numberOf, rowsOf, story } from "./told.ts";

describe("modes that leave a component up", () => {
  test("degrade: .5 and .4 at once leave .2 of the capacity; censor: on until the last cause is over", () => {
    const faults = faultsOf(
      machinery({
        scenario: [
          force("sequencers.nitro", "degrade", 100, 300, 0.5),
          force("sequencers.nitro", "degrade", 200, 300, 0.4),
          force("sequencers.nitro", "censor", 600, 100),
          force("sequencers.nitro", "censor", 650, 100),
        ],
      }),
    );
    const nitro = numberOf(faults, "sequencers.nitro");
    const states: number[][] = [];
    while (faults.nextAt < Infinity) {
      const at = faults.nextAt;
      if (takeFault(faults) === CHANGED_SERVICE)
        states.push([at, faults.capacity[nitro], Math.sign(faults.censors[nitro])]);
    }
    expect(states).toEqual([
      [100, 0.5, 0],
      [200, 0.2, 0],
      [400, 0.4, 0],
      [500, 1, 0],
      [600, 1, 1],
      [750, 1, 0],
    ]);
  });

  test("a degraded sequencer's halt clock runs on; its own clock waits for the end of the degradation", () => {
    const faults = faultsOf(
      machinery({
        sequencers: [
          sequencer(
            "nitro",
            fault("halt", 1e-5, 10),
            fault("degrade", 1e-3, 500, { capacity: 0.2 }),
          ),
        ],
        chains: [],
        bridges: [],
      }),
    );
    story(faults, 1e6);
    const halt = rowsOf(faults).find(([, mode]) => mode === "halt");
    const streams = createRegistry("7");
    expect(halt?.[2]).toBe(
      exponential(streamOf(streams, "sequencers.nitro", "halt#0"), 0, 0) / 1e-5,
    );
    const [first, second] = rowsOf(faults).filter(([, mode]) => mode === "degrade");
    const draws = streamOf(streams, "sequencers.nitro", "degrade#0");
    expect(second[2]).toBeCloseTo(first[3] + exponential(draws, 0, 2) / 1e-3, 8);
  });

  test("congestion is a renewal process of the settlement layer, with stress, and sets the pace of its work", () => {
    const congestion = {
      rate: 1e-4,
      duration: { kind: "constant", value: 500 },
      slowdown: 5,
      stress: 1.5,
    } as const;
    const faults = faultsOf(machinery({ settlement: { finality: 900, congestion } }));
    const settlement = numberOf(faults, "settlement");
    expect(takeFault(faults)).toBe(CHANGED_PACE);
    expect([faults.component, faults.slowdown[settlement]]).toEqual([settlement, 5]);
    takeFault(faults);
    expect(faults.slowdown[settlement]).toBe(1);
    expect(rowsOf(faults)[0].slice(0, 2)).toEqual(["settlement", "congestion"]);
  });
});

describe("strikes are over at once, by a renewal process of their own, with a size from a stream of their own", () => {
  const loss = { kind: "uniform", low: 0, high: 1 } as const;
  const claim = { rate: 1e-3, loss };
  const cases = [
    ["chains.arb", "invalid_claim", { chains: [optimistic("arb", 0, { invalidClaim: claim })] }],
    ["provers.prover", "soundness_bug", { provers: [prover("prover", { soundnessBug: claim })] }],
  ] as const;
  test.each(cases)("%s: %s", (key, mode, parts) => {
    const faults = faultsOf(machinery({ ...parts, bridges: [] }), 3);
    const streams = createRegistry("7");
    let at = 0;
    for (let strike = 0; strike < 5; strike++) {
      at += exponential(streamOf(streams, key, `${mode}#0`), 3, 2 * strike) / 1e-3;
      expect(takeFault(faults)).toBe(STRUCK);
      expect(faults.strike).toBe(strike);
      expect(faults.loss).toBe(uniform(streamOf(streams, key, `${mode}#0/loss`), 3, 16 * strike));
      const [who, what, start, end, cause] = rowsOf(faults)[strike];
      expect([who, what, end, cause]).toEqual([key, mode, start, "random"]);
      expect(start).toBeCloseTo(at, 8);
    }
  });

  test("a reorganisation has a depth in seconds", () => {
    const depth = { kind: "exponential", mean: 120 } as const;
    const model = machinery({ settlement: { finality: 0, reorganisation: { rate: 1e-4, depth } } });
    const faults = faultsOf(model);
    expect(takeFault(faults)).toBe(STRUCK);
    const draw = uniform(
      streamOf(createRegistry("7"), "settlement", "reorganisation#0/depth"),
      0,
      0,
    );
    expect(faults.depth).toBeCloseTo(-120 * Math.log1p(-draw), 9);
  });

  test("forced: each takes what the scenario says, at its time", () => {
    const scenario = [
      force("chains.arb", "invalid_claim", 100, 0, 0.3),
      force("provers.prover", "soundness_bug", 200, 0, 0.4),
      force("chains.zk", "compromise", 300, 0, 0.5),
      force("settlement", "reorganisation", 400, 0, 600),
    ];
    const faults = faultsOf(machinery({ scenario }));
    const strikes = scenario.map(() => {
      const effect = takeFault(faults);
      return [effect, faults.loss, faults.depth];
    });
    expect(strikes).toEqual([
      [STRUCK, 0.3, 0],
      [STRUCK, 0.4, 0],
      [STRUCK, 0.5, 0],
      [STRUCK, 0, 600],
    ]);
    expect(faults.nextAt).toBe(Infinity);
    expect(rowsOf(faults).map(([, , start, end]) => end - start)).toEqual([0, 0, 0, 0]);
  });
});

describe("attempts", () => {
  const security = {
    attempts: 1e-3,
    stake: 1,
    slashed: 1,
    detection: 1,
    bond: 0,
    to: "outside",
  } as const;
  const secured = machinery({
    sequencers: [{ ...sequencer("s"), security }],
    chains: [],
    bridges: [],
  });

  test("an attempt leaves no row; it has a number, for the draws of its success", () => {
    const faults = faultsOf(secured);
    for (let attempt = 0; attempt < 3; attempt++) {
      expect([takeFault(faults), faults.mode, faults.strike]).toEqual([STRUCK, ATTEMPT, attempt]);
    }
    expect(faults.log.count).toBe(0);
  });

  test("one that succeeds censors for its time with cause attack, and another meanwhile draws it out", () => {
    const faults = faultsOf(secured);
    const s = numberOf(faults, "sequencers.s");
    takeFault(faults);
    const at = faults.nextAt - 10;
    attackComponent(faults, s, at, 5);
    expect([faults.nextAt, takeFault(faults), faults.censors[s]]).toEqual([at, CHANGED_SERVICE, 1]);
    attackComponent(faults, s, at + 3, 5);
    expect([faults.nextAt, takeFault(faults), faults.censors[s]]).toEqual([
      at + 8,
      CHANGED_SERVICE,
      0,
    ]);
    expect(rowsOf(faults)).toEqual([["sequencers.s", "censor", at, at + 8, "attack"]]);
    resetFaults(faults, 0);
    expect(faults.nextAt).toBeLessThan(at);
  });
});
