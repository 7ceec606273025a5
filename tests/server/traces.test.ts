import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { addClient, openParts, openedWebhook, readConfig, setWebhook, type Config } from '@face-session/server';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPeople, type Person } from '../kit/people.js';
import { freePort, startReplica } from '../kit/process.js';
import { generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { startSilentServer, startTraceCollector, type ReceivedSpan, type TraceCollector } from '../kit/trace-collector.js';
import { startWebhookReceiver } from '../kit/webhook-receiver.js';

/* What a collector of OpenTelemetry receives from real sessions, and what becomes of sessions without one that works. */

/** The keys that attributes may have, written again by hand: a new one is a decision. */
const allowed = [
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'error.type',
  'db.system.name',
  'db.operation.name',
  'face_session.stage',
  'face_session.webhook.event',
  'face_session.webhook.tries',
  'face_session.webhook.outcome',
];
const allowedOfResource = ['service.name', 'service.version'];

let anna: Person;
let ben: Person;
beforeAll(async () => {
  ({ anna, ben } = await loadPeople());
});

const traced = (endpoint: string, ratio = 1): Partial<Config> => ({
  limits: generous,
  webhookAllowedNetworks: ['127.0.0.1'],
  traces: { endpoint, headers: { authorization: 'Bearer of-the-collector' }, ratio },
});

/** A session that fails once and passes then. Returns all that identifies it. */
async function session(client: TestClient, headers: Record<string, string> = {}): Promise<string[]> {
  const [nonce, user, token] = [randomBytes(16).toString('base64url'), randomUUID(), await client.token()];
  const sessionId = await client.createSession(anna.photo, token);
  const own = { 'UQ-Nonce': nonce, 'UQ-User-Identifier': user, ...headers };
  expect(await client.attempt(sessionId, ben.burst(), {}, own)).toMatchObject({ outcome: 'failed' });
  const outcome = await client.attempt(sessionId, anna.burst(), {}, own);
  if (outcome.outcome !== 'passed') throw new Error(outcome.outcome);
  await client.call(`/api/v1/info/${sessionId}`);
  await client.call('/api/v1/attempts', { session: randomUUID(), method: 'POST', body: '{}' });
  const hashes = [sessionId, user].map((text) => createHash('sha256').update(text).digest('hex'));
  return [nonce, user, token, sessionId, outcome.result, ...hashes, client.clientId, client.clientSecret];
}

describe('with a collector', () => {
  const [traceId, parentId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  let collector: TraceCollector;
  let spans: readonly ReceivedSpan[];
  let secrets: string[];
  beforeAll(async () => {
    const receiver = await startWebhookReceiver();
    collector = await startTraceCollector();
    const harness = await startHarness(traced(collector.endpoint));
    const client = await harness.addClient();
    const { clientId } = client;
    await setWebhook(harness.service, await openedWebhook(harness.service, clientId), clientId, { url: receiver.url }, () =>
      Promise.resolve(),
    );
    secrets = [
      ...(await session(client, { traceparent: `00-${traceId}-${parentId}-01` })),
      receiver.url,
      new URL(receiver.url).port,
      '127.0.0.1',
    ];
    await receiver.waitFor(1);
    await fetch(`${harness.url}/healthz`);
    // Sends what is left.
    await harness.close();
    await receiver.close();
    spans = collector.spans();
  });
  afterAll(() => collector.close());

  const named = (name: string): readonly ReceivedSpan[] => spans.filter((span) => span.name === name);
  const valueOf = (span: ReceivedSpan | undefined, key: string): unknown =>
    Object.values(span?.attributes.find((attribute) => attribute.key === key)?.value ?? {})[0];

  it('sends spans of requests by route, of the stages of an attempt, of store calls and of deliveries', () => {
    const names = new Set(spans.map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining([
        'POST /api/oauth/token',
        'POST /api/v1/face',
        'POST /api/v1/attempts',
        'POST /api/v1/attempts/:attemptId/burst',
        'GET /api/v1/info/:sessionId',
        ...['reference', 'analyse', 'image', 'sign'].map((stage) => `stage ${stage}`),
        ...['createSession', 'chargeAttempt', 'failAttempt', 'passAttempt'].map((call) => `store ${call}`),
        'webhook delivery',
      ]),
    );
    // Neither probes nor the polls of loops.
    expect([...names].filter((name) => /health|ready|metrics|clientsWithDueEvents|purge/.test(name))).toEqual([]);
    expect(new Set(collector.deliveries.map(({ path, headers }) => `${path} ${String(headers.authorization)}`))).toEqual(
      new Set(['/v1/traces Bearer of-the-collector']),
    );
  });

  it('puts stages and store calls below the request that made them', () => {
    const [request] = named('POST /api/v1/attempts/:attemptId/burst').filter((span) =>
      spans.some(({ name, parentSpanId }) => name === 'store passAttempt' && parentSpanId === span.spanId),
    );
    const below = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId).map(({ name }) => name);
    expect(below).toEqual(
      expect.arrayContaining(['store chargeAttempt', 'stage analyse', 'stage image', 'stage sign', 'store passAttempt']),
    );
    expect(valueOf(request, 'http.response.status_code')).toBe(200);
  });

  it('continues the trace of the caller', () => {
    const continued = spans.filter((span) => span.parentSpanId === parentId).map(({ name }) => name);
    expect(new Set(continued)).toEqual(new Set(['POST /api/v1/attempts', 'POST /api/v1/attempts/:attemptId/burst']));
    expect(spans.find((span) => span.parentSpanId === parentId)?.traceId).toBe(traceId);
    expect(named('POST /api/v1/face').every(({ parentSpanId }) => !parentSpanId)).toBe(true);
  });

  it('says how a delivery ended', () => {
    const [delivery] = named('webhook delivery');
    expect(valueOf(delivery, 'face_session.webhook.outcome')).toBe('delivered');
    expect(valueOf(delivery, 'http.response.status_code')).toBe(204);
    expect(valueOf(delivery, 'face_session.webhook.event')).toMatch(/^face_session\./);
  });

  it('sends no key that is not allowed, no identifier, address, token or picture, and no text of an error', () => {
    const keys = spans.flatMap(({ attributes }) => attributes.map(({ key }) => key));
    expect([...new Set(keys)].filter((key) => !allowed.includes(key))).toEqual([]);
    const resources = collector.deliveries.flatMap(({ body }) => body.resourceSpans.map(({ resource }) => resource));
    expect(new Set(resources.flatMap(({ attributes }) => attributes.map(({ key }) => key)))).toEqual(new Set(allowedOfResource));
    const told = JSON.stringify(spans.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })));
    for (const secret of secrets) expect(told).not.toContain(secret);
    // Identifiers, hashes, tokens and pictures are long; what may be told is short.
    const values = spans.flatMap(({ attributes }) => attributes.flatMap(({ value }) => Object.values(value).map(String)));
    expect(values.filter((value) => !/^[\w/:.-]{1,60}$/.test(value) || /[0-9a-f]{8}/.test(value))).toEqual([]);
    expect(spans.flatMap(({ events = [], status }) => [...events, ...(status?.message ? [status.message] : [])])).toEqual([]);
  });
});

