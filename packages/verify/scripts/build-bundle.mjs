// Bundles the package: dist/bundle/index.cjs for `require`, and index.js for `import`, which takes everything from the former.
import { copyFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleModules, bundleTypes } from '../../../scripts/lib/bundle-package.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));

// jose is an ES module only, which loaders such as Jest's cannot require: it is bundled. zod can be required.
await bundleModules(folder, { format: 'cjs', external: [/^node:/, 'zod'], target: 'node20', conditions: ['node', 'import', 'default'] });
await bundleTypes(folder, { bundled: ['@face-session/protocol', 'jose'], forRequire: true });

// One copy of the code for both kinds of import: a result that one module accepted must not be accepted again by another, and
// `instanceof FaceSessionError` must hold for both.
const names = Object.keys(await import(new URL('../dist/index.js', import.meta.url).href));
await writeFile(
  new URL('../dist/bundle/index.js', import.meta.url),
  `import verify from './index.cjs';\n${names.map((name) => `export const ${name} = verify.${name};\n`).join('')}`,
);

// The licence of what is bundled goes with it, as it demands.
const jose = dirname(createRequire(import.meta.url).resolve('jose/package.json'));
await copyFile(join(jose, 'LICENSE.md'), new URL('../dist/bundle/jose.LICENSE.md', import.meta.url));
