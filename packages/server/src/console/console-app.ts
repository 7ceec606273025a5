import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashedFiles } from '../http/assets.js';
import { HttpError } from '../http/http-error.js';
import { identifierHash } from '../keys/identifier-hash.js';
import { recordEvent } from '../record-event.js';
import { isRefusal, refusal } from '../sessions/refusal.js';
import type { Operator } from '../store/operator-store.js';
import { StoreUnavailableError } from '../store/store.js';
import { consoleErrors, type ConsoleErrorCode, type ConsoleParts, type ConsoleRoute } from './console-route.js';
import { actionTokenOf, endSignIn, operatorOfCookie, reachesRole } from './operators.js';
import { assertionSchema, registerPasskey, registrationOptions, registrationSchema, signInOptions, signInWithPasskey } from './passkeys.js';
import { beginAtProvider, PROVIDER_RETURN_PATH, returnFromProvider } from './provider.js';
import { consoleRoutes } from './routes.js';

/** `__Host-`: the browser sends it to this host alone, over a secure connection, and no other host can set it. */
const COOKIE = '__Host-face-session-console';

/** Binds a way to the identity provider and back to the browser that began it. `Lax`: the way back begins on the provider's site. */
const PROVIDER_COOKIE = `${COOKIE}-provider`;

/** The header that carries {@link actionTokenOf} with every action. */
export const ACTION_TOKEN_HEADER = 'x-console-token';

/** Largest body unless the route says otherwise, in bytes. */
const BODY_BYTES = 64 * 1024;

/** What the console's page may load and run: files of its own origin. Pictures are the service's own, and plots on their way into a PNG. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** An error that the console answers with. */
class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  constructor(
    readonly code: ConsoleErrorCode,
    readonly detail?: string,
  ) {
    super(code);
  }
}

/** The console as an app of its own, for a listener of its own: no CORS, no route of the public service. */
export async function createConsoleApp(parts: ConsoleParts, pageFolder: string): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = parts.logger;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    requestTimeout: parts.config.requestSeconds * 1000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  const secure = parts.console.origin.startsWith('https:');
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'cache-control': 'no-store',
      ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
    });
    // There is nothing here until the first operator was added.
    if (!(await hasOperators(parts))) throw new ConsoleError('NOT_FOUND');
  });
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler(() => {
    throw new ConsoleError('NOT_FOUND');
  });
  const html = readFileSync(join(pageFolder, 'index.html'), 'utf8');
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(html));
  await app.register(serveStatic, { ...hashedFiles, root: join(pageFolder, 'assets'), prefix: '/assets/' });
  signInRoutes(app, parts);
  for (const route of consoleRoutes) registerRoute(app, parts, route);
  return app;
}

const known = new WeakSet<object>();

/** Whether there is an operator; looked up until there is one. */
async function hasOperators({ store }: ConsoleParts): Promise<boolean> {
  if (known.has(store)) return true;
  const found = (await store.listOperators()).length > 0;
  if (found) known.add(store);
  return found;
}

function registerRoute(app: FastifyInstance, parts: ConsoleParts, route: ConsoleRoute): void {
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyBytes ?? BODY_BYTES,
    handler: async (request, reply) => {
      const { operator, cookie } = await signedIn(parts, request);
      if (route.method === 'POST') refuseForged(parts, request, actionTokenOf(cookie));
      if (!reachesRole(operator.role, route.role)) throw new ConsoleError('FORBIDDEN');
      const read = {
        query: route.query ? parsed(route.query, request.query) : {},
        body: route.body ? parsed(route.body, request.body ?? {}) : {},
      };
      await recordEvent(parts, {
        event: route.method === 'GET' ? 'console.viewed' : 'console.acted',
        ...route.subject?.(read),
        details: { operator: operator.name, what: route.path.slice('/api/'.length) },
      });
      await answer(reply, await route.handle(parts, { ...read, operator }));
      return reply;
    },
  });
}

