import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { MAX_PHOTO_BYTES, type MatchLevel } from '@face-session/protocol';
import {
  FaceSessionError,
  fetchAuditTrailImage,
  verifyFaceSessionResult,
  verifyIncompleteFaceSessionResult,
  type VerifiedResult,
} from '@face-session/verify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createService, ServiceAnswerError, type ServiceAccount } from './service.js';
import { readVisitCookie, writeVisitCookie } from './visit-cookie.js';
import { createVisits, type Visit } from './visits.js';

/** The level that this customer requires, whatever its own app asks for. */
const MINIMUM_MATCH_LEVEL: MatchLevel = 3;

/** Longest body of JSON, in bytes: a result has 1 kB. */
const MAX_JSON_BYTES = 32 * 1024;

/** What the customer's app is made of. */
export interface CustomerParts extends ServiceAccount {
  /** Public address of the service: the issuer of its results. */
  readonly issuer: string;
  /** Whether a person at a computer may continue on a phone. */
  readonly allowHandOff: 'offer' | 'never';
  /** Seconds for which the service keeps a selfie: what the introduction tells the person. */
  readonly selfieKeptSeconds: number;
  /** Folder of the built page. */
  readonly pageFolder: string;
}

/**
 * Adds the customer's routes: a web page and the backend behind it. It knows the service by its address and its own credentials only.
 *
 * - `POST /demo/sessions` ID photo in -> what the page needs to run the session
 * - `POST /demo/results` JWS in -> what was verified
 * - `POST /demo/incomplete-results` JWS of a session without a match in -> what was verified
 * - `GET /demo/selfie` the verified selfie
 * - `DELETE /demo/session` forgets everything, here and at the service
 */
export async function customerApp(app: FastifyInstance, parts: CustomerParts): Promise<void> {
  const service = createService(parts);
  const visits = createVisits();

  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': pagePolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(self)',
      'cross-origin-opener-policy': 'same-origin',
    });
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler(answerWithCode);
  app.addHook('onRequest', async (request, reply) => {
    if (changesSomething(request) && isForeign(request)) await reply.code(403).send({ code: 'FOREIGN_ORIGIN' });
  });

  await app.register(fastifyMultipart, { limits: { fileSize: MAX_PHOTO_BYTES, files: 1, fields: 0 } });
  await app.register(fastifyStatic, {
    root: parts.pageFolder,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = extname(path) !== '.html';
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

  app.post('/demo/sessions', async (request, reply) => {
    const file = await request.file();
    if (file === undefined) return reply.code(400).send({ code: 'PHOTO_MISSING' });
    const photo = Uint8Array.from(await file.toBuffer());
    const sessionId = await service.createSession(photo, file.mimetype);
    const visit = visits.start({ sessionId, nonce: randomUUID() });
    writeVisitCookie(reply, visit, request.protocol === 'https');
    const { selfieKeptSeconds, allowHandOff } = parts;
    const token = await service.sessionToken(sessionId);
    return reply.code(201).send({ token, sessionId, nonce: visit.nonce, selfieKeptSeconds, allowHandOff });
  });

  app.post('/demo/results', { bodyLimit: MAX_JSON_BYTES }, async (request, reply) => {
    const visit = visitOf(request);
    if (!visit) return reply.code(404).send({ code: 'VISIT_UNKNOWN' });
    const jws = resultOf(request);
    if (jws === null) return reply.code(400).send({ code: 'INVALID_REQUEST' });
    const result = await verifyFaceSessionResult(jws, {
      ...expected(visit),
      minimumMatchLevel: MINIMUM_MATCH_LEVEL,
    });
    if (result.auditTrailImage) {
      const selfie = await fetchAuditTrailImage(result, { serviceURL: parts.serviceURL, accessToken: await service.token() });
      visits.keepSelfie(visit, selfie, parts.selfieKeptSeconds);
    }
    return reply.send({ match: true, matchLevel: result.matchLevel, ...shown(result, visit) });
  });

  app.post('/demo/incomplete-results', { bodyLimit: MAX_JSON_BYTES }, async (request, reply) => {
    const visit = visitOf(request);
    if (!visit) return reply.code(404).send({ code: 'VISIT_UNKNOWN' });
    const jws = resultOf(request);
    if (jws === null) return reply.code(400).send({ code: 'INVALID_REQUEST' });
    const result = await verifyIncompleteFaceSessionResult(jws, expected(visit));
    return reply.send({ match: false, matchLevel: result.matchLevel, error: result.error, ...shown(result, visit) });
  });

  app.get('/demo/selfie', async (request, reply) => {
    const selfie = visitOf(request)?.selfie;
    if (!selfie) return reply.code(404).send({ code: 'NOT_FOUND' });
    return reply.type('image/jpeg').send(Buffer.from(selfie));
  });

  app.delete('/demo/session', async (request, reply) => {
    const visit = visitOf(request);
    if (visit) {
      visits.end(visit);
      await service.deleteSession(visit.sessionId).catch((error: unknown) => {
        if (!(error instanceof ServiceAnswerError && error.status === 404)) throw error;
      });
    }
    return reply.code(204).send();
  });

  function visitOf(request: FastifyRequest): Visit | undefined {
    return visits.find(readVisitCookie(request));
  }

  /** What a result must say, from this backend's own record: never from the request. */
  function expected({ sessionId, nonce }: Visit): {
    issuer: string;
    serviceURL: string;
    clientId: string;
    sessionId: string;
    nonce: string;
  } {
    const { issuer, serviceURL, clientId } = parts;
    return { issuer, serviceURL, clientId, sessionId, nonce };
  }
}

/** The result in a request's body; null if there is none, whatever else the body is. */
function resultOf({ body }: FastifyRequest): string | null {
  const { result } = (typeof body === 'object' && body !== null ? body : {}) as { result?: unknown };
  return typeof result === 'string' ? result : null;
}

function changesSomething({ method, url }: FastifyRequest): boolean {
  return url.startsWith('/demo/') && method !== 'GET' && method !== 'HEAD';
}

/** Whether another site's page made the request. Browsers send `Origin` with every such request; other programs need not. */
function isForeign({ headers, host }: FastifyRequest): boolean {
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** What the page shows of a verified result. */
function shown(result: VerifiedResult, visit: Visit): object {
  return {
    sessionId: result.sessionId,
    resultId: result.id,
    issuer: result.issuer,
    issuedAt: result.issuedAt,
    expiresAt: result.expiresAt,
    hasSelfie: visit.selfie !== undefined,
  };
}

function answerWithCode(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ServiceAnswerError) return reply.code(error.status >= 500 ? 502 : error.status).send({ code: error.code });
  if (error instanceof FaceSessionError) return reply.code(422).send({ code: error.code });
  const { statusCode = 500 } = error as { statusCode?: number };
  if (statusCode === 413) return reply.code(413).send({ code: 'PAYLOAD_TOO_LARGE' });
  if (statusCode < 500) return reply.code(statusCode).send({ code: 'INVALID_REQUEST' });
  console.error(`${request.method} ${request.url.split('?')[0] ?? ''} failed:`, error);
  return reply.code(500).send({ code: 'UNEXPECTED_ERROR' });
}

/** What the page may load and run. `wasm-unsafe-eval` and `blob:` workers are for the models of the capture; nothing is inline. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
