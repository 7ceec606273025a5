import { pathToFileURL } from 'node:url';

/**
 * A bundler's plugin: writes the capture's languages as lists in the order of the English texts, so that a bundle with all of them in it
 * holds their keys once instead of sixteen times.
 */
export const textsByPosition = {
  name: 'texts-by-position',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]texts[\\/](?!en\.)[a-z]{2}\.js$/ },
    handler: async (_code, id) => ({ code: await listedTexts(id), map: { mappings: '' } }),
  },
};

/**
 * The module of a language with its texts in a list.
 * @param {string} path of the compiled module, `en.js` beside it
 * @returns {Promise<string>} a module of the same export
 * @throws {Error} if a text is missing
 */
export async function listedTexts(path) {
  const module = pathToFileURL(path);
  const { en } = await import(new URL('en.js', module).href);
  const [[name, texts]] = Object.entries(await import(module.href));
  const list = Object.keys(en).map((key) => {
    if (texts[key] === undefined) throw new Error(`${key} is missing in ${path}.`);
    return texts[key];
  });
  return `import { en } from './en.js';
const list = ${JSON.stringify(list)};
export const ${name} = Object.fromEntries(Object.keys(en).map((key, index) => [key, list[index]]));
`;
}
