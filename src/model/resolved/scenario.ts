/** Forced events. */
import type { FaultModeName } from "./fault.ts";

/** A forced event. `at` in seconds; it acts in the step whose interval (t - dt, t] holds it, 0 before step 1. */
export type ForcedEvent =
  | {
      readonly kind: "price";
      readonly at: number;
      readonly returns: readonly {
        readonly asset: number;
        /** Simple return; of cash: minus the loss of a depeg. */ readonly value: number;
      }[];
    }
  | {
      readonly kind: "fault";
      readonly at: number;
      readonly component: string;
      readonly mode: FaultModeName;
      /** s; 0 of what is over at once; Infinity of what is for good. */ readonly duration: number;
      /** Of what takes backing; else 0. */ readonly loss: number;
      /** Of a `slow` or a `congestion`; else 1. */ readonly slowdown: number;
      /** Of a `degrade`. */ readonly capacity?: number;
      /** Of a `reorganisation`, s. */ readonly depth?: number;
    };
