import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../kit/service.js';

/* The documentation as a site, where the operator serves it. */

let folder: string;
let service: TestService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-site-'));
  await mkdir(join(folder, 'site', 'assets'), { recursive: true });
  await writeFile(join(folder, 'site', 'index.html'), '<!doctype html><title>Docs</title>');
  await writeFile(join(folder, 'site', 'assets', 'app.0a1b2c3d.js'), 'export {};');
  await writeFile(join(folder, 'site', '.env'), 'secret');
  await writeFile(join(folder, 'outside.txt'), 'secret');
  service = await startTestService({ DOCS_DIR: join(folder, 'site') });
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

describe('/docs/', () => {
  const get = (path: string): Promise<Response> => fetch(`${service.baseURL}${path}`, { redirect: 'manual' });

  it('has the pages, which run nothing inline and load nothing from elsewhere', async () => {
    const page = await get('/docs/');
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>Docs</title>']);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('/docs')).headers.get('location')).toBe('/docs/');
  });

  it('is served only where the operator names a folder that holds it', () => {
    expect(readConfig({}).docsFolder).toBeNull();
    expect(() => readConfig({ DOCS_DIR: folder })).toThrow('DOCS_DIR: there is no site in');
  });

  it('lets browsers keep files whose names have a hash', async () => {
    const script = await get('/docs/assets/app.0a1b2c3d.js');
    expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it.each(['/docs/none.html', '/docs/.env', '/docs/../outside.txt', '/docs/%2e%2e/outside.txt', '/docs/..%2foutside.txt', '/docs/assets/'])(
    'answers 404 to %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
