import { pathToFileURL } from 'node:url';

/**
 * A bundler's plugin: writes the capture's languages as lines in the order of the English texts, so that a bundle with all of them in it
 * holds their keys once instead of sixteen times, and no quotes.
 */
export const textsByPosition = {
  name: 'texts-by-position',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]texts[\\/](?!en\.)[a-z]{2}\.js$/ },
    handler: async (_code, id) => ({
      code: (await listedTexts(id))
        .replace(/Object[.]fromEntries\([^;]*\);/, 'named(lines);')
        .replace('{ en }', '{ named }')
        .replace(".split('\\n')", ''),
      map: { mappings: '' },
    }),
  },
};

/** A bundler's plugin: the function that gives the lines of a language their keys, once instead of fifteen times. */
export const textsNamed = {
  name: 'texts-named',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]texts[\\/]en\.js$/ },
    handler: (code) => ({
      code: `${code}
export const named = (text, lines = text.split('\\n')) =>
  Object.fromEntries(Object.keys(en).map((key, index) => [key, /^{"/.test(lines[index]) ? JSON.parse(lines[index]) : lines[index]]));
`,
      map: { mappings: '' },
    }),
  },
};

/** Languages that share words and letters, next to each other: gzip looks back 32 kB only. */
const neighbours = ['zh', 'am', 'hi', 'ur', 'fa', 'ar', 'ru', 'tr', 'sw', 'id', 'de', 'fr', 'it', 'es', 'pt'];
const placeOf = (line) => neighbours.findIndex((name) => line.includes(`./${name}.js`));

/** A bundler's plugin for a bundle of one file: a language that is in it anyway needs no module of its own that is loaded later. */
export const textsAtOnce = {
  name: 'texts-at-once',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]texts[\\/]languages\.js$/ },
    handler(code) {
      const imports = [];
      const direct = code.replaceAll(/async \(\) => \(await import\('(\.\/(\w+)\.js)'\)\)\.\2/g, (_, path, name) => {
        imports.push(`import { ${name} as text_${name} } from '${path}';`);
        return `() => text_${name}`;
      });
      if (imports.length === 0) throw new Error('No language was found in languages.js.');
      imports.sort((a, b) => placeOf(a) - placeOf(b));
      return { code: `${imports.join('\n')}\n${direct}`, map: { mappings: '' } };
    },
  },
};

/**
 * The module of a language with its texts as lines.
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
  const lines = list.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)));
  if (lines.some((line) => line.includes('\n'))) throw new Error(`A text in ${path} has a line break.`);
  return `import { en } from './en.js';
const lines = ${JSON.stringify(lines.join('\n'))}.split('\\n');
export const ${name} = Object.fromEntries(
  Object.keys(en).map((key, index) => [key, typeof en[key] === 'string' ? lines[index] : JSON.parse(lines[index])]),
);
`;
}
