// Bundles the plugin as Capacitor plugins are published: dist/plugin.cjs.js for `require`, dist/plugin.js for a script element, and
// dist/bundle for `import`, its languages beside it. All hold the capture: what is installed needs nothing else of ours.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { browserTarget } from '../../../scripts/lib/browser-floor.mjs';
import { bundleModules, bundleTypes, compiledModules } from '../../../scripts/lib/bundle-package.mjs';
import { compactStyles } from '../../../scripts/lib/compact-styles.mjs';
import { pinnedScripts } from './pinned-scripts.mjs';
import { pinnedLanguages } from './pinned-languages.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));
const external = ['@capacitor/core'];

/** The published plugin's script-tag build is the global of its package's name: the same object under both names. */
const publishedName = {
  name: 'published-name',
  generateBundle: (_options, bundle) => {
    const script = bundle['plugin.js'];
    if (script) script.code = script.code.replace(/\n?(\/\/# sourceMappingURL|$)/, "\nwindow['uqudosdk-capacitor']=capacitorUqudoId;\n$1");
  },
};

await build({
  configFile: false,
  logLevel: 'error',
  plugins: [compactStyles, pinnedScripts, pinnedLanguages, publishedName],
  resolve: { alias: compiledModules('protocol', 'capture') },
  build: {
    outDir: fileURLToPath(new URL('../dist', import.meta.url)),
    emptyOutDir: false,
    target: browserTarget,
    sourcemap: true,
    lib: {
      entry: fileURLToPath(new URL('../dist/esm/index.js', import.meta.url)),
      formats: ['cjs', 'iife'],
      name: 'capacitorUqudoId',
      fileName: (format) => (format === 'cjs' ? 'plugin.cjs.js' : 'plugin.js'),
    },
    rollupOptions: {
      external,
      output: {
        globals: { '@capacitor/core': 'capacitorExports' },
        codeSplitting: false,
        generatedCode: { symbols: false },
      },
    },
  },
});

await bundleModules(folder, { entry: 'dist/esm/index.js', format: 'es', external, plugins: [compactStyles] });
await bundleTypes(folder, { bundled: ['@face-session/protocol', '@face-session/capture'], forRequire: true });

// The package is of modules; what lies in dist itself is not, what lies in dist/bundle is.
await writeFile(new URL('../dist/package.json', import.meta.url), '{"type":"commonjs"}\n');
await writeFile(new URL('../dist/bundle/package.json', import.meta.url), '{"type":"module"}\n');
