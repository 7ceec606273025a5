// Bundles the plugin as Capacitor plugins are published: dist/plugin.cjs.js for `require`, dist/plugin.js for a script element.
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { compactStyles } from './compact-styles.mjs';
import { textsByPosition } from './texts-by-position.mjs';

await build({
  configFile: false,
  logLevel: 'error',
  plugins: [compactStyles, textsByPosition],
  build: {
    outDir: fileURLToPath(new URL('../dist', import.meta.url)),
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    lib: {
      entry: fileURLToPath(new URL('../dist/esm/index.js', import.meta.url)),
      formats: ['cjs', 'iife'],
      name: 'capacitorUqudoId',
      fileName: (format) => (format === 'cjs' ? 'plugin.cjs.js' : 'plugin.js'),
    },
    rollupOptions: {
      external: ['@capacitor/core'],
      output: { globals: { '@capacitor/core': 'capacitorExports' }, codeSplitting: false },
    },
  },
});

// The package is of modules; what lies in dist itself is not.
await writeFile(new URL('../dist/package.json', import.meta.url), '{"type":"commonjs"}\n');
await writeFile(new URL('../dist/esm/package.json', import.meta.url), '{"type":"module"}\n');

// The same declarations once more, for those who `require`: what lies beside them tells TypeScript which kind of module they describe.
const esm = new URL('../dist/esm/', import.meta.url);
const cjs = new URL('../dist/cjs/', import.meta.url);
await mkdir(cjs, { recursive: true });
for (const name of await readdir(esm)) if (name.endsWith('.d.ts')) await copyFile(new URL(name, esm), new URL(name, cjs));
