/** Data or an argument that a measurement cannot use. The command line prints only its message. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
