/** The command was used wrongly, or cannot be done; the message says all there is. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
