/* Writes the software bill of materials of what is released: `npm run sbom -- FILE`, `face-session.cdx.json` unless given. */
import { resolve } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { writeSbom } from './lib/third-party.mjs';

await ensureInstalled();
const file = resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? 'face-session.cdx.json');
const { components } = writeSbom(file);
console.log(`${file}: ${components.length} components`);
