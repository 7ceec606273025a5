import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

/**
 * The declarations of a package in one text, with those of the packages that its build bundles. A consumer then resolves nothing of ours
 * but this text, whatever its `moduleResolution`.
 * @param {string} entry path of the package's `src/index.ts`
 * @param {string} tsconfig path of the package's `tsconfig.json`
 * @param {string[]} bundled names of packages whose declarations become part of the text
 * @returns {Promise<string>}
 * @throws {Error} if a declaration cannot be resolved
 */
export async function bundledTypes(entry, tsconfig, bundled) {
  const bundle = await rollup({
    input: entry,
    plugins: [dts({ tsconfig, includeExternal: bundled })],
    onwarn: (warning) => {
      if (warning.code !== 'UNRESOLVED_IMPORT') throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const text = bundled.includes('@face-session/capture') ? withoutElement(output[0].code) : output[0].code;
  return forOldCompilers(text);
}

/**
 * Without the capture's own declaration of its element: a program that imports two packages which bundle the capture would declare the
 * element twice, with two types.
 */
function withoutElement(text) {
  return text.replace(/^declare global \{\n {4}interface HTMLElementTagNameMap \{.*?^\}\n/ms, '');
}

/** Ends of the language that TypeScript 4.1 does not know, in words that it does. */
function forOldCompilers(text) {
  return text
    .replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array & { readonly buffer: ArrayBuffer }')
    .replaceAll('ErrorOptions', '{ cause?: unknown }');
}
