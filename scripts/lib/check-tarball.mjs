import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.mjs';

const fromPlugin = createRequire(join(root, 'packages', 'plugin', 'package.json'));

/** Packages that a Node backend or an app of CommonJS requires; the others are ES modules only, and say so. */
const REQUIRED = ['@face-session/verify', '@face-session/capacitor'];

/** Packages of files without code that could be imported, so without types. */
const FILES_ONLY = ['@face-session/link-page', '@face-session/console'];

/**
 * What publint and are-the-types-wrong find in a tarball; empty if nothing.
 * @param {string} file
 * @param {string} name of the package
 * @returns {Promise<string[]>}
 */
export async function tarballFindings(file, name) {
  const { publint } = await import(fromPlugin.resolve('publint'));
  const attw = await import(fromPlugin.resolve('@arethetypeswrong/core'));
  const bytes = readFileSync(file);
  const { messages } = await publint({ strict: true, pack: { tarball: new Uint8Array(bytes).buffer } });
  const check = await attw.checkPackage(attw.createPackageFromTarballData(bytes));
  const problems = 'problems' in check ? check.problems : FILES_ONLY.includes(name) ? [] : [check];
  // The profile "esm-only" of are-the-types-wrong for packages that do not claim to be required.
  const matters = ({ kind }) => REQUIRED.includes(name) || kind !== 'CJSResolvesToESM';
  return [
    ...messages.map((message) => `publint: ${message.code} ${JSON.stringify(message.args ?? {})} at ${message.path.join('.')}`),
    ...problems.filter(matters).map((problem) => `are-the-types-wrong: ${JSON.stringify(problem)}`),
  ];
}
