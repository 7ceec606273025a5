import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AttemptOutcome, SignedStatement, TestOutcome } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigner, signedFrames, type Signer } from '../kit/signer.js';
import { codeOf, frameForm, startHarness, type Harness, type TestClient } from '../kit/service.js';

/* Signed capture over the service's port, in test mode: what is tested are keys and signatures, not faces. */

let harness: Harness;
let bank: TestClient;
let strict: TestClient;
beforeAll(async () => {
  harness = await startHarness();
  bank = await harness.addClient({ test: true, scopes: ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] });
  strict = await harness.addClient({ test: true, policy: { signedCapture: 'require' } });
});
afterAll(() => harness.close());

const pictureOf = (byte: number): Buffer => Buffer.from([0xff, 0xd8, 0xff, byte]);
const frames = [
  { capturedAtMs: 0, jpeg: pictureOf(1) },
  { capturedAtMs: 0.25, jpeg: pictureOf(2) },
];

async function sessionOf(outcome: TestOutcome = 'pass', client = bank): Promise<string> {
  const body = JSON.stringify({ outcome });
  const response = await client.call('/api/v1/face', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

/** The answer to an upload, with a signature if there is one. */
function upload(
  session: string,
  attemptId: string,
  kind: 'burst' | 'gestures',
  signature: string | undefined,
  sent = frames,
): Promise<Response> {
  const body = frameForm(sent);
  if (signature !== undefined) body.set('signature', signature);
  return bank.call(`/api/v1/attempts/${attemptId}/${kind}`, { method: 'POST', session, body });
}

const burstOf = (attemptId: string, sent = frames): SignedStatement => ({ kind: 'burst', attemptId, frames: signedFrames(sent) });
const opened = (
  session: string,
  { captureKey }: Partial<Signer>,
): Promise<{ attemptId: string; attemptNumber: number; signedUploads?: true | undefined }> => bank.open(session, { captureKey });

describe('an attempt that was opened with a key', () => {
  it('says that its uploads must be signed, and takes those that are', async () => {
    const [session, signer] = [await sessionOf(), createSigner()];
    const { attemptId, signedUploads } = await opened(session, signer);
    expect(signedUploads).toBe(true);
    const response = await upload(session, attemptId, 'burst', signer.sign(burstOf(attemptId)));
    expect(await response.json()).toMatchObject({ outcome: 'passed' });
  });

  it.each<[string, (attemptId: string, signer: Signer) => string | undefined]>([
    ['without a signature', () => undefined],
    ['signed by another key', (attemptId) => createSigner().sign(burstOf(attemptId))],
    ['signed for other pictures', (attemptId, signer) => signer.sign(burstOf(attemptId, [...frames].reverse()))],
  ])('refuses an upload %s, charges nothing for it, and goes on', async (_, signatureOf) => {
    const [session, signer] = [await sessionOf(), createSigner()];
    const { attemptId } = await opened(session, signer);
    const refused = await upload(session, attemptId, 'burst', signatureOf(attemptId, signer));
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'ATTEMPT_SIGNATURE_INVALID']);
    expect(await harness.lastAudit(bank)).toMatchObject({
      event: 'attempt.refused',
      details: { code: 'ATTEMPT_SIGNATURE_INVALID', reason: 'burst' },
    });
    // As many bad ones as somebody likes: the person still has every attempt.
    for (let count = 0; count < 4; count++) await upload(session, attemptId, 'burst', signatureOf(attemptId, signer));
    const response = await upload(session, attemptId, 'burst', signer.sign(burstOf(attemptId)));
    expect(await response.json()).toMatchObject({ outcome: 'passed' });
  });

  it.each<[string, string | undefined, boolean]>([
    ['as it was signed', '{"pictures":3,"decoded":0,"intervalMs":33,"jitterMs":6}', true],
    ['changed on the way', '{"pictures":4,"decoded":0,"intervalMs":33,"jitterMs":6}', false],
    ['taken away on the way', undefined, false],
  ])('takes what the browser told of its camera %s: %s', async (_, arrived, isTaken) => {
    const [session, signer] = [await sessionOf(), createSigner()];
    const { attemptId } = await opened(session, signer);
    const told = '{"pictures":3,"decoded":0,"intervalMs":33,"jitterMs":6}';
    const fields = { cameraTrace: createHash('sha256').update(told).digest('hex') };
    const body = frameForm(frames);
    if (arrived !== undefined) body.set('cameraTrace', arrived);
    body.set('signature', signer.sign({ kind: 'burst', attemptId, fields, frames: signedFrames(frames) }));
    const response = await bank.call(`/api/v1/attempts/${attemptId}/burst`, { method: 'POST', session, body });
    expect(response.status).toBe(isTaken ? 200 : 403);
  });

  it('refuses a trace of the camera that nobody signed', async () => {
    const [session, signer] = [await sessionOf(), createSigner()];
    const { attemptId } = await opened(session, signer);
    const body = frameForm(frames);
    body.set('cameraTrace', '{"pictures":3,"decoded":0,"intervalMs":33,"jitterMs":6}');
    body.set('signature', signer.sign(burstOf(attemptId)));
    const response = await bank.call(`/api/v1/attempts/${attemptId}/burst`, { method: 'POST', session, body });
    expect(await codeOf(response)).toBe('ATTEMPT_SIGNATURE_INVALID');
  });

  it('refuses the signed upload of an earlier attempt', async () => {
    const [session, signer] = [await sessionOf('no_match'), createSigner()];
    const first = await opened(session, signer);
    const signature = signer.sign(burstOf(first.attemptId));
    expect(await (await upload(session, first.attemptId, 'burst', signature)).json()).toMatchObject({ outcome: 'failed' });
    const second = await opened(session, signer);
    expect(await codeOf(await upload(session, second.attemptId, 'burst', signature))).toBe('ATTEMPT_SIGNATURE_INVALID');
  });

  it('takes gestures that are signed with their challenge, and a bad signature does not use the challenge up', async () => {
    const [session, signer] = [await sessionOf('gestures'), createSigner()];
    const { attemptId } = await opened(session, signer);
    const burst = await upload(session, attemptId, 'burst', signer.sign(burstOf(attemptId)));
    const { gestures } = (await burst.json()) as Extract<AttemptOutcome, { outcome: 'challenged' }>;
    const statement = { kind: 'gestures', attemptId, gestures, frames: signedFrames(frames) } as const;
    const other = signer.sign({ ...statement, gestures: ['NOD'] });
    expect(await codeOf(await upload(session, attemptId, 'gestures', other))).toBe('ATTEMPT_SIGNATURE_INVALID');
    expect(await codeOf(await upload(session, attemptId, 'gestures', undefined))).toBe('ATTEMPT_SIGNATURE_INVALID');
    const decline = (signature?: string): Promise<Response> =>
      bank.call(`/api/v1/attempts/${attemptId}/decline`, {
        method: 'POST',
        session,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ gesture: gestures[0], signature }),
      });
    expect(await codeOf(await decline())).toBe('ATTEMPT_SIGNATURE_INVALID');
    expect(await (await upload(session, attemptId, 'gestures', signer.sign(statement))).json()).toMatchObject({ outcome: 'passed' });
  });

  it('takes a declined gesture that is signed', async () => {
    const [session, signer] = [await sessionOf('gestures'), createSigner()];
    const { attemptId } = await opened(session, signer);
    const burst = await upload(session, attemptId, 'burst', signer.sign(burstOf(attemptId)));
    const { gestures } = (await burst.json()) as Extract<AttemptOutcome, { outcome: 'challenged' }>;
    const declined = gestures[0]!;
    const signature = signer.sign({ kind: 'decline', attemptId, gestures, declined });
    const response = await bank.call(`/api/v1/attempts/${attemptId}/decline`, {
      method: 'POST',
      session,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ gesture: declined, signature }),
    });
    expect(await response.json()).toMatchObject({ outcome: 'failed', remainingAttempts: 2 });
  });
});

