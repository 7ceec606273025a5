import { describe, expect, it } from 'vitest';
import { isInstalled } from './install.mjs';

const wanted = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.2.3', integrity: 'sha512-a' },
  'node_modules/for-another-system': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  'node_modules/ours': { resolved: 'packages/ours', link: true },
  'packages/ours': { version: '0.1.0' },
};

const complete = {
  'node_modules/a': { version: '1.2.3', integrity: 'sha512-a' },
  'node_modules/ours': { resolved: 'packages/ours', link: true },
  'packages/ours': { version: '0.1.0' },
};

describe('isInstalled', () => {
  it('holds when all but packages for other systems are there', () => {
    expect(isInstalled(wanted, complete)).toBe(true);
  });

  it.each([
    ['nothing', {}],
    ['another version', { ...complete, 'node_modules/a': { version: '1.2.4', integrity: 'sha512-a' } }],
    ['other contents', { ...complete, 'node_modules/a': { version: '1.2.3', integrity: 'sha512-c' } }],
    ['a package less', { ...complete, 'node_modules/ours': undefined }],
    [
      'an optional package of another version',
      { ...complete, 'node_modules/for-another-system': { version: '1.9.0', integrity: 'sha512-b' } },
    ],
  ])('fails with %s', (_, present) => {
    expect(isInstalled(wanted, present)).toBe(false);
  });
});
