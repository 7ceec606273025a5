import cors from '@fastify/cors';
import { sessionHeaders } from '@face-session/protocol';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { assetRoutes } from './http/assets.js';
import { createAdmission } from './http/admission.js';
import { sendError, sendProblem } from './http/answer.js';
import { refuseBrokenRequest } from './http/broken-request.js';
import { clientIdOf } from './http/authenticate.js';
import { registerBodies } from './http/body.js';
import { createClientAddress } from './http/client-address.js';
import { followConnections, keepEarlyAnswers } from './http/connection.js';
import { DEFAULT_BODY_BYTES } from './http/declaration.js';
import type { Endpoint } from './http/endpoint.js';
import { endpoints } from './http/endpoints.js';
import { createHandOffStreams } from './http/hand-off-streams.js';
import { docsRoutes } from './http/docs.js';
import { healthRoutes } from './http/health.js';
import type { HttpParts } from './http/http-parts.js';
import { linkPageRoutes } from './http/link-page.js';
import { HttpError } from './http/http-error.js';
import { createRateLimiter } from './http/rate-limiter.js';
import { referenceRoutes } from './http/reference.js';
import { registerEndpoint } from './http/register-endpoint.js';
import { DAY_MS } from './config.js';
import { oldestNewestKeyMs } from './keys/keys-in-use.js';
import { createMetrics } from './metrics.js';
import { traceRequests } from './http/trace-requests.js';
import { reportLevels } from './population/report-levels.js';
import { createFramesAhead } from './sessions/frames-ahead.js';
import type { SessionParts } from './sessions/parts.js';
import { partsOfBurst } from './sessions/recognise-burst.js';
import type { Tracing } from './tracing/tracing.js';

/** How long the headers of a request may take to arrive, in milliseconds; no longer than the whole request. */
const HEADERS_TIMEOUT_MS = 10 * 1000;

/** Time between two searches for slow connections, in milliseconds. */
const CONNECTION_CHECK_MS = 2 * 1000;

/** The parts of the service, which tests can replace. */
export interface AppParts extends Omit<SessionParts, 'metrics' | 'framesAhead'> {
  readonly logger: Logger;
  readonly tracing: Tracing;
  /** Folder of the capture's run-time assets; null: none are served. */
  readonly assetsFolder: string | null;
  /** Folder of the assets of versions that ran before; null: none are kept. */
  readonly keptAssetsFolder: string | null;
  /** Folder of the page of links; null: it is not served. */
  readonly linkPageFolder: string | null;
  /** Called when a call answers an error that its declaration lacks, beside the log. For tests: none may be. */
  readonly onUndeclaredError?: ((message: string) => void) | undefined;
}

