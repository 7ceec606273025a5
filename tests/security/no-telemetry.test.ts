import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/* The models' runtime, left to itself, keeps an identifier of the machine in the user's cache and reports to its maker with it. */

it.each([
  [
    'in the main thread',
    'const engine = await face.createNodeEngine(); await engine.detect({ width: 64, height: 64, channels: 3, data: new Uint8Array(64 * 64 * 3) });',
  ],
  ['in workers', 'const pool = await face.createFacePool({ workers: 1 }); await pool.close();'],
])('the models leave nothing on the machine and report to nobody when they run %s', async (_, run) => {
  const home = await mkdtemp(join(tmpdir(), 'face-session-home-'));
  // CommonJS, since worker threads would inherit the option that makes an expression a module, and refuse it.
  const script = `(async () => { const face = await import('@face-session/face/node'); ${run} process.exit(0); })()`;
  const env = { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: home };
  await promisify(execFile)(process.execPath, ['-e', script], { cwd: import.meta.dirname, env });
  expect(await readdir(home)).toEqual([]);
  await rm(home, { recursive: true });
});
