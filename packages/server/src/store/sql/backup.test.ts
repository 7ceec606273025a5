import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SHORT_LIVED } from './backup.js';

it('docs/backup.md leaves the tables out of a dump of PostgreSQL that a backup of SQLite leaves out', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../../docs/backup.md'), 'utf8');
  expect(/--exclude-table-data='\(([^)]+)\)'/.exec(page)?.[1]?.split('|')).toEqual(SHORT_LIVED);
});
