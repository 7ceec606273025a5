import { InputError } from '@face-session/evaluate';

/** The value of an option that is a number above 0. @throws {InputError} */
export function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new InputError(`--${name} must be a number above 0, not "${value}".`);
  return number;
}
