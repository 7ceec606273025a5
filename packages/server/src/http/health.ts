import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.js';
import { HttpError } from './http-error.js';

/** `/healthz`: the process responds. `/readyz`: it can serve requests. `/metrics`: for Prometheus. */
export function healthRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.get('/healthz', async () => Promise.resolve({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const checks = {
      store: await succeeds(parts.store.checkWrite()),
      // Signs a token and drops it: a key that exists may still fail to decrypt.
      keys: await succeeds(parts.keys.sign({})),
      models: parts.faces.size > 0,
    };
    const ready = Object.values(checks).every(Boolean);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
  });

  app.get('/metrics', async (request, reply) => {
    const { metricsToken } = parts.config;
    if (metricsToken !== null && !sameText(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) {
      throw new HttpError('UNAUTHORIZED');
    }
    return reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics());
  });
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

/** Compares in constant time, whatever the lengths. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
