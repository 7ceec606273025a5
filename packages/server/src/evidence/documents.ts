import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the documents that a pack has, as built into this package. */
export const documentsFolder = join(import.meta.dirname, '..', 'documents');

/** The documents of the release that belong to a pack. */
export const reports = ['accuracy.md', 'liveness.md', 'models.md', 'security.md'] as const;

/** Results of the tests of the release, if it was packed after a whole run; null: they are not recorded. */
export function testResultsFile(): string | null {
  const file = join(documentsFolder, 'test-results.json');
  return existsSync(file) ? file : null;
}