describe('a session', () => {
  it('is bound to the first key: the token with another key, or with none, opens nothing and changes nothing', async () => {
    const [session, signer, thief] = [await sessionOf('no_match'), createSigner(), createSigner()];
    const { attemptId } = await opened(session, signer);
    for (const wishes of [{ captureKey: thief.captureKey }, {}, { captureKey: thief.captureKey, maxAttempts: 1 }]) {
      await expect(bank.open(session, wishes)).rejects.toThrow('ATTEMPT_SIGNATURE_INVALID');
    }
    expect(await harness.lastAudit(bank)).toMatchObject({ event: 'attempt.refused', details: { reason: 'other_key' } });
    // The attempt of the person is still the open one, and the limit of the session is what it was.
    const response = await upload(session, attemptId, 'burst', signer.sign(burstOf(attemptId)));
    expect(await response.json()).toMatchObject({ outcome: 'failed', remainingAttempts: 2 });
    expect(await opened(session, signer)).toMatchObject({ attemptNumber: 2 });
  });

  it('of a client that knows no keys goes on as before', async () => {
    expect(await bank.attempt(await sessionOf(), frames)).toMatchObject({ outcome: 'passed' });
  });

  it('needs a key where the client requires it', async () => {
    await expect(strict.open(await sessionOf('pass', strict))).rejects.toThrow(/ATTEMPT_SIGNATURE_INVALID.*captureKey/);
    await expect(strict.open(await sessionOf('pass', strict), { captureKey: createSigner().captureKey })).resolves.toMatchObject({
      signedUploads: true,
    });
  });

  it('takes no key that is not a point of the curve', async () => {
    const { captureKey } = createSigner();
    await expect(bank.open(await sessionOf(), { captureKey: { ...captureKey, x: captureKey.y } })).rejects.toThrow('INVALID_REQUEST');
  });

  it('whose capture has begun is handed over by its key only, and goes on with the key of the other device', async () => {
    const { clientId } = bank;
    const settings = { name: 'Bank', returnOrigins: [], privacyURL: null, consentVersion: null, frameOrigins: [], captureHandOff: true };
    const audit = { at: Date.now(), event: 'client.link-page-changed', clientId, details: { ...settings, logo: false } } as const;
    await harness.service.store.saveLinkPage({ clientId, ...settings }, null, audit);
    const [session, signer, phone] = [await sessionOf(), createSigner(), createSigner()];
    await opened(session, signer);
    const deviceKey = 'd'.repeat(43);
    const post = (path: string, body: object): Promise<Response> =>
      bank.call(path, { method: 'POST', session, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const statement = { kind: 'hand-over', sessionId: session, deviceKey } as const;
    for (const by of [{}, { captureKey: phone.captureKey, signature: phone.sign(statement) }, { captureKey: signer.captureKey }]) {
      expect(await codeOf(await post('/api/v1/face/hand-off', { deviceKey, ...by }))).toBe('ATTEMPT_SIGNATURE_INVALID');
    }
    const handed = await post('/api/v1/face/hand-off', { deviceKey, captureKey: signer.captureKey, signature: signer.sign(statement) });
    expect(handed.status).toBe(201);
    const handOff = new URL(((await handed.json()) as { url: string }).url).hash.replace('#h.', '');
    const phoneKey = 'p'.repeat(43);
    expect((await post('/api/v1/links/hand-off/open', { handOff, deviceKey: phoneKey })).status).toBe(200);
    expect((await post('/api/v1/links/hand-off/start', { handOff, deviceKey: phoneKey })).status).toBe(200);
    await expect(opened(session, phone)).resolves.toMatchObject({ signedUploads: true });
    await expect(opened(session, signer)).rejects.toThrow('ATTEMPT_SIGNATURE_INVALID');
  });
});

describe('a proxy on the way', () => {
  let proxy: Server;
  let url: string;
  /** What it does to a body. */
  let change: (body: Buffer) => Buffer = (body) => body;
  beforeAll(async () => {
    proxy = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = new Headers(
          Object.entries(request.headers).flatMap(([name, value]) =>
            typeof value === 'string' && !/^(host|connection|content-length|transfer-encoding|expect)$/.test(name)
              ? [[name, value] as [string, string]]
              : [],
          ),
        );
        void fetch(`${harness.url}${request.url ?? ''}`, {
          method: 'POST',
          headers,
          body: new Uint8Array(change(Buffer.concat(chunks))),
        }).then(async (answer) => {
          response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
          response.end(await answer.text());
        });
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => proxy.close(resolve)));

  it.each<[string, (body: Buffer) => Buffer, string | undefined]>([
    ['changes nothing is let through', (body) => body, undefined],
    [
      'alters a frame is found out',
      (body) => Buffer.from(body.toString('latin1').replace('\xff\xd8\xff\x02', '\xff\xd8\xff\x03'), 'latin1'),
      'ATTEMPT_SIGNATURE_INVALID',
    ],
    [
      'alters a time is found out',
      (body) => Buffer.from(body.toString('latin1').replace('0.25', '0.20'), 'latin1'),
      'ATTEMPT_SIGNATURE_INVALID',
    ],
    [
      'takes the signature away is found out',
      (body) =>
        Buffer.from(
          body.toString('latin1').replace(/--[^\r]+\r\nContent-Disposition: form-data; name="signature"\r\n\r\n[\w-]{86}\r\n/, ''),
          'latin1',
        ),
      'ATTEMPT_SIGNATURE_INVALID',
    ],
  ])('that %s', async (_, tamper, code) => {
    const [session, signer] = [await sessionOf(), createSigner()];
    const { attemptId } = await opened(session, signer);
    const body = frameForm(frames);
    body.set('signature', signer.sign(burstOf(attemptId)));
    let isChanged = false;
    change = (sent) => {
      const changed = tamper(sent);
      isChanged = !changed.equals(sent);
      return changed;
    };
    const headers = { authorization: `Bearer ${await bank.token()}`, 'UQ-Session-ID': session };
    const answer = (await (await fetch(`${url}/api/v1/attempts/${attemptId}/burst`, { method: 'POST', body, headers })).json()) as {
      code?: string;
    };
    expect([answer.code, isChanged]).toEqual([code, code !== undefined]);
  });
});
