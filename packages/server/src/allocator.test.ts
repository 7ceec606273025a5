import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { allocatorEnvironment, keepsFreedMemory } from './allocator.js';

const settings = Object.entries(allocatorEnvironment).map(([name, value]) => `${name}=${value}`);

it.each([
  ['Linux', {}, 'linux', true],
  ['Linux that was told half', { MALLOC_ARENA_MAX: '2' }, 'linux', true],
  ['Linux that was told', allocatorEnvironment, 'linux', false],
  ['macOS', {}, 'darwin', false],
] as const)('knows whether freed memory is kept on %s', (_, environment, platform, kept) => {
  expect(keepsFreedMemory(environment, platform)).toBe(kept);
});

it.each(['deploy/Dockerfile', 'docs/operation.md'])('is set the same in %s', async (file) => {
  const text = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
  expect(text).toContain(settings.join(' '));
});
