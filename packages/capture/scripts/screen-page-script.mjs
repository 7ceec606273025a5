import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { browserTarget } from '../../../scripts/lib/browser-floor.mjs';

/**
 * The script of a page that can show any state of the screen, see screen-page.js. Needs the packages to be compiled.
 * @returns {Promise<string>}
 */
export async function screenPageScript() {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: browserTarget,
      lib: { entry: fileURLToPath(new URL('screen-page.js', import.meta.url)), formats: ['iife'], name: 'screenPage' },
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  return (Array.isArray(result) ? result[0] : result).output[0].code;
}
