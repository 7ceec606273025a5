import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compiledModules } from '../../scripts/lib/bundle-package.mjs';
import { compactStyles } from '../../scripts/lib/compact-styles.mjs';

/** `consent.json` beside the page: the sentence that people agree to, by language. The service's evidence pack has it. */
const consentTexts = {
  name: 'consent-texts',
  async generateBundle() {
    const folder = join(import.meta.dirname, 'dist', 'texts');
    const languages = readdirSync(folder)
      .filter((name) => /^[a-z]+\.js$/.test(name))
      .map((name) => name.slice(0, -'.js'.length))
      .sort();
    const texts = {};
    for (const language of languages) texts[language] = (await import(join(folder, `${language}.js`)))[language].consent;
    this.emitFile({ type: 'asset', fileName: 'consent.json', source: `${JSON.stringify(texts, null, 2)}\n` });
  },
};

/** The page as static files for `/l/`. Names hold a hash of the content. Nothing is inlined: the policy of the page forbids it. */
export default defineConfig({
  root: join(import.meta.dirname, 'src'),
  base: '/l/',
  logLevel: 'warn',
  plugins: [compactStyles, consentTexts],
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