/** Signing in and out; the routes that need no role. */
function signInRoutes(app: FastifyInstance, parts: ConsoleParts): void {
  const ticket = z.object({ token: z.string().max(200) });
  const open = (path: string, handle: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): void => {
    app.post(path, async (request, reply) => {
      refuseForged(parts, request, null);
      await parts.limiter.take('authentication', `console ${addressOf(parts, request)}`);
      await answer(reply, await handle(request, reply));
      return reply;
    });
  };
  const enter = async (request: FastifyRequest, reply: FastifyReply, cookie: unknown): Promise<unknown> => {
    if (typeof cookie !== 'string') return cookie;
    // Whoever signs in again in the same browser leaves no sign-in behind.
    const before = cookieOf(request, COOKIE);
    if (before !== null) await parts.store.endOperatorSession(identifierHash(before));
    void reply.header('set-cookie', `${COOKIE}=${cookie}; Path=/; Secure; HttpOnly; SameSite=Strict`);
    return { signedIn: true };
  };
  /** What the page of the sign-in offers. */
  app.get('/api/sign-in/ways', (_request, reply) =>
    reply.send({ provider: parts.console.provider === null ? null : new URL(parts.console.provider.issuer).host }),
  );
  open('/api/sign-in/provider', async (_request, reply) => {
    const begun = await beginAtProvider(parts);
    if (isRefusal(begun)) return begun;
    const { url, secret, seconds } = begun;
    void reply.header('set-cookie', `${PROVIDER_COOKIE}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${String(seconds)}`);
    return { url };
  });
  app.get(PROVIDER_RETURN_PATH, async (request, reply) => {
    await parts.limiter.take('authentication', `console ${addressOf(parts, request)}`);
    const secret = cookieOf(request, PROVIDER_COOKIE);
    void reply.header('set-cookie', `${PROVIDER_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`);
    const cookie = secret === null ? refusal('REFUSED') : await returnFromProvider(parts, secret, request.url);
    const entered = await enter(request, reply, cookie);
    // A page of this origin asks for everything from here on: this request began on another site, and brought no cookie of a sign-in.
    return reply.redirect(isRefusal(entered) ? `/#/refused/${entered.refused}` : '/', 303);
  });
  open('/api/sign-in/options', () => signInOptions(parts));
  open('/api/sign-in', async (request, reply) =>
    enter(request, reply, await signInWithPasskey(parts, parsed(z.object({ passkey: assertionSchema }), request.body).passkey)),
  );
  open('/api/register/options', (request) => registrationOptions(parts, parsed(ticket, request.body).token));
  open('/api/register', async (request, reply) => {
    const { token, passkey } = parsed(ticket.extend({ passkey: registrationSchema }), request.body);
    return enter(request, reply, await registerPasskey(parts, token, passkey));
  });
  app.get('/api/me', async (request) => {
    const { operator, cookie } = await signedIn(parts, request);
    const { idleMinutes } = parts.console;
    return { name: operator.name, role: operator.role, token: actionTokenOf(cookie), idleMinutes, now: parts.clock() };
  });
  app.post('/api/sign-out', async (request, reply) => {
    const { operator, cookie } = await signedIn(parts, request);
    refuseForged(parts, request, actionTokenOf(cookie));
    await endSignIn(parts, operator, cookie);
    void reply.header('set-cookie', `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`);
    return { signedIn: false };
  });
}

async function signedIn(parts: ConsoleParts, request: FastifyRequest): Promise<{ operator: Operator; cookie: string }> {
  // A navigation or a script of another site brings no cookie (SameSite=Strict); this holds where a browser knows no SameSite.
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new ConsoleError('REFUSED');
  const cookie = cookieOf(request, COOKIE);
  const operator = cookie === null ? null : await operatorOfCookie(parts, parts.console, cookie);
  if (cookie === null || operator === null) throw new ConsoleError('NOT_SIGNED_IN');
  return { operator, cookie };
}

/** An action must come from the console's own page: by its origin, by what the browser says of the site, and by a token that only the page can read. */
function refuseForged(parts: ConsoleParts, request: FastifyRequest, token: string | null): void {
  const { origin, 'sec-fetch-site': site, [ACTION_TOKEN_HEADER]: sent } = request.headers;
  if (origin !== parts.console.origin || (site !== undefined && site !== 'same-origin')) throw new ConsoleError('REFUSED');
  if (token !== null && sent !== token) throw new ConsoleError('REFUSED');
}

function cookieOf({ headers }: FastifyRequest, wanted: string): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === wanted)?.[1] ?? null;
}

function addressOf({ addressOf: find }: ConsoleParts, { raw, headers }: FastifyRequest): string {
  return find(raw.socket.remoteAddress, headers['x-forwarded-for']);
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ConsoleError('INVALID', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

async function answer(reply: FastifyReply, value: unknown): Promise<void> {
  if (isRefusal(value))
    throw new ConsoleError(value.refused in consoleErrors ? (value.refused as ConsoleErrorCode) : 'INVALID', value.detail);
  // A picture goes out as it is.
  if (Buffer.isBuffer(value)) await reply.type('image/jpeg').send(value);
  else await reply.send(value);
}

async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const code = codeOf(error);
  if (code === 'BROKEN') request.log.error({ err: error, route: request.routeOptions.url }, 'console request failed');
  const detail = error instanceof ConsoleError ? error.detail : undefined;
  await reply.code(consoleErrors[code]).send({ code, ...(detail !== undefined && { detail }) });
}

function codeOf(error: unknown): ConsoleErrorCode {
  if (error instanceof ConsoleError) return error.code;
  if (error instanceof HttpError && error.code === 'RATE_LIMITED') return 'RATE_LIMITED';
  if (error instanceof StoreUnavailableError) return 'UNAVAILABLE';
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status < 500 ? 'INVALID' : 'BROKEN';
}
