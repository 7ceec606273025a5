#!/usr/bin/env node
// Copies the run-time assets into an app, to be served from its own origin: `face-session-assets FOLDER`.
import { cp, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const [target, ...rest] = process.argv.slice(2);
if (target === undefined || rest.length > 0) {
  console.error('Say where to: face-session-assets FOLDER');
  process.exit(2);
}
const source = fileURLToPath(new URL('../dist/assets/', import.meta.url));
await cp(source, target, { recursive: true });
console.log(`${(await readdir(source)).length} files in ${target}. Set assetsURL to where your app serves them.`);
