/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** Lines of help. */
  readonly help: readonly string[];
  run(args: readonly string[]): Promise<void>;
}