it('records no more than the share, whatever the caller asks for', async () => {
  const collector = await startTraceCollector();
  const harness = await startHarness(traced(collector.endpoint, 0));
  const client = await harness.addClient();
  const asked = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  await client.open(await client.createSession(anna.photo), {}, asked);
  await harness.close();
  expect(collector.spans()).toEqual([]);
  await collector.close();
});

describe.each([
  ['is down', async () => ({ endpoint: `http://127.0.0.1:${await freePort()}`, close: () => Promise.resolve() })],
  ['never answers', startSilentServer],
])('with a collector that %s', (_, start) => {
  let harness: Harness;
  it('sessions end as without it, and the service stops', async () => {
    const collector = await start();
    harness = await startHarness(traced(collector.endpoint));
    const client = await harness.addClient();
    const sessionId = await client.createSession(anna.photo);
    expect(await client.attempt(sessionId, anna.burst())).toMatchObject({ outcome: 'passed' });
    await harness.close();
    await collector.close();
  });
});

/** Writes the name of each library of OpenTelemetry to standard error when it is loaded. */
const tellLibraries = ((): string => {
  const hooks = `import { writeSync } from 'node:fs';
    export function resolve(name, context, next) { if (name.startsWith('@opentelemetry/')) writeSync(2, 'loads ' + name + '\\n'); return next(name, context); }`;
  // A text in double quotes: single ones are not encoded.
  const register = `import { register } from "node:module"; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
  return `--import=data:text/javascript,${encodeURIComponent(register)}`;
})();

it('loads no library of OpenTelemetry unless there is a collector', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-traces-'));
  const environment = { DATA_DIR: folder, NODE_OPTIONS: tellLibraries };
  const collector = await startTraceCollector();
  const parts = await openParts({ ...readConfig(environment), logLevel: 'silent' });
  await parts.store.migrate();
  await addClient(parts, { name: 'Bank' });
  await parts.store.close();
  const without = await startReplica(environment);
  expect(await without.stop()).toBe(0);
  expect(without.output()).not.toContain('loads @opentelemetry/');
  const with_ = await startReplica({ ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.endpoint}/` });
  await fetch(`${with_.url}/api/.well-known/jwks.json`);
  expect(await with_.stop()).toBe(0);
  expect(with_.output()).toContain('loads @opentelemetry/sdk-trace-base');
  expect(collector.spans().map(({ name }) => name)).toContain('GET /api/.well-known/jwks.json');
  await collector.close();
  await rm(folder, { recursive: true });
});
