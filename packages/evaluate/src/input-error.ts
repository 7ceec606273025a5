/** Data or an argument that a measurement cannot use. The message says what is wrong, and is all that the command line prints. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
