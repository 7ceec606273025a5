import { z } from 'zod';
import { CliError } from './cli-error.js';

/**
 * An identifier given on the command line, in lower case: UUIDs that differ only in case are equal (RFC 9562).
 * @param name of the argument, for the error
 * @throws CliError with exit code 2 if it is not a UUID
 */
export function uuidArgument(name: string, value: string): string {
  if (!z.uuid().safeParse(value).success) throw new CliError(`${name} must be a UUID, such as 7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11.`, 2);
  return value.toLowerCase();
}