/** The service as a Fastify app that does not listen yet; routes of others may be added beside it. */
export async function createApp(
  appParts: AppParts,
): Promise<{ app: FastifyInstance; parts: HttpParts; documentedRoutes: readonly string[]; drain: () => void }> {
  const { config, logger } = appParts;
  // Typed as Fastify's own, so that the app's type does not depend on which logger is used.
  const loggerInstance: FastifyBaseLogger = logger;
  const admission = createAdmission(config.limits);
  const closing = new AbortController();
  const parts: HttpParts = {
    ...appParts,
    framesAhead: createFramesAhead(appParts.faces, appParts.livenessCalibration, (place) => partsOfBurst(appParts, place)),
    closing: closing.signal,
    admission,
    limiter: createRateLimiter(appParts),
    handOffStreams: createHandOffStreams(),
    onUndeclaredError(message) {
      logger.error({ undeclared: message }, 'undeclared error');
      appParts.onUndeclaredError?.(message);
    },
    metrics: createMetrics(
      {
        queued: () => appParts.faces.queued,
        workersMemoryBytes: () => appParts.faces.memoryBytes,
        workersCpuMs: () => appParts.faces.cpuMs,
        inFlight: () => admission.inFlight,
        overdueMs: () => appParts.store.overdueMs(appParts.clock()),
        levels: () => reportLevels(appParts),
        keyOverdueMs: async () => {
          const now = appParts.clock();
          return Math.max(0, oldestNewestKeyMs(await appParts.store.signingKeys(now), now) - config.keyRotationDays * DAY_MS);
        },
        pendingEvents: async () => {
          const { count, oldestAt } = await appParts.store.pendingEvents();
          return { count, ageMs: oldestAt === null ? 0 : Math.max(0, appParts.clock() - oldestAt) };
        },
      },
      appParts.tracing,
    ),
  };
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => appParts.random.uuid(),
    requestTimeout: config.requestSeconds * 1000,
    http: { headersTimeout: Math.min(HEADERS_TIMEOUT_MS, config.requestSeconds * 1000), connectionsCheckingInterval: CONNECTION_CHECK_MS },
    bodyLimit: DEFAULT_BODY_BYTES,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // While the service stops, requests on connections that are open are served, and the connection closed after each: a proxy may have sent them already.
    return503OnClosing: false,
    // These requests reach no route: an address that cannot be decoded, and bytes that are not HTTP.
    frameworkErrors: (_error, request, reply) => {
      void reply.headers(securityHeaders(request.id, config.baseURL));
      void sendProblem(reply, new HttpError('NOT_FOUND', 'The address cannot be decoded.'));
    },
    clientErrorHandler: refuseBrokenRequest,
  });
  app.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  let isDraining = false;
  app.addHook('onRequest', (_request, reply, done) => {
    if (isDraining) reply.raw.shouldKeepAlive = false;
    done();
  });
  const documentedRoutes: string[] = [];
  await app.register((service) => {
    service.addHook('onRoute', ({ method, url, config }) => {
      if (method === 'HEAD' || config?.endpoint === undefined) return;
      documentedRoutes.push(`${String(method).toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    });
    return registerService(service, parts, appParts);
  });
  return {
    app,
    parts,
    documentedRoutes,
    drain() {
      isDraining = true;
    },
  };
}

/** All routes in a scope of their own, so that hooks and headers stay off those of others. */
async function registerService(
  app: FastifyInstance,
  parts: HttpParts,
  { logger, tracing }: Pick<AppParts, 'logger' | 'tracing'>,
): Promise<void> {
  followConnections(app, createClientAddress(parts.config.trustedProxies));
  traceRequests(app, tracing);
  keepEarlyAnswers(app);
  registerBodies(app);
  addSecurityHeaders(app, parts.config.baseURL);
  addRequestLog(app, parts, logger);
  app.setErrorHandler((error, request, reply) => sendError(parts, request, reply, error));
  // An unknown address is rejected before its body is read, whatever the body is.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw new HttpError('NOT_FOUND');
    return Promise.resolve();
  });
  app.setNotFoundHandler(() => {
    throw new HttpError('NOT_FOUND');
  });
  const all = Object.values(endpoints);
  await app.register((backend, _options, done) => {
    backend.addHook('onRequest', async (_request, reply) => {
      void reply.header('pragma', 'no-cache');
      return Promise.resolve();
    });
    for (const endpoint of all.filter(forBackends)) registerEndpoint(backend, parts, endpoint);
    // Without it a preflight would reach the wildcard route of the browser endpoints, which allows any origin.
    for (const { path } of all.filter(forBackends))
      backend.options(path, (_request, reply) => reply.code(204).header('allow', 'POST').send());
    done();
  });
  await app.register(async (browser) => {
    // A preflight of an endpoint that is not for browsers must not reach the wildcard route of CORS.
    browser.addHook('onRequest', async ({ method, url }) => {
      if (method === 'OPTIONS' && !/^\/(api|assets)\//.test(url)) throw new HttpError('NOT_FOUND');
      return Promise.resolve();
    });
    await browser.register(cors, {
      origin: parts.config.corsOrigins === '*' ? '*' : [...parts.config.corsOrigins],
      methods: ['GET', 'POST', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', ...Object.values(sessionHeaders)],
      exposedHeaders: ['Retry-After', 'X-Request-Id'],
      maxAge: 600,
      strictPreflight: false,
    });
    for (const endpoint of all) if (!forBackends(endpoint)) registerEndpoint(browser, parts, endpoint);
    referenceRoutes(browser, parts);
    await assetRoutes(browser, parts);
    // In this scope, since a browser must be able to read the refusal of a call below /api.
    const notFound = async (): Promise<never> => Promise.reject(new HttpError('NOT_FOUND'));
    browser.all('/api/*', { onRequest: notFound }, notFound);
  });
  await app.register((page) => linkPageRoutes(page, parts));
  await app.register((site) => docsRoutes(site, parts));
  healthRoutes(app, parts);
}

/** Whether only backends make the call, so that no browser may: its credentials are a secret. */
function forBackends({ scope }: Endpoint): boolean {
  return scope === 'client';
}

function addSecurityHeaders(app: FastifyInstance, baseURL: string): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders(request.id, baseURL));
    return Promise.resolve();
  });
}

function securityHeaders(requestId: string, baseURL: string): Record<string, string> {
  return {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(baseURL.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  };
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
