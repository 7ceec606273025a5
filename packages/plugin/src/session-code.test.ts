import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endCodeMeanings, type EndCode } from '@face-session/capture';
import { expect, it } from 'vitest';
import { sessionCodeOf } from './session-code.js';

it('the README lists every code that a session of the plugin can end with, and no other', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('## Errors'), readme.indexOf('One error object'));
  const listed = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
  const possible = new Set((Object.keys(endCodeMeanings) as EndCode[]).map(sessionCodeOf));
  expect([...listed].sort()).toEqual([...possible].sort());
});
