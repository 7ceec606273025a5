import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '..', '..');
const demo = join(repository, 'apps', 'demo');

/** A copy of the demo as a customer has it who now wants an app for phones. */
let app: string;

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'face-session-native-'));
  for (const part of ['package.json', 'capacitor.config.json', 'scripts', 'dist'])
    await cp(join(demo, part), join(app, part), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(app, 'node_modules'), 'dir');
  for (const args of [['add', 'android'], ['add', 'ios'], ['sync']]) await capacitor(...args);
});

afterAll(async () => {
  await rm(app, { recursive: true, force: true });
});

const capacitor = (...args: string[]): Promise<unknown> => run(join(repository, 'node_modules', '.bin', 'cap'), args, { cwd: app });
const read = (path: string): Promise<string> => readFile(join(app, path), 'utf8');

describe.each([
  ['android', 'android/app/src/main/assets'],
  ['ios', 'ios/App/App'],
])('cap add %s and cap sync', (_, folder) => {
  it('put the page of the demo into the native project', async () => {
    expect(await read(`${folder}/public/index.html`)).toBe(await read('dist/web/index.html'));
    const script = /src="\/(demo\/[^"]+\.js)"/.exec(await read(`${folder}/public/index.html`))?.[1];
    expect((await stat(join(app, folder, 'public', script!))).size).toBeGreaterThan(0);
  });

  it('let the app open the demo on the developer’s machine, whose address counts as secure', async () => {
    const { server } = JSON.parse(await read(`${folder}/capacitor.config.json`)) as { server: { url: string } };
    expect(new URL(server.url).hostname).toBe('localhost');
  });
});

describe('the camera is declared once', () => {
  it('in the manifest of Android', async () => {
    const manifest = await read('android/app/src/main/AndroidManifest.xml');
    expect(manifest.match(/<uses-permission android:name="android\.permission\.CAMERA" \/>/g)).toHaveLength(1);
    expect(manifest.match(/<uses-feature android:name="android\.hardware\.camera" android:required="false" \/>/g)).toHaveLength(1);
    expect(manifest.trimEnd()).toMatch(/<\/manifest>$/);
  });

  it('in the property list of iOS, with a reason', async () => {
    const list = await read('ios/App/App/Info.plist');
    expect(list.match(/<key>NSCameraUsageDescription<\/key>\s*<string>[^<]{10,}<\/string>/g)).toHaveLength(1);
    expect(list.trimEnd()).toMatch(/<\/dict>\s*<\/plist>$/);
  });

  it('as the plugin’s README asks every app to', async () => {
    const readme = await readFile(join(repository, 'packages', 'plugin', 'README.md'), 'utf8');
    const declared = (await read('android/app/src/main/AndroidManifest.xml')).match(/<uses-[^>]*camera[^>]*>/gi) ?? [];
    expect(declared).toHaveLength(2);
    for (const entry of [...declared, 'NSCameraUsageDescription']) expect(readme).toContain(entry);
  });
});

it('the native projects are written by the command, never kept', async () => {
  const ignored = (await readFile(join(repository, '.gitignore'), 'utf8')).split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['apps/demo/android/', 'apps/demo/ios/']));
});
