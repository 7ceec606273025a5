/* Packs packages so that each tarball stands alone, for apps and services where no registry has them: `npm run pack -- FOLDER PACKAGE ...`. */
import { resolve } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { packReleased } from './lib/release-tarballs.mjs';
import { releasedPackages } from './lib/released-packages.mjs';

const [folder, ...words] = process.argv.slice(2);
const names = words.map((word) => (word.startsWith('@') ? word : `@face-session/${word}`));
const known = releasedPackages().map(({ name }) => name);
const unknown = names.filter((name) => !known.includes(name));
if (folder === undefined || names.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no package ${unknown.join(', ')}.`);
  console.error(`Usage: npm run pack -- FOLDER PACKAGE ...\nPackages: ${known.join(', ')}`);
  process.exit(2);
}
await ensureInstalled();
await ensureBuilt();
const destination = resolve(process.env.INIT_CWD ?? '.', folder);
for (const { filename } of packReleased(destination, { names, standAlone: true })) console.log(resolve(destination, filename));
