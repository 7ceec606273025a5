// Bundles the package with the capture: dist/bundle/index.js, its languages beside it. React is the app's.
import { fileURLToPath } from 'node:url';
import { bundleModules, bundleTypes } from '../../../scripts/lib/bundle-package.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));
// Next.js renders a module with hooks on the client only if its first line says so.
await bundleModules(folder, { format: 'es', external: ['react'], banner: "'use client';" });
await bundleTypes(folder, { bundled: ['@face-session/protocol', '@face-session/capture'] });
