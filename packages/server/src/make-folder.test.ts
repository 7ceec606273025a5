import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'face-session-folder-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a folder', () => {
  it('is created with those above it, with the mode given', () => {
    const folder = join(root, 'a', 'b', 'c');
    makeFolder(folder, 0o700);
    expect(['a', 'a/b', 'a/b/c'].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
  });

  it('stays as it is where it exists, also behind a link', () => {
    symlinkSync(root, join(root, 'link'));
    const { mode } = statSync(root);
    makeFolder(join(root, 'link'), 0o777);
    expect(statSync(root).mode).toBe(mode);
  });

  it('is refused below a file, and behind a link that leads nowhere', () => {
    writeFileSync(join(root, 'file'), '');
    symlinkSync(join(root, 'gone'), join(root, 'broken'));
    for (const path of ['file', 'file/a/b', 'broken']) {
      expect(() => {
        makeFolder(join(root, path));
      }).toThrow(/EEXIST|ENOTDIR|ENOENT/);
    }
  });

  it.runIf(platform() === 'linux')('is refused at once where the system creates none, as below /proc', () => {
    expect(() => {
      makeFolder('/proc/nowhere/data');
    }).toThrow('ENOENT');
  });
});
