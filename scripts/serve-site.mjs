/* Serves the site of the documentation on this machine, under the policy under which the service serves it: `node scripts/serve-site.mjs FOLDER PORT`. */
import { docsRoutes } from '../packages/server/dist/http/docs.js';
import Fastify from 'fastify';

const [docsFolder, port] = process.argv.slice(2);
const app = Fastify();
await app.register((scope) => docsRoutes(scope, { config: { docsFolder } }));
app.get('/', async (_request, reply) => reply.redirect('/docs/'));
await app.listen({ host: '127.0.0.1', port: Number(port) });
