/** A command was used wrongly or cannot be carried out. Printed without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';

  /** @param exitCode 2 for an argument that is malformed, whatever the store holds; 1 for everything else */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** The error of a command whose words are missing or unknown: names the right form. Exit code 2. */
export function usageError(form: string): CliError {
  return new CliError(`Usage: face-session ${form}`, 2);
}
