import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocatorEnvironment } from '@face-session/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canConfine, startConfined, type Confined } from '../kit/confined.js';
import { loadPeople } from '../kit/people.js';
import { attemptFrom, burstTo, sessionFrom, tokenFrom } from '../kit/session-calls.js';

/* The built service in a sandbox like that of a container. The image itself: npm run test:image. */

const root = join(import.meta.dirname, '..', '..');

/** A user who has nothing on this machine. */
const NOBODY = 65_534;

const works = await canConfine();
let folder: string;
let service: Confined | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'face-session-confined-'));
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true });
});

it.skipIf(!works)(
  'a session passes without rights, without network and with nothing to write to but the folder of data',
  async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    chownSync(data, NOBODY, NOBODY);
    const confinement = {
      root: '/',
      // The clone may lie where nobody else can read.
      served: { packages: join(root, 'packages'), node_modules: join(root, 'node_modules') },
      volume: { folder: data, at: '/mnt' },
      user: NOBODY,
      environment: { PATH: process.env.PATH ?? '', DATA_DIR: '/mnt', WORKERS: '1', LOG_LEVEL: 'error', ...allocatorEnvironment },
      workingFolder: '/',
      port: 8080,
    };
    const command = [process.execPath, '/srv/packages/server/dist/cli.js'];
    service = await startConfined(confinement, [...command, 'serve'], '/readyz');
    const { stdout } = await service.run([...command, 'client', 'add', 'My Bank', '--json']);
    const { anna } = await loadPeople();
    const token = await tokenFrom(service.url, JSON.parse(stdout) as { clientId: string; clientSecret: string });
    const sessionId = await sessionFrom(service.url, token, anna.photo);
    const { attemptId } = await attemptFrom(service.url, token, sessionId);
    expect(await burstTo(service.url, token, sessionId, attemptId, anna)).toMatchObject({ outcome: 'passed' });
    expect(await service.stop()).toBe(0);
    expect(service.output()).toBe('');
    service = undefined;
  },
  180_000,
);
