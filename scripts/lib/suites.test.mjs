import { execFileSync } from 'node:child_process';
import { matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './root.mjs';
import { suites } from './suites.mjs';

const testFiles = execFileSync('git', ['ls-files', '*.test.ts', '*.test.mjs'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

const matches = (file, globs) => globs.some((glob) => matchesGlob(file, glob));
const suitesOf = (file) =>
  suites.filter(({ include, exclude }) => matches(file, include) && !matches(file, exclude)).map(({ name }) => name);

describe('the suites', () => {
  it('hold every test file exactly once', () => {
    const misplaced = testFiles
      .filter((file) => suitesOf(file).length !== 1)
      .map((file) => `${file}: ${suitesOf(file).join(', ') || 'no suite'}`);
    expect(misplaced).toEqual([]);
  });

  it('put what opens a browser into e2e, and what lies beside the rules into unit', () => {
    expect(suitesOf('tests/e2e/face-session.test.ts')).toEqual(['e2e']);
    expect(suitesOf('packages/liveness/src/policy.test.ts')).toEqual(['unit']);
    expect(suitesOf('packages/server/src/store/sql/sqlite.test.ts')).toEqual(['integration']);
  });
});
