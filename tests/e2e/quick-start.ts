import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { freePort } from '../kit/process.js';
import { bundlePage } from '../kit/page.js';
import type { TestService } from '../kit/service.js';

/* The app and the backend of README.md, as they stand there. */

const root = join(import.meta.dirname, '..', '..');

/** The example of README.md that begins with a comment of this name. */
function example(name: string): string {
  const code = readFileSync(join(root, 'README.md'), 'utf8')
    .split('```js\n')
    .find((block) => block.startsWith(`// ${name}\n`));
  if (code === undefined) throw new Error(`README.md has no ${name}.`);
  return code.slice(0, code.indexOf('```'));
}

export interface QuickStart {
  /** Of the app, which the backend serves. */
  readonly url: string;
  /** Replaces the ID photo of the backend's user. */
  setPhoto(photo: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Starts the backend in a process of its own, with the app bundled into its `public` folder. The address of the service is all that is filled in. */
export async function startQuickStart({ baseURL, client }: TestService, idPhoto: Uint8Array): Promise<QuickStart> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-quick-start-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const setPhoto = (photo: Uint8Array): Promise<void> => writeFile(join(folder, 'id-photo.jpg'), photo);
  await setPhoto(idPhoto);
  await writeFile(join(folder, 'backend.mjs'), example('backend.mjs'));
  await writeFile(join(folder, 'face-check.js'), example('face-check.js').replace('https://id.example.com', baseURL));
  await writeFile(join(folder, 'main.ts'), `import { checkFace } from './face-check.js'; Object.assign(window, { checkFace });`);
  await bundlePage(folder, join(folder, 'public'));
  const port = await freePort();
  const backend = spawn(process.execPath, ['backend.mjs'], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: String(port),
      FACE_SESSION_URL: baseURL,
      CLIENT_ID: client.clientId,
      CLIENT_SECRET: client.clientSecret,
    },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ended = once(backend, 'exit');
  const url = `http://localhost:${String(port)}/`;
  while (backend.exitCode === null && !(await isUp(url))) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    url,
    setPhoto,
    async close() {
      backend.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const isUp = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Runs the app's check in its page: what the app got from its backend. */
export const checkFace = (tab: Page): Promise<object> =>
  tab.evaluate(() => (window as unknown as { checkFace(): Promise<object> }).checkFace());
