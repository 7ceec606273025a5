import { describe, expect, it } from 'vitest';
import {
  entriesOf,
  inPublishOrder,
  inVersion,
  lockInVersion,
  publishedManifest,
  publishRefusal,
  releasedChangelog,
  releaseFaults,
  standAloneManifest,
  withAbsoluteLinks,
} from './release-rules.mjs';

const changelog = '# Changelog\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 1.2.0 - 2026-01-02\n\n- Two.\n- Three.\n';

describe('the order of a release', () => {
  it('puts each package after those that it needs, peers too', () => {
    const manifests = [
      { name: 'a', dependencies: { b: '1.0.0', zod: '4.0.0' } },
      { name: 'b', peerDependencies: { c: '1.0.0' } },
      { name: 'c', devDependencies: { a: '1.0.0' } },
    ];
    expect(inPublishOrder(manifests).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });

  it('does not exist where packages need each other', () => {
    const circle = [
      { name: 'a', dependencies: { b: '1.0.0' } },
      { name: 'b', dependencies: { a: '1.0.0' } },
    ];
    expect(() => inPublishOrder(circle)).toThrow('a, b');
  });
});

describe('a release', () => {
  const root = { name: 'root', version: '1.2.0' };
  const faults = (manifests, more = {}) => releaseFaults({ manifests: [root, ...manifests], changelog, isTrial: false, ...more });

  it('has one version for all packages, also where they need each other', () => {
    expect(faults([{ name: 'a', version: '1.2.0', dependencies: { b: '1.2.0', zod: '4.0.0' } }])).toEqual([]);
    expect(faults([{ name: 'a', version: '1.1.0' }])).toEqual([expect.stringContaining('a has version 1.1.0, not 1.2.0')]);
    const two = [
      { name: 'a', version: '1.2.0', devDependencies: { b: '^1.2.0' } },
      { name: 'b', version: '1.2.0' },
    ];
    expect(faults(two)).toEqual(['a needs b ^1.2.0, not 1.2.0.']);
    expect(faults([{ ...two[0], devDependencies: { b: 'file:../b' } }, two[1]])).toEqual([]);
  });

  it('has entries in the changelog under its version; for a dry run those that are not released yet are enough', () => {
    const next = [{ name: 'root', version: '1.3.0' }];
    expect(releaseFaults({ manifests: next, changelog, isTrial: false })).toEqual([expect.stringContaining('nothing of version 1.3.0')]);
    expect(releaseFaults({ manifests: next, changelog, isTrial: true })).toEqual([]);
    expect(releaseFaults({ manifests: next, changelog: '# Changelog\n', isTrial: true })).toHaveLength(1);
  });

  it('moves what was unreleased under its version', () => {
    const released = releasedChangelog(changelog, '1.3.0', '2026-02-03');
    expect([entriesOf(released, 'Unreleased'), entriesOf(released, '1.3.0'), entriesOf(released, '1.2.0')]).toEqual([
      [],
      ['- One.'],
      ['- Two.', '- Three.'],
    ]);
    expect(releasedChangelog(released, '1.4.0', '2026-02-04')).toBe(released);
  });

  it('changes the version in manifests and lock file, but not that of packages of others', () => {
    const ours = new Set(['a', 'b']);
    const manifest = { name: 'a', version: '1.2.0', dependencies: { b: '1.2.0', zod: '1.2.0' }, devDependencies: { b: 'file:../b' } };
    const changed = { name: 'a', version: '1.3.0', dependencies: { b: '1.3.0', zod: '1.2.0' }, devDependencies: { b: 'file:../b' } };
    expect(inVersion(manifest, '1.3.0', ours)).toEqual(changed);
    const lock = {
      version: '1.2.0',
      packages: { '': root, 'packages/a': manifest, 'node_modules/zod': { version: '1.2.0' }, 'node_modules/a': { link: true } },
    };
    expect(lockInVersion(lock, '1.3.0', ours)).toEqual({
      version: '1.3.0',
      packages: {
        '': { ...root, version: '1.3.0' },
        'packages/a': changed,
        'node_modules/zod': { version: '1.2.0' },
        'node_modules/a': { link: true },
      },
    });
  });
});

describe('a published package', () => {
  it('has a manifest without what matters in a clone only', () => {
    const manifest = { name: 'a', private: true, scripts: {}, devDependencies: {}, 'size-limit': [], dependencies: { zod: '4.0.0' } };
    expect(publishedManifest(manifest)).toEqual({ name: 'a', dependencies: { zod: '4.0.0' } });
  });

  it('that stands alone holds the packages of ours that it needs, and needs what they need of others', () => {
    const held = [{ name: 'b', dependencies: { sharp: '1.0.0', c: '1.0.0' } }, { name: 'c' }];
    expect(standAloneManifest({ name: 'a', dependencies: { b: '1.0.0' } }, held)).toEqual({
      name: 'a',
      dependencies: { b: '1.0.0', c: '1.0.0', sharp: '1.0.0' },
      bundleDependencies: ['b', 'c'],
    });
    expect(standAloneManifest({ name: 'c', dependencies: {} }, [])).toEqual({ name: 'c', dependencies: {} });
    const peers = { '@ours/b': '1.0.0', react: '19' };
    const meta = { '@ours/b': { optional: true } };
    expect(standAloneManifest({ name: '@ours/a', dependencies: {}, peerDependencies: peers, peerDependenciesMeta: meta }, [])).toEqual({
      name: '@ours/a',
      dependencies: {},
      peerDependencies: { react: '19' },
      peerDependenciesMeta: {},
    });
  });

  it('has a README whose links lead to the version of the repository that it was made from', () => {
    const manifest = { repository: { url: 'git+https://git.example/x/y.git', directory: 'packages/a' }, version: '1.2.0' };
    const text = '[a](../../docs/a.md#b) [c](../c/README.md) [d](https://d.example/) [e](#e) <img src="../../docs/f.png" alt="">';
    const at = (kind) => `https://git.example/x/y/${kind}/v1.2.0`;
    expect(withAbsoluteLinks(text, manifest)).toBe(
      `[a](${at('blob')}/docs/a.md#b) [c](${at('blob')}/packages/c/README.md) [d](https://d.example/) [e](#e) <img src="${at('raw')}/docs/f.png" alt="">`,
    );
  });
});

describe('publishing', () => {
  const workflow = { GITHUB_ACTIONS: 'true', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example', GITHUB_REF: 'refs/tags/v1.2.0' };
  const refusal = (change = {}) =>
    publishRefusal({ registry: 'https://registry.example/', version: '1.2.0', environment: workflow, isClean: true, ...change });

  it('is for the release workflow, from the tag of the version and a clean checkout', () => {
    expect(refusal()).toBeNull();
    expect(refusal({ environment: {} })).toContain('Only the release workflow publishes');
    expect(refusal({ environment: { ...workflow, ACTIONS_ID_TOKEN_REQUEST_URL: undefined } })).toContain('Only the release workflow');
    expect(refusal({ environment: { ...workflow, GITHUB_REF: 'refs/heads/main' } })).toContain('tag v1.2.0');
    expect(refusal({ isClean: false })).toContain('not committed');
  });

  it('to a registry on this machine is for everybody, and a name that only looks like it is not', () => {
    expect(refusal({ registry: 'http://127.0.0.1:4873/', environment: {} })).toBeNull();
    expect(refusal({ registry: 'http://127.0.0.1.example/', environment: {} })).not.toBeNull();
  });
});
