/*
 * Writes the tables of the documents from the source: what lies between `<!-- api src/FILE.ts NAME -->` and `<!-- /api -->`. The path is relative to
 * the document. A third word is the heading of the first column of a constant's table. Between `<!-- http NAME -->` and `<!-- /http -->` come the tables
 * of the HTTP interface, from the endpoints as built. Between `<!-- keys src/FILE.ts NAME -->` and `<!-- /keys -->` come the keys of a constant.
 * Between `<!-- snippet FILE LANGUAGE -->` and `<!-- /snippet -->` comes what a file has between the comments `[snippet]` and `[/snippet]`.
 * With `--check` nothing is written: it fails if a table differs from the source.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiTable, keyList } from './lib/api-table.mjs';
import { httpTable } from './lib/http-tables.mjs';
import { keepGenerated } from './lib/keep-generated.mjs';
import { root } from './lib/root.mjs';

const documents = [
  'packages/plugin/README.md',
  'packages/capture/README.md',
  'docs/operation.md',
  'docs/http-api.md',
  'docs/test-mode.md',
  'docs/webhooks.md',
  'docs/links.md',
  'docs/backends.md',
];
const files = {};
for (const document of documents) {
  const path = join(root, document);
  const text = readFileSync(path, 'utf8');
  const withHttp = text.replace(
    /(<!-- http (\S+) -->).*?(?=<!-- \/http -->)/gs,
    (_, marker, name) => `${marker}\n\n${httpTable(name)}\n\n`,
  );
  const withKeys = withHttp.replace(/(<!-- keys (\S+) (\S+) -->).*?(?=<!-- \/keys -->)/gs, (_, marker, source, name) => {
    return `${marker}\n\n${keyList(readFileSync(join(dirname(path), source), 'utf8'), name)}\n\n`;
  });
  const written = withKeys.replace(/(<!-- api (\S+) (\S+)(?: (\S+))? -->).*?(?=<!-- \/api -->)/gs, (_, marker, source, name, heading) => {
    return `${marker}\n\n${apiTable(readFileSync(join(dirname(path), source), 'utf8'), name, heading)}\n\n`;
  });
  const withSnippets = written.replace(/(<!-- snippet (\S+) (\S+) -->).*?(?=<!-- \/snippet -->)/gs, (_, marker, source, language) => {
    return `${marker}\n\n\`\`\`${language}\n${snippetOf(readFileSync(join(dirname(path), source), 'utf8'))}\n\`\`\`\n\n`;
  });
  files[document] = withSnippets;
}
await keepGenerated(files, 'api-tables');

/** What lies between the comments `[snippet]` and `[/snippet]` of a source, without their indentation. */
function snippetOf(source) {
  const [, indentation, code] = /^( *)(?:#|\/\/) \[snippet\]\n(.*?)^ *(?:#|\/\/) \[\/snippet\]/ms.exec(source);
  return code.replaceAll(new RegExp(`^${indentation}`, 'gm'), '').trimEnd();
}
