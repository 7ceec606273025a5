import type { z } from 'zod';

/** Most faults that a response names for one part of a request. */
const MOST_FAULTS = 5;

/** Characters of the name of an unknown field that a response repeats. */
const NAME_LENGTH = 50;

/** Returns what is wrong in a part of a request, and what was expected: `body.targetImage: missing, expected string`. Never repeats a value of the request. */
export function faultsOf(part: string, { issues }: z.ZodError): string {
  const faults = issues.map((issue) => `${[part, ...issue.path].map(String).join('.')}: ${wordsOf(issue)}`);
  return [...new Set(faults)].slice(0, MOST_FAULTS).join('; ');
}

function wordsOf(issue: z.ZodError['issues'][number]): string {
  if (issue.code === 'unrecognized_keys') {
    return `unknown field ${issue.keys
      .map((key) => JSON.stringify(key.slice(0, NAME_LENGTH)))
      .slice(0, MOST_FAULTS)
      .join(', ')}`;
  }
  const words = issue.message.replace(/^Invalid input: /, '').replace(/^(.*), received undefined$/, 'missing, $1');
  return words.charAt(0).toLowerCase() + words.slice(1);
}
