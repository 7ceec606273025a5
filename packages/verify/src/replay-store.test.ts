import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { checkReplayStore } from './check-replay-store.js';
import { createMemoryReplayStore } from './memory-replay-store.js';
import type { ReplayStore } from './replay-store.js';

const issuer = 'https://id.example';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test('the store in memory keeps the contract', async () => {
  await checkReplayStore(createMemoryReplayStore());
});

test('the contract catches a store that forgets, one that is not atomic, one that is not shared and one that mixes issuers up', async () => {
  const forgetful: ReplayStore = { claim: () => Promise.resolve(true) };
  await expect(checkReplayStore(forgetful)).rejects.toThrow('The second claim');

  const marks = new Set<string>();
  const racing: ReplayStore = {
    async claim({ issuer: from, jti }) {
      const known = marks.has(from + jti);
      await new Promise((resolve) => setTimeout(resolve, 1));
      marks.add(from + jti);
      return !known;
    },
  };
  await expect(checkReplayStore(racing)).rejects.toThrow('exactly one');

  await expect(checkReplayStore(createMemoryReplayStore(), createMemoryReplayStore())).rejects.toThrow('another handle');

  const byJti = new Set<string>();
  const mixing: ReplayStore = { claim: ({ jti }) => Promise.resolve(!byJti.has(jti) && byJti.add(jti) === byJti) };
  await expect(checkReplayStore(mixing)).rejects.toThrow('another issuer');
});

test('a mark holds until the result expires and frees its place then', async () => {
  let time = 0;
  const store = createMemoryReplayStore({ maxResults: 1, now: () => new Date(time) });
  const result = { issuer, jti: randomUUID(), expiresAt: new Date(1_000) };
  const next = { issuer, jti: randomUUID(), expiresAt: new Date(2_000) };
  expect(await store.claim(result)).toBe(true);
  time = 999;
  expect(await store.claim(result)).toBe(false);
  await expect(store.claim(next)).rejects.toMatchObject({ code: 'ERR_REPLAY_STORE_FULL' });
  time = 1_000;
  expect(await store.claim(next)).toBe(true);
});

test('in production the default store warns once that it is in memory', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  vi.stubEnv('NODE_ENV', 'production');
  const { defaultReplayStore } = await import('./memory-replay-store.js');
  expect(defaultReplayStore()).toBe(defaultReplayStore());
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]![1]).toMatchObject({ code: 'FACE_SESSION_MEMORY_REPLAY_STORE' });
});
