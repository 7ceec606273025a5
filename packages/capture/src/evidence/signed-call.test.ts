import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  statementText,
  thumbprintText,
  type Attestation,
  type AttestationFormat,
  type CaptureKey,
  type SignedStatement,
} from '@face-session/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ServiceCall } from '../service/call.js';
import type { Attestor } from './attest.js';
import { captureKeyOf, type SessionKey } from './capture-key.js';
import { createSignedCall } from './signed-call.js';

/* The statements of the capture, verified as the service does. Node has the same WebCrypto and forms as a browser, and no IndexedDB. */

const attemptId = '0a5c1a4e-9a05-4f3c-b9a5-0b8a0d1c7e11';
const [first, second] = ['first', 'second'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let key: SessionKey;
let isForgotten: boolean;
/** What the service receives, and what it answers in turn. */
let received: RequestInit[];
let answers: object[];
let call: ServiceCall;
beforeEach(async () => {
  const made = await captureKeyOf('session');
  isForgotten = false;
  key = { ...made, forget: () => void (isForgotten = true) };
  received = [];
  answers = [{ attemptId, signedUploads: true }];
  call = createSignedCall(
    (_path, init) => {
      received.push(init);
      return Promise.resolve(Response.json(answers.shift() ?? {}));
    },
    'session',
    key,
  );
});

const form = (times: object[], ...files: string[]): RequestInit => {
  const body = new FormData();
  body.set('frames', JSON.stringify(times));
  for (const file of files) body.append('frame', new Blob([file]));
  return { method: 'POST', body };
};
const json = (fields: object): RequestInit => ({ method: 'POST', body: JSON.stringify(fields) });
const open = (): Promise<Response> => call('/api/v1/attempts', json({ maxAttempts: 2 }));
const fieldsOf = (init: RequestInit | undefined): Record<string, unknown> => JSON.parse(init?.body as string) as Record<string, unknown>;
const signatureIn = (init: RequestInit | undefined): unknown =>
  init?.body instanceof FormData ? init.body.get('signature') : fieldsOf(init)['signature'];

function isSigned(init: RequestInit | undefined, statement: SignedStatement): boolean {
  const { captureKey } = fieldsOf(received[0]) as { captureKey: CaptureKey };
  const publicKey = createPublicKey({ key: { ...captureKey }, format: 'jwk' });
  const signature = Buffer.from(String(signatureIn(init)), 'base64url');
  return verify('sha256', Buffer.from(statementText(statement)), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

describe('the calls of an attempt', () => {
  it('announce the key beside the wishes', async () => {
    await open();
    expect(fieldsOf(received[0])).toEqual({ maxAttempts: 2, captureKey: key.announced });
  });

  it('sign a burst over the frames that were sent ahead as well', async () => {
    await open();
    await call(`/api/v1/attempts/${attemptId}/frames`, form([{ capturedAtMs: 0.5 }], first));
    await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 0.5, ahead: true }, { capturedAtMs: 150 }], second));
    const frames = [
      { capturedAtMs: 0.5, sha256: sha256(first) },
      { capturedAtMs: 150, sha256: sha256(second) },
    ];
    expect(isSigned(received[1], { kind: 'frame', attemptId, frames: frames.slice(0, 1) })).toBe(true);
    expect(isSigned(received[2], { kind: 'burst', attemptId, frames })).toBe(true);
    expect(isSigned(received[2], { kind: 'burst', attemptId, frames: [...frames].reverse() })).toBe(false);
  });

  it('sign what the browser told of the camera, as it is sent', async () => {
    await open();
    const burst = form([{ capturedAtMs: 1 }], first);
    const trace = '{"pictures":3}';
    (burst.body as FormData).set('cameraTrace', trace);
    await call(`/api/v1/attempts/${attemptId}/burst`, burst);
    const frames = [{ capturedAtMs: 1, sha256: sha256(first) }];
    expect(isSigned(received[1], { kind: 'burst', attemptId, fields: { cameraTrace: sha256(trace) }, frames })).toBe(true);
    expect(isSigned(received[1], { kind: 'burst', attemptId, frames })).toBe(false);
  });

  describe('of an app whose phone vouches for it', () => {
    const attestation: Attestation = { format: 'android-key', evidence: ['leaf'] };
    let asked: { statement: string; formats: readonly AttestationFormat[] }[];
    beforeEach(() => {
      asked = [];
      const attest: Attestor['attest'] = (statement, formats) => {
        asked.push({ statement, formats });
        return Promise.resolve(attestation);
      };
      const attestor = { keyId: Promise.resolve('known'), attest };
      const plain: ServiceCall = (_path, init) => {
        received.push(init);
        return Promise.resolve(Response.json(answers.shift() ?? {}));
      };
      call = createSignedCall(plain, 'session', key, { attestor });
    });

    it('bring what it attests of the burst, and sign that too', async () => {
      answers = [{ attemptId, signedUploads: true, attestations: ['android-key'] }];
      await open();
      expect(fieldsOf(received[0])).toMatchObject({ attestationKeyId: 'known' });
      await call(`/api/v1/attempts/${attemptId}/frames`, form([{ capturedAtMs: 0.5 }], first));
      await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 0.5, ahead: true }, { capturedAtMs: 150 }], second));
      const frames = [
        { capturedAtMs: 0.5, sha256: sha256(first) },
        { capturedAtMs: 150, sha256: sha256(second) },
      ];
      const keySha256 = sha256(thumbprintText(key.announced));
      const statement = statementText({ kind: 'attestation', sessionId: 'session', attemptId, keySha256, frames });
      expect(asked).toEqual([{ statement, formats: ['android-key'] }]);
      const text = (received[2]?.body as FormData).get('attestation') as string;
      expect(JSON.parse(text)).toEqual(attestation);
      expect(isSigned(received[2], { kind: 'burst', attemptId, fields: { attestation: sha256(text) }, frames })).toBe(true);
    });

    it('ask nothing of the phone where the service takes nothing', async () => {
      await open();
      await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 1 }], first));
      expect(asked).toEqual([]);
      expect((received[1]?.body as FormData).has('attestation')).toBe(false);
    });
  });

  it('sign gestures, and a declined one, with the challenge that was answered', async () => {
    answers.push({ outcome: 'challenged', gestures: ['TURN_LEFT', 'NOD'] });
    await open();
    await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 1 }], first));
    await call(`/api/v1/attempts/${attemptId}/gestures`, form([{ capturedAtMs: 2 }], second));
    await call(`/api/v1/attempts/${attemptId}/decline`, json({ gesture: 'NOD' }));
    const gestures = ['TURN_LEFT', 'NOD'] as const;
    const frames = [{ capturedAtMs: 2, sha256: sha256(second) }];
    expect(isSigned(received[2], { kind: 'gestures', attemptId, gestures, frames })).toBe(true);
    expect(fieldsOf(received[3])['gesture']).toBe('NOD');
    expect(isSigned(received[3], { kind: 'decline', attemptId, gestures, declined: 'NOD' })).toBe(true);
  });

  it('sign light, and one that is declined, with the colours that were drawn', async () => {
    const colours = ['#bcbcbc', '#faac3f'];
    answers.push({ outcome: 'light', steps: colours.map((colour) => ({ colour, ms: 500 })) });
    await open();
    await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 1 }], first));
    const shown = form([{ capturedAtMs: 2 }], second);
    (shown.body as FormData).set('light', JSON.stringify({ startedAtMs: 7 }));
    await call(`/api/v1/attempts/${attemptId}/light`, shown);
    await call(`/api/v1/attempts/${attemptId}/light/decline`, json({ reason: 'PERSON' }));
    const frames = [{ capturedAtMs: 2, sha256: sha256(second) }];
    expect(isSigned(received[2], { kind: 'light', attemptId, colours, startedAtMs: 7, frames })).toBe(true);
    expect(isSigned(received[2], { kind: 'light', attemptId, colours: [...colours].reverse(), startedAtMs: 7, frames })).toBe(false);
    expect(isSigned(received[3], { kind: 'light-decline', attemptId, colours, reason: 'PERSON' })).toBe(true);
  });

  it('sign nothing for a service that does not ask for it: an older one refuses unknown fields', async () => {
    answers = [{ attemptId }];
    await open();
    await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 1 }], first));
    await call('/api/v1/face/hand-off', json({ deviceKey: 'd' }));
    expect(signatureIn(received[1])).toBeNull();
    expect(fieldsOf(received[2])).toEqual({ deviceKey: 'd' });
  });

  it.each([
    ['a success', { outcome: 'passed', result: 'jws' }, true],
    ['the last failure', { outcome: 'failed', remainingAttempts: 0 }, true],
    ['a failure before it', { outcome: 'failed', remainingAttempts: 1 }, false],
  ])('let go of the key after %s: %j %s', async (_, outcome, forgets) => {
    answers.push(outcome);
    await open();
    const response = await call(`/api/v1/attempts/${attemptId}/burst`, form([{ capturedAtMs: 1 }], first));
    expect(await response.json()).toEqual(outcome);
    await new Promise((resolve) => setTimeout(resolve));
    expect(isForgotten).toBe(forgets);
  });
});

describe('a key', () => {
  it('cannot be read, and is another one for each session', async () => {
    const other = await captureKeyOf('other');
    expect(other.announced).not.toEqual(key.announced);
    expect(Object.keys(key.announced).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(key.isKept).toBe(false);
  });
});
