import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import { sessionHeaders } from '@face-session/protocol';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { assetRoutes } from './http/assets.js';
import { createAdmission } from './http/admission.js';
import { attemptRoutes } from './http/attempts.js';
import { clientIdOf } from './http/authenticate.js';
import { problemOfError, recordProblem } from './http/errors.js';
import { enrollmentRoutes } from './http/enrollments.js';
import { eventRoutes } from './http/events.js';
import { faceRoutes } from './http/face.js';
import { healthRoutes } from './http/health.js';
import type { HttpParts } from './http/http-parts.js';
import { infoRoutes } from './http/info.js';
import { jwksRoutes } from './http/jwks.js';
import { matchRoutes } from './http/match.js';
import { HttpProblem, sendProblem } from './http/problem.js';
import { createRateLimiter } from './http/rate-limiter.js';
import { referenceRoutes } from './http/reference.js';
import { tokenRoutes } from './http/token.js';
import { v2MatchRoutes } from './http/v2-match.js';
import { createMetrics } from './metrics.js';
import type { SessionParts } from './sessions/parts.js';

/** How long the headers of a request may take to arrive, in milliseconds; no longer than the whole request. */
const HEADERS_TIMEOUT_MS = 10 * 1000;

/** How often slow connections are looked for, in milliseconds. */
const CONNECTION_CHECK_MS = 2 * 1000;

/** What the service is made of; everything that a test wants to hold in its hands. */
export interface AppParts extends Omit<SessionParts, 'metrics'> {
  readonly logger: Logger;
  /** Folder of the capture's run-time assets; null: none are served. */
  readonly assetsFolder: string | null;
  /** Folder of the assets of versions that ran before; null: none are kept. */
  readonly keptAssetsFolder: string | null;
}

/** The service as a Fastify app that does not listen yet; routes of others may be added beside it. */
export async function createApp(
  appParts: AppParts,
): Promise<{ app: FastifyInstance; parts: HttpParts; documentedRoutes: readonly string[] }> {
  const { config, logger } = appParts;
  // Typed as Fastify's own, so that the app's type does not depend on which logger is used.
  const loggerInstance: FastifyBaseLogger = logger;
  const admission = createAdmission(config.limits);
  const parts: HttpParts = {
    ...appParts,
    admission,
    limiter: createRateLimiter(appParts),
    metrics: createMetrics({
      queued: () => appParts.faces.queued,
      inFlight: () => admission.inFlight,
      overdueMs: () => appParts.store.overdueMs(appParts.clock()),
    }),
  };
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => appParts.random.uuid(),
    trustProxy: trustedBy(config.trustedProxies),
    requestTimeout: config.requestSeconds * 1000,
    http: { headersTimeout: Math.min(HEADERS_TIMEOUT_MS, config.requestSeconds * 1000), connectionsCheckingInterval: CONNECTION_CHECK_MS },
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
  });
  const documentedRoutes: string[] = [];
  await app.register((service) => {
    service.addHook('onRoute', ({ method, url, config: { operation } = {} }) => {
      if (method === 'HEAD' || operation === undefined || operation === 'hidden') return;
      documentedRoutes.push(`${String(method).toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    });
    return registerService(service, parts, logger);
  });
  return { app, parts, documentedRoutes };
}

/** Which hops of `X-Forwarded-For` are believed. */
function trustedBy(proxies: number | readonly string[]): string[] | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : [...proxies];
}

/** All routes in a scope of their own, so that hooks and headers stay off those of others. */
async function registerService(app: FastifyInstance, parts: HttpParts, logger: Logger): Promise<void> {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');
  addSecurityHeaders(app, parts.config.baseURL);
  addRequestLog(app, parts, logger);
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOfError(error);
    recordProblem(parts, request, error, problem);
    await sendProblem(reply, problem);
  });
  await app.register(multipart, { throwFileSizeLimit: true });
  await app.register(async (backend) => tokenRoutes(backend, parts));
  await app.register(async (browser) => {
    await browser.register(cors, {
      origin: parts.config.corsOrigins === '*' ? '*' : [...parts.config.corsOrigins],
      methods: ['GET', 'POST', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', ...Object.values(sessionHeaders)],
      exposedHeaders: ['Retry-After', 'X-Request-Id'],
      maxAge: 600,
      strictPreflight: false,
    });
    faceRoutes(browser, parts);
    matchRoutes(browser, parts);
    attemptRoutes(browser, parts);
    await v2MatchRoutes(browser, parts);
    enrollmentRoutes(browser, parts);
    infoRoutes(browser, parts);
    eventRoutes(browser, parts);
    jwksRoutes(browser, parts);
    referenceRoutes(browser, parts);
    await assetRoutes(browser, parts);
    // In this scope, since it is also what a preflight of any call below /api comes to.
    browser.all('/api/*', { config: { operation: 'hidden' } }, () => {
      throw new HttpProblem('NOT_FOUND');
    });
  });
  healthRoutes(app, parts);
}

function addSecurityHeaders(app: FastifyInstance, baseURL: string): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    if (baseURL.startsWith('https:')) void reply.header('strict-transport-security', 'max-age=31536000');
    return Promise.resolve();
  });
}

/** One line per request: the route instead of the address, since addresses of the reference hold identifiers. */
function addRequestLog(app: FastifyInstance, parts: HttpParts, logger: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    parts.metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        clientId: clientIdOf(request),
      },
      'request',
    );
    return Promise.resolve();
  });
}
