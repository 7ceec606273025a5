/* Writes docs/migration.md from the catalogue: `npm run conformance -- --write`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'vite';

const server = await createServer({ root: import.meta.dirname, logLevel: 'error', server: { middlewareMode: true }, appType: 'custom' });
const { migrationGuide } = await server.ssrLoadModule('/migration-guide.ts');
await writeFile(join(import.meta.dirname, '..', '..', 'docs', 'migration.md'), await migrationGuide());
await server.close();
