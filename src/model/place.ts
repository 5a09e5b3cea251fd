/** `file:line:column`, or `--set KEY=VALUE`, and what orders it among other places. */
export interface Place {
  readonly text: string;
  readonly order: readonly [source: number, line: number, column: number];
}
