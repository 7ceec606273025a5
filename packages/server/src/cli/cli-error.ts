/** The command was used wrongly, or cannot be done; the message says all there is. */
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
