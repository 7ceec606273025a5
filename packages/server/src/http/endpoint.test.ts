import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refusal } from '../sessions/refusal.js';
import { sendError } from './answer.js';
import type { Declaration, ErrorFormat } from './declaration.js';
import { endpoint, type Endpoint } from './endpoint.js';
import { endpoints } from './endpoints.js';
import type { HttpParts } from './http-parts.js';
import { registerEndpoint } from './register-endpoint.js';

const declaration = {
  method: 'GET',
  path: '/things/{thing}',
  tag: 'Results',
  summary: 'Get a thing.',
  scope: null,
  params: z.object({ thing: z.string().max(3) }),
  success: { status: 200, type: 'application/json', schema: z.object({ thing: z.string() }) },
  errors: ['NOT_FOUND'],
} as const satisfies Declaration;

const plainFormat: ErrorFormat = {
  schema: z.object({ error: z.string() }),
  answer: ({ code, status, meaning }) => ({ code, status, body: { error: `${code}: ${meaning}` } }),
};

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

/** The answer of an endpoint alone, and what was told of it. */
async function answerOf(declared: Endpoint, url = '/things/one'): Promise<{ status: number; body: unknown; undeclared: string[] }> {
  const undeclared: string[] = [];
  const parts = {
    metrics: { refusals: { inc: () => undefined } },
    limiter: { take: () => Promise.resolve() },
    onUndeclaredError: (message: string) => undeclared.push(message),
  } as unknown as HttpParts;
  app = Fastify();
  app.setErrorHandler((error, request, reply) => sendError(parts, request, reply, error));
  registerEndpoint(app, { ...parts }, declared);
  const response = await app.inject({ method: declared.method, url });
  return { status: response.statusCode, body: response.json(), undeclared };
}

describe('an endpoint', () => {
  it('answers what its handler returns, without what the schema lacks', async () => {
    const found = endpoint(declaration, (_parts, { params }) => Promise.resolve({ thing: params.thing, secret: 'x' }));
    expect(await answerOf(found)).toEqual({ status: 200, body: { thing: 'one' }, undeclared: [] });
  });

  it('refuses a request that its schemas do not allow, with the place and what was expected', async () => {
    const found = endpoint(declaration, (_parts, { params }) => Promise.resolve(params));
    const { status, body, undeclared } = await answerOf(found, '/things/long');
    expect([status, body, undeclared]).toEqual([
      400,
      expect.objectContaining({ code: 'INVALID_REQUEST', detail: expect.stringMatching(/^params\.thing: .*expected/) as string }),
      [],
    ]);
  });

  it('does not compile with a handler that answers a code which the declaration lacks, and tells of it when it runs', async () => {
    // @ts-expect-error -- FORBIDDEN is not declared
    const wrong = endpoint(declaration, () => Promise.resolve(refusal('FORBIDDEN')));
    const { status, undeclared } = await answerOf(wrong);
    expect([status, undeclared]).toEqual([403, ['GET /things/{thing} answered FORBIDDEN, which its declaration lacks.']]);
  });

  it('is a fault of the service if its answer does not have the declared schema', async () => {
    // @ts-expect-error -- the name is wrong
    const wrong = endpoint(declaration, () => Promise.resolve({ think: 'one' }));
    expect(await answerOf(wrong)).toMatchObject({ status: 500, body: { code: 'UNEXPECTED_ERROR' }, undeclared: [] });
  });

  it('answers codes of its own with their status, in its own form', async () => {
    const own = endpoint(
      {
        ...declaration,
        ownErrors: { too_blue: { status: 400, meaning: 'The thing is too blue.' } },
        errorFormat: plainFormat,
      },
      () => Promise.resolve(refusal('too_blue')),
    );
    expect(await answerOf(own)).toEqual({ status: 400, body: { error: 'too_blue: The thing is too blue.' }, undeclared: [] });
  });

  it('declares the codes of its guards, limits and body by itself', () => {
    const guarded = endpoint(
      {
        ...declaration,
        method: 'POST',
        scope: 'KYC_INFO_SDK',
        body: { 'application/json': z.object({}) },
        limits: { rate: 'photo', pictures: true },
        errors: [],
      },
      () => Promise.resolve({ thing: '' }),
    );
    expect([...guarded.errors].sort()).toEqual([
      'BUSY',
      'FORBIDDEN',
      'INVALID_REQUEST',
      'PAYLOAD_TOO_LARGE',
      'RATE_LIMITED',
      'REQUEST_TIMEOUT',
      'UNAUTHORIZED',
      'UNEXPECTED_ERROR',
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    const plain = endpoint({ ...declaration, errors: [] }, () => Promise.resolve({ thing: '' }));
    expect([...plain.errors].sort()).toEqual(['BUSY', 'INVALID_REQUEST', 'UNEXPECTED_ERROR']);
  });
});

describe('the endpoints', () => {
  it('have each an address of their own', () => {
    const addresses = Object.values(endpoints).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('only read by GET, but for the call that the reference has so', () => {
    const ending = Object.entries(endpoints).filter(([, { method, summary }]) => method === 'GET' && !/^(Get|Read) /.test(summary));
    expect(ending.map(([id]) => id)).toEqual(['getV2Result']);
  });
});
