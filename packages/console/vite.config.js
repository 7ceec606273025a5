import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The console as static files for the root of its origin. Names hold a hash of the content. Nothing is inlined: the policy of the page forbids it. */
export default defineConfig({
  root: join(import.meta.dirname, 'src'),
  base: '/',
  logLevel: 'warn',
  build: {
    outDir: join(import.meta.dirname, 'dist/page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: false,
  },
});
