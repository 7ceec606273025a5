import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { browserTarget } from './browser-floor.mjs';
import { bundledTypes } from './bundle-types.mjs';

/** Where the packages of this repository keep what TypeScript compiled, for a bundler that is to see their modules one by one. */
export const compiledModules = (...names) =>
  // The subpath first: an alias also takes what begins with its name.
  Object.fromEntries(
    ['protocol/schemas', ...names].map((name) => {
      const [folder, ...subpath] = name.split('/');
      return [
        `@face-session/${name}`,
        fileURLToPath(new URL(join('../../packages', folder, 'dist', ...subpath, 'index.js'), import.meta.url)),
      ];
    }),
  );

/**
 * Writes a package's modules to `dist/bundle`, with those of the packages that it bundles: what is installed needs nothing else of ours.
 * @param {string} folder the package's
 * @param {{ entry?: string, format: 'es' | 'cjs', external: (string | RegExp)[], target?: string, conditions?: string[], plugins?: object[], banner?: string }} options
 *   `entry`: the compiled module, relative to the folder; `external`: what stays an import; `target`: the oldest browsers of apps unless given; `banner`: the first line of each module
 */
export async function bundleModules(
  folder,
  { entry = 'dist/index.js', format, external, target = browserTarget, conditions, plugins = [], banner = '' },
) {
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    plugins,
    resolve: { alias: compiledModules('protocol', 'capture'), ...(conditions ? { conditions } : {}) },
    build: {
      outDir: join(folder, 'dist', 'bundle'),
      emptyOutDir: true,
      target,
      sourcemap: true,
      minify: false,
      lib: { entry: join(folder, entry), formats: [format], fileName: format === 'cjs' ? 'index.cjs' : 'index' },
      rollupOptions: {
        external,
        output: { banner, chunkFileNames: '[name].js', entryFileNames: format === 'cjs' ? 'index.cjs' : 'index.js' },
      },
    },
  });
}

/**
 * Writes a package's declarations to `dist/bundle/index.d.ts` and, for packages that can be required, `index.d.cts`.
 * @param {string} folder the package's
 * @param {{ bundled: string[], forRequire?: boolean }} options
 */
export async function bundleTypes(folder, { bundled, forRequire = false }) {
  const target = join(folder, 'dist', 'bundle');
  const text = await bundledTypes(join(folder, 'src', 'index.ts'), join(folder, 'tsconfig.json'), bundled);
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'index.d.ts'), text);
  if (forRequire) await writeFile(join(target, 'index.d.cts'), text);
}
