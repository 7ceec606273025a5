import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FaceSessionError, WebhookTimestampOutOfRange } from './errors.js';
import { verifyWebhook, type VerifyWebhookOptions, type WebhookRequestHeaders } from './verify-webhook.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const secretOf = (bytes: Buffer): string => `whsec_${bytes.toString('base64')}`;
const key = randomBytes(32);
const secret = secretOf(key);
const options: VerifyWebhookOptions = { secret, now: () => NOW };

const event = {
  type: 'face_session.passed',
  timestamp: '2026-03-01T11:59:59.000Z',
  data: { sessionId: 'd2186cf1-1f0b-4c39-9a74-5f6d4c1d7f3a', sessionIdSha256: 'ab'.repeat(32), jwsResult: 'a.b.c' },
};
const body = JSON.stringify(event);

function signed(text: string, over: { readonly key?: Buffer; readonly seconds?: number } = {}): Record<string, string> {
  const timestamp = String(over.seconds ?? SECONDS);
  const signature = createHmac('sha256', over.key ?? key)
    .update(`evt_1.${timestamp}.${text}`)
    .digest('base64');
  return { 'webhook-id': 'evt_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

function errorOf(run: () => unknown): FaceSessionError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(FaceSessionError);
    return error as FaceSessionError;
  }
  throw new Error('accepted');
}

describe('a delivery of the service', () => {
  test('is returned with its id, its time, its event and its result', () => {
    const verified = verifyWebhook(body, signed(body), options);
    expect(verified).toEqual({ id: 'evt_1', sentAt: NOW, event, jwsResult: 'a.b.c' });
  });

  test('in the form of the reference has its result and no event', () => {
    const text = JSON.stringify({ jwsResult: 'a.b.c' });
    expect(verifyWebhook(text, signed(text), options)).toMatchObject({ event: null, jwsResult: 'a.b.c' });
  });

  test('of a session that expired has no result', () => {
    const text = JSON.stringify({ ...event, type: 'face_session.ended', data: { sessionIdSha256: 'ab'.repeat(32), reason: 'expired' } });
    expect(verifyWebhook(text, signed(text), options)).toMatchObject({ jwsResult: null, event: { data: { reason: 'expired' } } });
  });

  test('of an event that this version does not know is returned all the same', () => {
    const text = JSON.stringify({ ...event, type: 'face_session.newer', data: { ...event.data, newer: true } });
    expect(verifyWebhook(text, signed(text), options).event?.type).toBe('face_session.newer');
  });

  test.each<[string, (headers: Record<string, string>) => WebhookRequestHeaders]>([
    ['an object of Node', (headers) => headers],
    ['Headers', (headers) => new Headers(headers)],
    ['names in capitals', (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]))],
    ['arrays of one', (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))],
  ])('is accepted with headers as %s, and with the body as bytes', (_, form) => {
    expect(verifyWebhook(Buffer.from(body), form(signed(body)), options).id).toBe('evt_1');
  });

  test('is accepted under either secret during a rotation, by a receiver with one or both', () => {
    const old = randomBytes(32);
    const headers = signed(body);
    headers['webhook-signature'] = `${signed(body, { key: old })['webhook-signature'] ?? ''} ${headers['webhook-signature'] ?? ''}`;
    for (const secrets of [secret, secretOf(old), [secretOf(old), secret], [secretOf(randomBytes(32)), secret]]) {
      expect(verifyWebhook(body, headers, { ...options, secret: secrets }).id).toBe('evt_1');
    }
  });
});

