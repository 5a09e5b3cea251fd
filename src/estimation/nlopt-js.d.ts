/** What is used of NLopt's port to WebAssembly, which comes without types. */
declare module "nlopt-js" {
  interface Coordinates {
    readonly [index: number]: number;
  }

  class Optimize {
    constructor(algorithm: unknown, dimensions: number);
    setLowerBounds(bounds: readonly number[]): void;
    setUpperBounds(bounds: readonly number[]): void;
    setMinObjective(objective: (x: Coordinates) => number, tolerance: number): void;
    addInequalityConstraint(constraint: (x: Coordinates) => number, tolerance: number): void;
    setMaxeval(evaluations: number): void;
    optimize(start: readonly number[]): unknown;
  }

  const nlopt: {
    readonly ready: Promise<void>;
    readonly Optimize: typeof Optimize;
    readonly Algorithm: { readonly LN_COBYLA: unknown };
    readonly GC: { flush(): void };
  };
  export default nlopt;
}
