import createClient from 'openapi-fetch';
import openapiTS, { astToString } from 'openapi-typescript';
import { factory } from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';
import type { components, paths } from './typed-client/api.js';

/* A client whose types are generated from the OpenAPI document does a customer's whole job: that the types compile is checked as any test's are. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
beforeAll(async () => {
  [harness, { anna }] = await Promise.all([startHarness({ limits: generous }), loadPeople()]);
  harness.clock.freeze();
  bank = await harness.addClient();
});
afterAll(() => harness.close());

/** Typed fields as a form: pictures as files, the rest as JSON, in the order given. */
function form(fields: Readonly<Record<string, unknown>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    const pictures = [value].flat().filter((one): one is Blob => one instanceof Blob);
    for (const picture of pictures) data.append(name, picture);
    if (pictures.length === 0) data.append(name, JSON.stringify(value));
  }
  return data;
}
const blob = (picture: Buffer): Blob => new Blob([new Uint8Array(picture)], { type: 'image/jpeg' });

describe('the typed client', () => {
  it('is generated from the document as it is now (`npm test -- tests/server/typed-client.test.ts -u` writes it anew)', async () => {
    const document = (await (await fetch(`${harness.url}/api/openapi.json`)).json()) as Parameters<typeof openapiTS>[0];
    const types = await openapiTS(document, {
      transform: ({ format }) => (format === 'binary' ? factory.createTypeReferenceNode('Blob') : undefined),
    });
    await expect(`/* Generated from the OpenAPI document. */\n\n${astToString(types)}`).toMatchFileSnapshot('./typed-client/api.d.ts');
  });

  it('gets a token, runs a session, reads its result and image, and deletes them', async () => {
    const api = createClient<paths>({ baseUrl: harness.url });
    const token = await api.POST('/api/oauth/token', {
      body: { grant_type: 'client_credentials', client_id: bank.clientId, client_secret: bank.clientSecret },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    api.use({
      onRequest({ request }) {
        request.headers.set('authorization', `Bearer ${token.data?.access_token ?? ''}`);
      },
    });

    expect(token.response.status).toBe(200);
    const created = await api.POST('/api/v1/face', { body: { idPhoto: blob(anna.photo) }, bodySerializer: form });
    const sessionId = created.data?.sessionId ?? '';
    const header = { 'UQ-Session-ID': sessionId };
    const opened = await api.POST('/api/v1/attempts', { params: { header }, body: { maxAttempts: 2 } });
    expect(opened.data).toMatchObject({ remainingAttempts: 2 });
    const frames = anna.burst();
    harness.clock.advance((frames.at(-1)?.capturedAtMs ?? 0) + 200);
    const judged = await api.POST('/api/v1/attempts/{attemptId}/burst', {
      params: { header, path: { attemptId: opened.data?.attemptId ?? '' } },
      body: { frames: frames.map(({ capturedAtMs }) => ({ capturedAtMs })), frame: frames.map(({ jpeg }) => blob(jpeg)) },
      bodySerializer: form,
    });
    if (judged.data?.outcome !== 'passed') throw new Error(JSON.stringify(judged.error ?? judged.data));

    const path = { sessionId };
    const result = await api.GET('/api/v1/info/{sessionId}', { params: { path }, parseAs: 'text' });
    expect(result.data).toBe(judged.data.result);
    const imageId = String(claimsOf(judged.data.result).data.face?.['auditTrailImageId']);
    const image = await api.GET('/api/v1/info/img/{imageId}', { params: { path: { imageId } }, parseAs: 'blob' });
    expect(image.data?.type).toBe('image/jpeg');
    const keys = await api.GET('/api/.well-known/jwks.json');
    expect(keys.data?.keys.map(({ alg }) => alg)).toEqual(['RS256']);
    expect((await api.DELETE('/api/v1/info/{sessionId}', { params: { path } })).response.status).toBe(204);
    const gone = await api.GET('/api/v1/info/{sessionId}', { params: { path }, parseAs: 'text' });
    expect(gone.response.status).toBe(404);
  });

  it('has the problem of a refusal with its code, and does not compile when it is used wrongly', async () => {
    const api = createClient<paths>({ baseUrl: harness.url, headers: { authorization: `Bearer ${await bank.token()}` } });
    const refused = await api.POST('/api/v1/face/match', { body: { sourceImage: 'AAAA', targetImage: 'AAAA' } });
    const problem: components['schemas']['Problem'] | undefined = refused.error;
    expect(problem?.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    // @ts-expect-error -- a picture is missing
    const missing = await api.POST('/api/v1/face/match', { body: { sourceImage: 'AAAA' } });
    expect(missing.response.status).toBe(400);
  });

  it('sends trace events and reads them', async () => {
    const api = createClient<paths>({ baseUrl: harness.url, headers: { authorization: `Bearer ${await bank.token()}` } });
    const event = { category: 'SDK', event: 'INIT', timestamp: '2026-01-02T03:04:05Z' } as const;
    expect((await api.POST('/api/v1/events', { body: { events: [event] } })).response.status).toBe(204);
    const read = await api.GET('/api/v1/events', { params: { query: { limit: 10 } } });
    expect(read.data?.events).toMatchObject([event]);
  });
});
