/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** Lines of help. */
  readonly help: readonly string[];
  /** True if `run` answers `--help` itself. */
  readonly answersHelp?: boolean;
  run(args: readonly string[]): Promise<void>;
}
