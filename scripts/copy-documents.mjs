/* Copies the documents that an evidence pack has into the service's package. Run by its build. */
import { cpSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './lib/root.mjs';

const service = join(root, 'packages', 'server');
const { builtFrom } = JSON.parse(readFileSync(join(service, 'package.json'), 'utf8'));
for (const document of builtFrom) cpSync(join(root, document), join(service, 'dist', 'documents', basename(document)));
