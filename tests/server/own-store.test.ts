import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@face-session/server';
import { expect, it } from 'vitest';
import { startTestService } from '../kit/service.js';

it('a service runs on the store that it is given, migrates it and closes it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-own-store-'));
  const calls: string[] = [];
  const store = new Proxy(openStore({ kind: 'sqlite', file: join(folder, 'own.db') }), {
    get(target, name, receiver) {
      calls.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  const elsewhere = join(folder, 'elsewhere');
  const running = await startTestService({ DATA_DIR: elsewhere }, store);
  expect(running.service.store === store).toBe(true);
  await running.token();
  expect((await fetch(`${running.baseURL}/readyz`)).status).toBe(200);
  await running.close();
  expect(calls).toEqual(expect.arrayContaining(['migrate', 'addClient', 'findClient', 'checkWrite', 'close']));
  expect(await readdir(elsewhere)).not.toContain('face-session.db');
  await rm(folder, { recursive: true });
});
