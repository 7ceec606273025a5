import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { curlLines, ensureSamplePictures, startDemo, type Demo } from '@face-session/demo';
import { readConfig } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* The demo's backend and its curl lines, without a browser. */

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-demo-backend-'));
  demo = await startDemo({
    config: readConfig({ PORT: '0', BASE_URL: 'http://localhost:0', DATA_DIR: folder, LOG_LEVEL: 'silent', WORKERS: '1' }),
    dataFolder: folder,
  });
}, 120_000);
afterAll(async () => {
  await demo.close();
  await rm(folder, { recursive: true, force: true });
});

const post = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${demo.url}${path}`, { method: 'POST', ...init });

/** A visit with an ID photo; its cookie. */
async function visit(headers: Record<string, string> = {}): Promise<Response> {
  const { idPhoto } = await ensureSamplePictures(folder);
  const form = new FormData();
  form.set('idPhoto', new Blob([await readFile(idPhoto)], { type: 'image/jpeg' }), 'id.jpg');
  return post('/demo/sessions', { body: form, headers });
}

describe("the demo's backend", () => {
  it.each(['/demo/results', '/demo/incomplete-results'])('answers %s without a result with 400, whatever the body is', async (path) => {
    const cookie = (await visit()).headers.get('set-cookie')?.split(';')[0] ?? '';
    const json = { cookie, 'content-type': 'application/json' };
    for (const init of [
      {},
      { headers: { cookie } },
      ...['', 'null', '[]', '"x"', '{}', '{"result":1}'].map((body) => ({ body, headers: json })),
    ]) {
      const response = await post(path, init);
      const known = 'headers' in init;
      expect([response.status, known], JSON.stringify(init)).toEqual([known ? 400 : 404, known]);
      expect(await response.text()).not.toContain('    at ');
    }
  });

  it('refuses what a page of another site sends, and takes what its own page and other programs send', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      expect((await visit({ origin })).status, origin).toBe(403);
      expect((await post('/demo/results', { headers: { origin } })).status).toBe(403);
    }
    expect((await visit({ origin: demo.url })).status).toBe(201);
    expect((await visit()).status).toBe(201);
  });
});

describe('the curl lines', () => {
  it('do the job in a POSIX shell, with no secret or token on a command line', async () => {
    const lines = curlLines(demo.url, demo.client, await ensureSamplePictures(folder));
    const { stdout } = await promisify(execFile)('sh', ['-c', lines.join('\n')]);
    expect(stdout).toMatch(/"sessionId":"[0-9a-f-]{36}"[^]*"match":true/);
    const commands = lines.join('\n').match(/curl [^|;}]*/g) ?? [];
    expect(commands).toHaveLength(3);
    for (const command of commands) expect(command).not.toMatch(/\$TOKEN|Bearer|secret/i);
    expect(commands.join()).not.toContain(demo.client.clientSecret);
  });
});
