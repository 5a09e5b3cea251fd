/**
 * Ctrl-C and SIGTERM: the first one asks the work to stop after what is durable, the next one ends the process at once.
 *
 * A package manager passes on a Ctrl-C that the terminal has already sent to us, so for a moment after the first signal
 * another one is taken for its echo.
 */

const ECHO_MS = 500;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** A signal that is aborted by the first interruption of this process. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  const ignoreEcho = (): void => {};
  const interrupt = (): void => {
    controller.abort();
    for (const name of SIGNALS) process.on(name, ignoreEcho).off(name, interrupt);
    setTimeout(() => {
      for (const name of SIGNALS) process.off(name, ignoreEcho);
    }, ECHO_MS).unref();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return controller.signal;
}
