import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endCodeMeanings, type EndCode } from '@face-session/capture';
import { expect, it } from 'vitest';
import { webSessionCodeOf } from './web-session-code.js';

it('the README lists every code that a session of the web SDK can end with, and no other', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const cells = [...readme.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) +\|/gm)].map(([, cell = '']) => cell);
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code));
  const possible = new Set((Object.keys(endCodeMeanings) as EndCode[]).map(webSessionCodeOf));
  expect([...listed].sort()).toEqual([...possible].sort());
});
