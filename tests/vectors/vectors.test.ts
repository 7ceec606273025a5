import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createMemoryReplayStore, FaceSessionError, verifyFaceSessionResult, type VerifyResultOptions } from '@face-session/verify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/* The vectors that verifiers in any language are tested with, over `@face-session/verify`. */

interface Vectors {
  readonly now: string;
  readonly options: VerifyResultOptions;
  readonly jwks: object;
  readonly results: readonly {
    name: string;
    result: string;
    expected: string;
    options?: Partial<VerifyResultOptions> & { uses?: number };
  }[];
}
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'vectors', 'results.json'), 'utf8')) as Vectors;

let keys: Server;
beforeAll(async () => {
  keys = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(vectors.jwks)));
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  keys.closeAllConnections();
  keys.close();
});

test('there are genuine results, and wrong ones for every code of a check', () => {
  expect(vectors.results.filter(({ expected }) => expected === 'accepted').length).toBeGreaterThan(10);
  expect(new Set(vectors.results.map(({ expected }) => expected)).size).toBe(15);
  expect(new Set(vectors.results.map(({ name }) => name)).size).toBe(vectors.results.length);

  const accepted = vectors.results.filter(({ expected }) => expected === 'accepted').length;
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'vectors', 'README.md'), 'utf8');
  expect(readme).toContain(`${String(accepted)} to accept, ${String(vectors.results.length - accepted)} to refuse`);
});

describe('@face-session/verify', () => {
  test.each(vectors.results)('$name: $expected', async ({ result, expected, options: { uses = 1, ...changed } = {} }) => {
    const { port } = keys.address() as AddressInfo;
    const now = (): Date => new Date(vectors.now);
    const options = {
      ...vectors.options,
      ...changed,
      now,
      serviceURL: `http://127.0.0.1:${String(port)}`,
      replayStore: createMemoryReplayStore({ now }),
    } as VerifyResultOptions;
    let outcome = '';
    for (let use = 0; use < uses; use += 1) {
      outcome = await verifyFaceSessionResult(result, options).then(
        () => 'accepted',
        (error: unknown) => (error instanceof FaceSessionError ? error.code : String(error)),
      );
    }
    expect(outcome).toBe(expected);
  });
});
