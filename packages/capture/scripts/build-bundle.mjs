// Puts what is compiled first and loaded at run time into dist/assets: the guide's worker and the scripts, each bundled into one file, and the
// languages. Pins all assets in dist/pinned-assets.js.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { browserTarget } from '../../../scripts/lib/browser-floor.mjs';
import { bundleModules, bundleTypes, compiledModules } from '../../../scripts/lib/bundle-package.mjs';
import { pinAssets, putAssets } from './asset-folder.mjs';

/**
 * The runtime names its wasm beside itself, and a bundler would put 14 MB of it into the code. It is given the bytes, so the name is
 * never used.
 */
const withoutRuntimeFile = {
  name: 'without-runtime-file',
  transform: {
    filter: { id: /onnxruntime-web/ },
    handler: (code) =>
      code.replaceAll(/new URL\((["'])ort-wasm-simd-threaded\.wasm\1,\s*import\.meta\.url\)/g, 'new URL("ort.wasm", self.location.href)'),
  },
};

/** Bundles a compiled module into one file. Returns its code. */
async function oneFile(module, options) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [withoutRuntimeFile],
    resolve: { alias: compiledModules('protocol') },
    build: {
      write: false,
      target: browserTarget,
      lib: { entry: fileURLToPath(new URL(`../dist/${module}`, import.meta.url)), fileName: 'file', ...options },
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  const { output } = Array.isArray(result) ? result[0] : result;
  const [chunk] = output;
  if (output.length !== 1 || chunk.type !== 'chunk') throw new Error(`${module} is ${output.length} files instead of one.`);
  return Buffer.from(chunk.code);
}

/** For bundles of one file, which cannot split modules off: the list of src/scripts/load-script.ts as scripts with one global (pinned-script.ts). */
async function scriptFiles() {
  const list = await readFile(new URL('../dist/scripts/load-script.js', import.meta.url), 'utf8');
  const names = [...list.matchAll(/import\('\.\.\/([a-z-]+)\/\1\.js'\)/g)].map(([, name]) => name);
  const files = names.map(async (name) => [
    `${name}.js`,
    await oneFile(`${name}/${name}.js`, { formats: ['iife'], name: 'faceSessionScript' }),
  ]);
  return Object.fromEntries(await Promise.all(files));
}

/** Every language but English, which is part of the code. */
async function textFiles() {
  const folder = new URL('../dist/texts/', import.meta.url);
  const tags = (await readdir(folder)).flatMap((name) => /^([a-z]{2})\.js$/.exec(name)?.[1] ?? []).filter((tag) => tag !== 'en');
  const files = tags.map(async (tag) => {
    const { [tag]: texts } = await import(new URL(`${tag}.js`, folder).href);
    return [`text-${tag}.json`, Buffer.from(JSON.stringify(texts))];
  });
  return Object.fromEntries(await Promise.all(files));
}

await putAssets({
  'guide.js': await oneFile('guidance/guide-worker.js', { formats: ['es'] }),
  ...(await scriptFiles()),
  ...(await textFiles()),
});
await pinAssets();

// The package itself, with the protocol: dist/bundle/index.js, its languages beside it.
const folder = fileURLToPath(new URL('..', import.meta.url));
await bundleModules(folder, { format: 'es', external: [] });
await bundleTypes(folder, { bundled: ['@face-session/protocol'] });
