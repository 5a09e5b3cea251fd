/** The ways a command ends that are not a defect: each has its own exit code in `main.ts`. */

/** What was asked for cannot be done as it was asked; one problem per line. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** The user stopped the work; `resume` is the command that goes on with it. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly resume: string;

  /** @param parts what the work is made of: paths, variants */
  constructor(done: number, all: number, resume: string, parts = "paths") {
    super(`interrupted: ${done} of ${all} ${parts} are kept`);
    this.resume = resume;
  }
}

/** The user stopped work of which nothing is kept. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";

  constructor(reason?: unknown) {
    super("interrupted: nothing was written", { cause: reason });
  }
}

/** `verify` found something wrong; what, is printed already. */
export class ChecksFailed extends Error {
  override readonly name = "ChecksFailed";
}

/** One path failed and stopped the run; `replay` is the command that runs into it again. */
export class RunFailed extends Error {
  override readonly name = "RunFailed";
  readonly replay: string;

  constructor(reason: string, replay: string, options: ErrorOptions) {
    super(reason, options);
    this.replay = replay;
  }
}
