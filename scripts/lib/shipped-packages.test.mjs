import { describe, expect, it } from 'vitest';
import { shippedPackages } from './shipped-packages.mjs';

const lock = {
  '': {},
  'packages/service': { name: 'service', dependencies: { a: '1', other: '1' }, devDependencies: { tool: '1' } },
  'packages/other': { name: 'other', dependencies: { a: '2' } },
  'packages/other/node_modules/a': { version: '2.0.0', license: 'ISC' },
  'node_modules/other': { link: true },
  'node_modules/tool': { version: '1.0.0', license: 'MIT' },
  'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '1' }, optionalDependencies: { forMac: '1', gone: '1' } },
  'node_modules/a/node_modules/b': {
    version: '1.5.0',
    license: 'MIT',
    peerDependencies: { c: '1', d: '1' },
    peerDependenciesMeta: { d: { optional: true } },
  },
  'node_modules/b': { version: '1.0.0' },
  'node_modules/c': { version: '1.0.0' },
  'node_modules/d': { version: '1.0.0', license: 'MIT' },
  'node_modules/forMac': { version: '1.0.0', license: 'MIT', optional: true, dependencies: { e: '1' } },
  'node_modules/e': { version: '1.0.0', license: 'MIT' },
};
const named = (shipped) => shipped.map(({ name, version, optional }) => `${name} ${version}${optional ? '?' : ''}`);

describe('the packages of others that users get', () => {
  it('are what the released packages need, each in the version that Node finds, without tools and optional peers', () => {
    expect(named(shippedPackages(lock, ['packages/service', 'packages/other']))).toEqual([
      'a 1.0.0',
      'a 2.0.0',
      'b 1.5.0',
      'c 1.0.0',
      'e 1.0.0?',
      'forMac 1.0.0?',
    ]);
  });

  it('are not optional where another package needs them, and have the licence unknown where none is named', () => {
    const needed = { ...lock, 'packages/other': { name: 'other', dependencies: { forMac: '1' } } };
    const shipped = shippedPackages(needed, ['packages/service', 'packages/other']);
    expect(named(shipped)).toContain('e 1.0.0');
    expect(shipped.find(({ name }) => name === 'c')).toMatchObject({ license: 'unknown' });
  });

  it('cannot be told where the lock file lacks one', () => {
    expect(() => shippedPackages({ 'packages/x': { name: 'x', dependencies: { y: '1' } } }, ['packages/x'])).toThrow('has no y');
  });
});
