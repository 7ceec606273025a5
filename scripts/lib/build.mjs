import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runOrExit } from './run.mjs';
import { hashOf, onceFor } from './stamp.mjs';

/** Builds every package in the order of tsconfig.build.json, unless nothing has changed since. */
export async function ensureBuilt() {
  const inputs = ['packages', 'apps', 'bench', 'tests/attacks', 'tsconfig.base.json', 'tsconfig.build.json', 'package-lock.json'];
  await onceFor('node_modules/.built', hashOf(inputs), async () => {
    console.log('Building ...');
    await runInEach('build:assets');
    await runOrExit('npx', ['tsc', '-b', 'tsconfig.build.json']);
    await runInEach('build:bundle');
  });
}

/** Runs an npm script in each package that has it, dependencies first. */
async function runInEach(script) {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'));
  for (const { path } of references) {
    const { scripts } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    if (scripts?.[script]) await runOrExit('npm', ['run', '--silent', script, '--workspace', path], { quiet: true });
  }
}
