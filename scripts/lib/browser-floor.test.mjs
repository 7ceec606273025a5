import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { browserFloor, browserFloorText, isNewerThanFloor, newerSyntax } from './browser-floor.mjs';
import { root } from './root.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');

/** The syntax of {@link newerSyntax} that a script has. */
function newerSyntaxOf(script) {
  const found = new Set();
  const visit = (node) => {
    if (ts.isClassStaticBlockDeclaration(node)) found.add('static {}');
    if (ts.isBinaryExpression(node) && ts.isPrivateIdentifier(node.left)) found.add('#field in object');
    if (ts.isRegularExpressionLiteral(node)) {
      const flags = node.text.slice(node.text.lastIndexOf('/') + 1);
      for (const flag of ['d', 'v']) if (flags.includes(flag)) found.add(`the flag ${flag} of a regular expression`);
      if (/\(\?<[=!]/.test(node.text)) found.add('a lookbehind in a regular expression');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('script.js', script, ts.ScriptTarget.Latest));
  return [...found];
}

describe('the floor of browsers', () => {
  it('is the one that the documents for apps name', () => {
    for (const path of ['packages/capture/README.md', 'packages/plugin/README.md', 'packages/web/README.md', 'docs/troubleshooting.md'])
      expect(read(path), path).toContain(browserFloorText);
  });

  it.each([
    ['at the floor', browserFloor, false],
    ['newer by a minor version', { ...browserFloor, safari: '15.5' }, true],
    ['older by a version whose digits sort after', { ...browserFloor, firefox: '9' }, false],
    ['in no version', { ...browserFloor, firefox: '-' }, true],
  ])('compares what is %s', (_, versions, isNewer) => {
    expect(isNewerThanFloor(versions)).toBe(isNewer);
  });
});

describe('syntax that is newer than the floor', () => {
  it('is found', () => {
    const script = 'class A { #a; static { A.b = 1; } static is(o) { return #a in o; } } /(?<=a)b/d; /a/v;';
    expect(newerSyntaxOf(script).sort()).toEqual(Object.keys(newerSyntax).sort());
  });

  const assets = 'packages/capture/dist/assets';
  const bundles = [
    ...['capture', 'plugin', 'web'].map((name) => `packages/${name}/dist/bundle/index.js`),
    ...['plugin.js', 'plugin.cjs.js'].map((name) => `packages/plugin/dist/${name}`),
    ...readdirSync(join(root, assets))
      .filter((name) => /^guide\..*\.js$/.test(name))
      .map((name) => `${assets}/${name}`),
  ];
  it.each(bundles)('is not in %s', (path) => {
    expect(newerSyntaxOf(read(path)).filter((name) => isNewerThanFloor(newerSyntax[name]))).toEqual([]);
  });
});
