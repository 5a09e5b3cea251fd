/**
 * Committees: sequencer nodes, members of an availability committee, signers of a chain. The whole serves as well as its
 * `needed`-th best part: it is up while that many are up, censors when fewer than that many are up and honest, and keeps
 * the `needed`-th largest capacity. (A block needs a quorum of votes; whoever is not among the best quorum is waited for
 * by nobody.) Lack of a quorum takes the whole down and is a row of its own with cause `quorum`; so is a quorum that
 * censors. Signers hold the chain's backing: once `threshold` of them are compromised, too few are left to refuse, and
 * the whole is struck, once.
 *
 * Left out: partitions, parts of unequal weight, and reconfiguration (a part that is lost is not replaced).
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { FaultModeName } from "../model/resolved/fault.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import type { Component } from "./components.ts";
import { codeOf } from "./modes.ts";

export interface Committees {
  readonly count: number;
  /** Component number of the whole. */
  readonly whole: Int32Array;
  /** Members are the components first .. first + size - 1. */
  readonly first: Int32Array;
  readonly size: Int32Array;
  /** Members that must be up. */
  readonly needed: Int32Array;
  /** Mode of the row that the lack of a quorum leaves, as a code. */
  readonly mode: Int32Array;
  /** What the signers' strike takes; null for committees that are not struck but go down. */
  readonly losses: readonly { readonly stream: Stream; readonly law: Sampler }[];
  /** Position in `losses`; -1: none. */
  readonly loss: Int32Array;
  /** Per component: the committee that it is a member of, and the one that it is the whole of; -1: none. */
  readonly of: Int32Array;
  readonly madeOf: Int32Array;
}

/** The committees of a model, in the order of their members' numbers. */
export function compileCommittees(
  model: ResolvedModel,
  components: readonly Component[],
  registry: StreamRegistry,
): Committees {
  const wholes = [...new Set(components.flatMap(({ whole }) => (whole === null ? [] : [whole])))];
  const terms = wholes.map((key) => termsOf(model, components, key));
  const struck = terms.filter(({ mode }) => mode === "compromise");
  return {
    count: wholes.length,
    whole: Int32Array.from(terms, ({ whole }) => whole),
    first: Int32Array.from(terms, ({ first }) => first),
    size: Int32Array.from(terms, ({ size }) => size),
    needed: Int32Array.from(terms, ({ needed }) => needed),
    mode: Int32Array.from(terms, ({ mode }) => codeOf(mode)),
    losses: struck.map(({ whole }) => {
      const { key, index } = components[whole];
      return {
        stream: streamOf(registry, key, "compromise/loss"),
        law: compileDistribution(model.chains[index].signers!.loss),
      };
    }),
    loss: Int32Array.from(terms, (term) => struck.indexOf(term)),
    of: Int32Array.from(components, ({ whole }) => (whole === null ? -1 : wholes.indexOf(whole))),
    madeOf: Int32Array.from(components, ({ key }) => wholes.indexOf(key)),
  };
}

function thresholdOf({ availability }: ResolvedModel, index: number): number {
  const layer = availability![index];
  return layer.kind === "committee" ? layer.threshold : 1;
}

interface Terms {
  readonly whole: number;
  readonly first: number;
  readonly size: number;
  readonly needed: number;
  readonly mode: FaultModeName;
}

function termsOf(model: ResolvedModel, components: readonly Component[], key: string): Terms {
  const whole = components.findIndex((component) => component.key === key);
  const first = components.findIndex((component) => component.whole === key);
  const size = components.filter((component) => component.whole === key).length;
  const { index } = components[whole];
  switch (components[first].kind) {
    case "node":
      return {
        whole,
        first,
        size,
        needed: model.sequencers[index].committee!.quorum,
        mode: "halt",
      };
    case "member":
      return { whole, first, size, needed: thresholdOf(model, index), mode: "withhold" };
    default: {
      // t compromised signers of n: fewer than n - t + 1 are left.
      const needed = size - model.chains[index].signers!.threshold + 1;
      return { whole, first, size, needed, mode: "compromise" };
    }
  }
}
