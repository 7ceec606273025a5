import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessFinding } from './access-finding.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-access-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the check of who can read a file', () => {
  it.each([
    [0o600, 'ok'],
    [0o400, 'ok'],
    // A mounted secret: nobody can write it, so nobody can change its mode here.
    [0o444, 'ok'],
    [0o440, 'ok'],
    [0o640, 'fail'],
    [0o644, 'fail'],
    [0o666, 'fail'],
  ])('finds mode %o %s', async (mode, level) => {
    const file = join(folder, 'secret');
    await rm(file, { force: true });
    await writeFile(file, 'secret');
    await chmod(file, mode);
    const finding = await accessFinding(file, 0o600);
    expect(finding.level).toBe(level);
    if (level === 'fail') expect(finding.says).toContain(`${file} can be read by others: chmod 600`);
  });

  it('finds a folder that others can enter', async () => {
    await chmod(folder, 0o755);
    expect(await accessFinding(folder, 0o700)).toMatchObject({ level: 'fail', says: expect.stringContaining('chmod 700') as string });
    await chmod(folder, 0o700);
    expect(await accessFinding(folder, 0o700)).toMatchObject({ level: 'ok' });
  });
});
