// Bundles the package with the capture: dist/bundle/index.js, its languages beside it.
import { fileURLToPath } from 'node:url';
import { bundleModules, bundleTypes } from '../../../scripts/lib/bundle-package.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));
await bundleModules(folder, { format: 'es', external: [] });
await bundleTypes(folder, { bundled: ['@face-session/protocol', '@face-session/capture'] });
