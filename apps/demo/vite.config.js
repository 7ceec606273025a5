import { join } from 'node:path';
import { languages } from '@face-session/capture';
import { defineConfig } from 'vite';
import { browserTarget } from '../../scripts/lib/browser-floor.mjs';

/** The page; its backend serves `dist/web`, with everything but the page itself below /demo. */
export default defineConfig({
  root: join(import.meta.dirname, 'src/page'),
  base: '/',
  define: { LANGUAGES: JSON.stringify(languages) },
  build: {
    outDir: join(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    assetsDir: 'demo',
    assetsInlineLimit: 0,
    target: browserTarget,
  },
  logLevel: 'warn',
});