describe('what the service did not send', () => {
  test.each<[string, string, string, WebhookRequestHeaders]>([
    ['a changed body', 'ERR_WEBHOOK_SIGNATURE_INVALID', `${body} `, signed(body)],
    ['a changed id', 'ERR_WEBHOOK_SIGNATURE_INVALID', body, { ...signed(body), 'webhook-id': 'evt_2' }],
    ['a changed time', 'ERR_WEBHOOK_SIGNATURE_INVALID', body, { ...signed(body), 'webhook-timestamp': String(SECONDS + 1) }],
    ['another secret', 'ERR_WEBHOOK_SIGNATURE_INVALID', body, signed(body, { key: randomBytes(32) })],
    ['a signature cut short', 'ERR_WEBHOOK_SIGNATURE_INVALID', body, { ...signed(body), 'webhook-signature': 'v1,AAAA' }],
    ['an asymmetric signature only', 'ERR_WEBHOOK_SIGNATURE_INVALID', body, { ...signed(body), 'webhook-signature': 'v1a,AAAA' }],
    ['no id', 'ERR_WEBHOOK_HEADER_INVALID', body, { ...signed(body), 'webhook-id': undefined }],
    ['no signature', 'ERR_WEBHOOK_HEADER_INVALID', body, { ...signed(body), 'webhook-signature': '' }],
    ['two times', 'ERR_WEBHOOK_HEADER_INVALID', body, { ...signed(body), 'webhook-timestamp': ['1', '2'] }],
    ['a time that is no number', 'ERR_WEBHOOK_HEADER_INVALID', body, { ...signed(body), 'webhook-timestamp': '2026-03-01' }],
    ['a header without an end', 'ERR_WEBHOOK_HEADER_INVALID', body, { ...signed(body), 'webhook-signature': 'v1,'.repeat(1000) }],
    ['a delivery of six minutes ago', 'ERR_WEBHOOK_TIMESTAMP_OUT_OF_RANGE', body, signed(body, { seconds: SECONDS - 360 })],
    ['a delivery of the future', 'ERR_WEBHOOK_TIMESTAMP_OUT_OF_RANGE', body, signed(body, { seconds: SECONDS + 360 })],
    ['something signed that is not JSON', 'ERR_WEBHOOK_BODY_MALFORMED', 'x', signed('x')],
    ['something signed that is no event', 'ERR_WEBHOOK_BODY_MALFORMED', '{}', signed('{}')],
  ])('is refused: %s (%s)', (_, code, text, headers) => {
    expect(errorOf(() => verifyWebhook(text, headers, options)).code).toBe(code);
  });

  test('is refused with how far its time is off, and without the secret', () => {
    const error = errorOf(() => verifyWebhook(body, signed(body, { seconds: SECONDS - 360 }), options));
    expect(error).toBeInstanceOf(WebhookTimestampOutOfRange);
    expect(error).toMatchObject({ expected: 300, actual: 360, message: 'The delivery was signed 360 s ago, expected at most 300 s' });
    expect(JSON.stringify(error)).not.toContain(secret.slice(6));
  });

  test('is accepted when an older time is tolerated', () => {
    expect(verifyWebhook(body, signed(body, { seconds: SECONDS - 360 }), { ...options, toleranceSeconds: 400 }).id).toBe('evt_1');
  });
});

describe('options that cannot be used', () => {
  test.each<[string, unknown, unknown]>([
    ['a parsed body', event, options],
    ['no secret', body, { ...options, secret: undefined }],
    ['no secrets', body, { ...options, secret: [] }],
    ['a secret without its prefix', body, { ...options, secret: key.toString('base64') }],
    ['a secret that is too short', body, { ...options, secret: secretOf(randomBytes(16)) }],
    ['a tolerance that is no number', body, { ...options, toleranceSeconds: NaN }],
    ['a clock that is none', body, { ...options, now: () => new Date(NaN) }],
    ['a time for a clock', body, { ...options, now: NOW }],
    ['none at all', body, undefined],
  ])('are refused as ERR_OPTIONS_INVALID: %s', (_, text, wrong) => {
    expect(errorOf(() => verifyWebhook(text as string, signed(body), wrong as VerifyWebhookOptions)).code).toBe('ERR_OPTIONS_INVALID');
  });

  test.each([[undefined], [null], ['headers']])('are refused as ERR_OPTIONS_INVALID: %s for the headers', (none) => {
    expect(errorOf(() => verifyWebhook(body, none as unknown as WebhookRequestHeaders, options)).code).toBe('ERR_OPTIONS_INVALID');
  });
});
