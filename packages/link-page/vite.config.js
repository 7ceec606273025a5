import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compiledModules } from '../../scripts/lib/bundle-package.mjs';

/** The page as static files for `/l/`. Names hold a hash of the content. Nothing is inlined: the policy of the page forbids it. */
export default defineConfig({
  root: join(import.meta.dirname, 'src'),
  base: '/l/',
  logLevel: 'warn',
  // The package as compiled, so that what the page does not use is left out.
  resolve: { alias: compiledModules('protocol', 'capture') },
  build: {
    outDir: join(import.meta.dirname, 'dist/page'),
    emptyOutDir: true,
    assetsDir: '',
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: false,
  },
});
