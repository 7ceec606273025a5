import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { defaultLivenessCalibration, gestureTargets } from '@face-session/liveness';
import type { AttemptOutcome, OpenAttemptRequest, OpenAttemptResponse } from '@face-session/protocol';
import Fastify, { type FastifyReply } from 'fastify';

/** What the stub answers to a call: an outcome, a problem, or nothing at all. */
export type Answer = AttemptOutcome | { readonly status: number; readonly code: string } | 'never';

export interface StubService {
  readonly url: string;
  /** Names of the calls in the order they came, and what came with them. */
  readonly calls: {
    readonly path: string;
    readonly frames: number;
    readonly times: number[];
    readonly wishes?: OpenAttemptRequest;
    readonly declined?: unknown;
  }[];
  /** What to answer to the next openings; the default when empty. */
  readonly openings: (Partial<OpenAttemptResponse> | { readonly status: number; readonly code: string; readonly reason?: string })[];
  /** What to answer to the next bursts and gestures; passed when empty. */
  readonly bursts: Answer[];
  readonly gestures: Answer[];
  /** Whether a declined gesture is replaced. */
  replaces: boolean;
  /** What the end of the session answers; 404 while undefined. */
  incomplete: string | undefined;
  close(): Promise<void>;
}

/** Targets of a challenge, as the shipped calibration has them. */
export const targets = gestureTargets(defaultLivenessCalibration);

const assets = join(import.meta.dirname, '..', '..', 'packages', 'capture', 'dist', 'assets');

/** The attempt protocol with scripted answers: for what the screen does, not for what the service decides. */
export async function startStubService(): Promise<StubService> {
  const app = Fastify();
  const stub = {
    url: '',
    calls: [] as StubService['calls'],
    openings: [] as StubService['openings'],
    bursts: [] as Answer[],
    gestures: [] as Answer[],
    replaces: true,
    incomplete: undefined as string | undefined,
    close: () => app.close(),
  };
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-headers': 'authorization, uq-session-id, uq-nonce, uq-user-id, uq-device-info, content-type',
      'access-control-allow-methods': 'GET, POST',
    });
    if (request.method === 'OPTIONS') await reply.code(204).send();
  });
  app.options('/*', () => '');
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: 50_000_000 }, (_request, body, done) => {
    done(null, body);
  });
  await app.register(fastifyStatic, { root: assets, prefix: '/assets/', preCompressed: true, maxAge: 31_536_000_000, immutable: true });

  const problem = (reply: FastifyReply, { status, code, reason }: { status: number; code: string; reason?: string }): FastifyReply =>
    reply
      .code(status)
      .send({ type: `urn:face-session:error:${code}`, title: code, status, code, requestId: 'stub', ...(reason && { reason }) });
  app.post('/api/v1/attempts', (request, reply) => {
    stub.calls.push({ path: 'open', frames: 0, times: [], wishes: request.body as OpenAttemptRequest });
    const opening = stub.openings.shift() ?? {};
    if ('status' in opening) return problem(reply, opening);
    const attempt: OpenAttemptResponse = {
      attemptId: randomUUID(),
      attemptNumber: 1,
      remainingAttempts: 3,
      sessionExpiresInMs: 600_000,
      burst: { count: 5, intervalMs: 120, maxBytes: 400_000 },
      ...opening,
    };
    return reply.code(201).send(attempt);
  });
  app.post('/api/v1/attempts/:id/frames', (request, reply) => {
    stub.calls.push({ path: 'frames', ...uploadOf(request) });
    return reply.code(204).send();
  });
  const uploads = (name: 'burst' | 'gestures', answers: Answer[]): void => {
    app.post(`/api/v1/attempts/:id/${name}`, async (request, reply) => {
      stub.calls.push({ path: name, ...uploadOf(request) });
      const answer = answers.shift() ?? { outcome: 'passed', result: 'a.signed.result' };
      if (answer === 'never') return new Promise(() => undefined);
      return 'status' in answer ? problem(reply, answer) : reply.send(answer);
    });
  };
  uploads('burst', stub.bursts);
  uploads('gestures', stub.gestures);
  app.post('/api/v1/attempts/:id/decline', (request, reply) => {
    stub.calls.push({ path: 'decline', frames: 0, times: [], declined: request.body });
    return reply.send({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2, gestureReplaced: stub.replaces });
  });
  app.post('/api/v1/face/end', (_request, reply) => {
    stub.calls.push({ path: 'end', frames: 0, times: [] });
    return stub.incomplete === undefined
      ? problem(reply, { status: 404, code: 'NOT_FOUND' })
      : reply.type('application/jwt').send(stub.incomplete);
  });
  stub.url = await app.listen({ host: '127.0.0.1', port: 0 });
  return stub;
}

/** How many files an upload has, and the times that it names. */
function uploadOf({ body }: { readonly body: unknown }): { frames: number; times: number[] } {
  const text = (body as Buffer).toString('latin1');
  const times = JSON.parse(/name="frames"\r\n\r\n(.*?)\r\n/.exec(text)?.[1] ?? '[]') as { capturedAtMs: number }[];
  return { frames: text.split('name="frame"').length - 1, times: times.map(({ capturedAtMs }) => capturedAtMs) };
}

/** A token of the shape that the capture reads: its issuer is the service. */
export function tokenOf(issuer: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iss: issuer })}.c2ln`;
}
