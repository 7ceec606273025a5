import { describe, it } from 'vitest';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';
import { expectAsVectors, languages } from './languages.js';

/* As languages.test.ts, and installs each toolchain that Debian has. */

describe.each(languages)('examples/verify/$file', (language) => {
  it('accepts and refuses the vectors as it must, in a toolchain of Debian', { timeout: 900_000 }, async (context) => {
    const { isThere, packages } = language;
    if (packages.length === 0 && !isThere()) context.skip('its toolchain is not here, and Debian has none');
    if (!(await ensureDebianPackages(isThere, [...packages]))) context.skip(`needs ${packages.join(', ')}, and they cannot be installed`);
    expectAsVectors(language);
  });
});
