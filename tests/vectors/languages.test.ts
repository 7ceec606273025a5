import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';
import { expectAsVectors, languages, root } from './languages.js';

/* The verifiers in other languages, over the vectors. Python and Java are installed where they can be; the others run where they are. `npm run test:verifiers` installs all. */

const installed = ['verify.py', 'Verify.java'];

describe.each(languages)('examples/verify/$file', (language) => {
  it('accepts and refuses the vectors as it must', { timeout: 300_000 }, async (context) => {
    const { file, isThere, packages } = language;
    if (packages.length === 0) context.skip('Debian has no toolchain of it: only npm run test:verifiers tries');
    const isHere = installed.includes(file) ? await ensureDebianPackages(isThere, [...packages]) : isThere();
    if (!isHere) context.skip(`needs ${packages.join(', ')}: npm run test:verifiers installs them`);
    expectAsVectors(language);
  });

  it('is what docs/backends.md shows, and is listed in its README', () => {
    const { file } = language;
    const source = readFileSync(join(root, 'examples', 'verify', file), 'utf8');
    const lines = /^( *)(?:#|\/\/) \[snippet\]\n(.*?)^ *(?:#|\/\/) \[\/snippet\]/ms.exec(source);
    const snippet = (lines?.[2] ?? 'no snippet').replaceAll(new RegExp(`^${lines?.[1] ?? ''}`, 'gm'), '').trimEnd();
    expect(readFileSync(join(root, 'docs', 'backends.md'), 'utf8')).toContain(`\n${snippet}\n\`\`\`\n`);
    expect(readFileSync(join(root, 'examples', 'verify', 'README.md'), 'utf8')).toContain(`| \`${file}\``);
  });
});
