/**
 * A bundler's plugin: a bundle of one file holds English only. The other languages load singly from the folder of the capture's run-time
 * assets, each pinned by its SHA-256.
 */
export const pinnedLanguages = {
  name: 'pinned-languages',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]texts[\\/]languages\.js$/ },
    handler: (code) => ({ code: pinned(code), map: { mappings: '' } }),
  },
};

/**
 * The module of the languages with files of the assets in place of modules.
 * @param {string} code of the compiled module
 * @returns {string}
 * @throws {Error} if the languages are not imported as expected
 */
export function pinned(code) {
  const written = code.replace(/async \(\) => \(await import\('\.\/([a-z]{2})\.js'\)\)\.\1/g, (_, tag) => `pinnedTexts('${tag}')`);
  if (written === code || written.includes('import(')) throw new Error('The languages are imported in another way than expected.');
  return `import { pinnedTexts } from './pinned-texts.js';\n${written}`;
}
