/* Installs and builds what is missing, then runs a built entry with the rest of the arguments, in the folder where npm was called:
 * `node scripts/run.mjs ENTRY [ARG ...]`. */
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const [entry, ...args] = process.argv.slice(2);
await ensureInstalled();
await ensureBuilt();
process.exit(await run(process.execPath, [join(root, entry), ...args], { cwd: process.env.INIT_CWD ?? process.cwd() }));
