import { createHmac, randomUUID } from 'node:crypto';
import { CompactEncrypt, exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listen, sign, signingKey, startIssuer, type SigningKey, type TestIssuer } from '../test/issuer.js';
import { equalIdentifiers } from './equal-in-constant-time.js';
import { FaceSessionError, type FaceSessionErrorCode } from './errors.js';
import { createMemoryReplayStore } from './memory-replay-store.js';
import { verifyFaceSessionResult } from './verify-face-session-result.js';
import { verifyIncompleteFaceSessionResult } from './verify-incomplete-result.js';
import type { VerifyResultOptions } from './verify-options.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const IAT = NOW.getTime() / 1000;
const clientId = '3f6f0c52-7f0b-4f5e-8f57-0d5a3f6d2a10';
const sessionId = 'd2186cf1-1f0b-4c39-9a74-5f6d4c1d7f3a';
const nonce = 'n-0123456789';

let issuer: TestIssuer;
let options: VerifyResultOptions;

beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  options = { issuer: issuer.url, clientId, sessionId, nonce, now: () => NOW, replayStore: createMemoryReplayStore({ now: () => NOW }) };
});

const face = {
  match: true,
  matchLevel: 4,
  error: null,
  falseAcceptRate: 1e-5,
  auditTrailImageId: '5eabf184827ca836b8e28cf0',
  auditTrailImageIdChecksum: `sha256:${'ab'.repeat(32)}`,
};

function claims(change: Record<string, unknown> = {}, data: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    iss: issuer.url,
    aud: clientId,
    iat: IAT,
    exp: IAT + 600,
    jti: randomUUID(),
    data: { face, sessionId, nonce, ...data },
    ...change,
  };
}

async function refusal(promise: Promise<unknown>): Promise<FaceSessionErrorCode> {
  const error: unknown = await promise.then(
    () => new Error('accepted'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FaceSessionError);
  const { code, constructor } = error as FaceSessionError;
  expect((constructor as typeof FaceSessionError).code).toBe(code);
  return code;
}

describe('a genuine result', () => {
  test('is returned as a match with everything the backend needs', async () => {
    const signed = claims();
    const result = await verifyFaceSessionResult(await sign(signed, issuer.key), options);
    expect(result).toEqual({
      match: true,
      matchLevel: 4,
      issuer: issuer.url,
      sessionId,
      nonce,
      id: signed['jti'],
      issuedAt: NOW,
      expiresAt: new Date(NOW.getTime() + 600_000),
      auditTrailImage: { id: face.auditTrailImageId, checksum: face.auditTrailImageIdChecksum },
      claims: signed,
    });
  });

  test('of a session without a nonce is accepted when null is expected', async () => {
    const result = await verifyFaceSessionResult(await sign(claims({}, { nonce: undefined }), issuer.key), { ...options, nonce: null });
    expect(result.nonce).toBeNull();
  });

  test('may carry claims of our own beside the documented ones', async () => {
    const signed = claims({ nbf: IAT }, { face: { ...face, similarity: 0.71 }, userIdentifier: randomUUID() });
    await expect(verifyFaceSessionResult(await sign(signed, issuer.key), options)).resolves.toMatchObject({ match: true });
  });

  test('issued up to a minute ahead of this clock is accepted', async () => {
    await expect(verifyFaceSessionResult(await sign(claims({ iat: IAT + 60 }), issuer.key), options)).resolves.toBeDefined();
  });

  test('is accepted in its last second', async () => {
    await expect(verifyFaceSessionResult(await sign(claims({ exp: IAT + 1 }), issuer.key), options)).resolves.toBeDefined();
  });

  test('of a recovery is accepted for its enrolled face, and for nothing else', async () => {
    const enrollmentIdentifier = randomUUID();
    const rest = { ...options, sessionId: undefined };
    const recovery = (identifier: string): VerifyResultOptions => ({ ...rest, enrollmentIdentifier: identifier });
    const jws = await sign(claims({}, { enrollmentIdentifier, sessionId: randomUUID() }), issuer.key);
    expect(await refusal(verifyFaceSessionResult(jws, recovery(randomUUID())))).toBe('ERR_RESULT_SESSION_MISMATCH');
    await expect(verifyFaceSessionResult(jws, recovery(enrollmentIdentifier))).resolves.toMatchObject({ enrollmentIdentifier });
    const own = await sign(claims({}, { enrollmentIdentifier }), issuer.key);
    expect(await refusal(verifyFaceSessionResult(own, options))).toBe('ERR_RESULT_SESSION_MISMATCH');
    expect(await refusal(verifyFaceSessionResult(await sign(claims(), issuer.key), recovery(enrollmentIdentifier)))).toBe(
      'ERR_RESULT_SESSION_MISMATCH',
    );
  });

  test('of the user asked for is accepted', async () => {
    const userIdentifier = randomUUID();
    const jws = await sign(claims({}, { userIdentifier }), issuer.key);
    await expect(verifyFaceSessionResult(jws, { ...options, userIdentifier })).resolves.toMatchObject({ userIdentifier });
  });
});

describe('every check refuses with its own code', () => {
  const user = randomUUID();
  const rows: [what: string, code: FaceSessionErrorCode, change: Record<string, unknown>, data?: Record<string, unknown>, more?: object][] =
    [
      ['another issuer', 'ERR_RESULT_ISSUER_MISMATCH', { iss: 'https://id.example' }],
      ['the issuer with a slash', 'ERR_RESULT_ISSUER_MISMATCH', { iss: 'SLASH' }],
      ['another audience', 'ERR_RESULT_AUDIENCE_MISMATCH', { aud: randomUUID() }],
      ['several audiences', 'ERR_RESULT_MALFORMED', { aud: [clientId] }],
      ['issued more than a minute ahead', 'ERR_RESULT_ISSUED_IN_FUTURE', { iat: IAT + 61 }],
      ['expiring this second', 'ERR_RESULT_EXPIRED', { exp: IAT }],
      ['expired', 'ERR_RESULT_EXPIRED', { iat: IAT - 601, exp: IAT - 1 }],
      ['no iat', 'ERR_RESULT_MALFORMED', { iat: undefined }],
      ['no exp', 'ERR_RESULT_MALFORMED', { exp: undefined }],
      ['exp as text', 'ERR_RESULT_MALFORMED', { exp: String(IAT + 600) }],
      ['no jti', 'ERR_RESULT_MALFORMED', { jti: undefined }],
      ['an empty jti', 'ERR_RESULT_MALFORMED', { jti: '' }],
      ['no data', 'ERR_RESULT_MALFORMED', { data: undefined }],
      ['another session', 'ERR_RESULT_SESSION_MISMATCH', {}, { sessionId: randomUUID() }],
      ['no session', 'ERR_RESULT_MALFORMED', {}, { sessionId: undefined }],
      ['another nonce', 'ERR_RESULT_NONCE_MISMATCH', {}, { nonce: 'n-9876543210' }],
      ['a nonce left out', 'ERR_RESULT_NONCE_MISMATCH', {}, { nonce: undefined }],
      ['a nonce in a session without one', 'ERR_RESULT_NONCE_MISMATCH', {}, {}, { nonce: null }],
      ['another user', 'ERR_RESULT_USER_MISMATCH', {}, { userIdentifier: randomUUID() }, { userIdentifier: user }],
      ['no user', 'ERR_RESULT_USER_MISMATCH', {}, {}, { userIdentifier: user }],
      ['no match', 'ERR_RESULT_NOT_MATCHED', {}, { face: { ...face, match: false } }],
      ['no face', 'ERR_RESULT_NOT_MATCHED', {}, { face: undefined }],
      ['match as text', 'ERR_RESULT_MALFORMED', {}, { face: { ...face, match: 'true' } }],
      ['match as a number', 'ERR_RESULT_MALFORMED', {}, { face: { ...face, match: 1 } }],
      ['a match level as text', 'ERR_RESULT_MALFORMED', {}, { face: { ...face, matchLevel: '5' } }],
      ['a match level of 6', 'ERR_RESULT_MALFORMED', {}, { face: { ...face, matchLevel: 6 } }],
      ['level 2 by default', 'ERR_RESULT_MATCH_LEVEL_TOO_LOW', {}, { face: { ...face, matchLevel: 2 } }],
      ['level 4 where 5 is demanded', 'ERR_RESULT_MATCH_LEVEL_TOO_LOW', {}, {}, { minimumMatchLevel: 5 }],
    ];
  test.each(rows)('%s: %s', async (_what, code, change, data, more) => {
    const signed = claims(change['iss'] === 'SLASH' ? { iss: `${issuer.url}/` } : change, data);
    expect(await refusal(verifyFaceSessionResult(await sign(signed, issuer.key), { ...options, ...more }))).toBe(code);
  });

  test('a second use: ERR_RESULT_REPLAYED', async () => {
    const jws = await sign(claims(), issuer.key);
    await verifyFaceSessionResult(jws, options);
    expect(await refusal(verifyFaceSessionResult(jws, options))).toBe('ERR_RESULT_REPLAYED');
  });

  test('the same jti in another result: ERR_RESULT_REPLAYED', async () => {
    const jti = randomUUID();
    await verifyFaceSessionResult(await sign(claims({ jti }), issuer.key), options);
    expect(await refusal(verifyFaceSessionResult(await sign(claims({ jti, iat: IAT - 1 }), issuer.key), options))).toBe(
      'ERR_RESULT_REPLAYED',
    );
  });

  test('of fifty uses at once exactly one is accepted', async () => {
    const jws = await sign(claims(), issuer.key);
    const settled = await Promise.allSettled(Array.from({ length: 50 }, () => verifyFaceSessionResult(jws, options)));
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  test('a refused result is not used up', async () => {
    const jws = await sign(claims(), issuer.key);
    await refusal(verifyFaceSessionResult(jws, { ...options, minimumMatchLevel: 5 }));
    await expect(verifyFaceSessionResult(jws, options)).resolves.toBeDefined();
  });

  test('a replay store that fails is not taken for a yes', async () => {
    const jws = await sign(claims(), issuer.key);
    const down = { claim: () => Promise.reject(new Error('down')) };
    await expect(verifyFaceSessionResult(jws, { ...options, replayStore: down })).rejects.toThrow('down');
  });

  test('a replay store without a return value is not taken for a yes', async () => {
    const jws = await sign(claims(), issuer.key);
    const mute = { claim: () => Promise.resolve(undefined as unknown as boolean) };
    expect(await refusal(verifyFaceSessionResult(jws, { ...options, replayStore: mute }))).toBe('ERR_RESULT_REPLAYED');
  });
});

describe('the signature', () => {
  test('any changed character of any segment is refused', async () => {
    const jws = await sign(claims(), issuer.key);
    const dots = [jws.indexOf('.'), jws.lastIndexOf('.')];
    const step = 7;
    const positions = new Set([...Array(jws.length).keys()].filter((i) => i % step === 0 || i === jws.length - 1));
    for (const dot of dots) for (const near of [dot - 1, dot + 1]) positions.add(near);
    for (const i of positions) {
      if (dots.includes(i)) continue;
      const changed = jws.slice(0, i) + (jws[i] === 'A' ? 'B' : 'A') + jws.slice(i + 1);
      await refusal(verifyFaceSessionResult(changed, options));
    }
    await expect(verifyFaceSessionResult(jws, options)).resolves.toBeDefined();
  });

  test('the segments of two genuine results cannot be mixed', async () => {
    const [a, b] = [await sign(claims(), issuer.key), await sign(claims({}, { face: { ...face, match: false } }), issuer.key)].map((jws) =>
      jws.split('.'),
    );
    expect(await refusal(verifyFaceSessionResult([a![0], a![1], b![2]].join('.'), options))).toBe('ERR_RESULT_SIGNATURE_INVALID');
  });

  test('alg none is refused', async () => {
    const [, payload] = (await sign(claims(), issuer.key)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'key-1' })).toString('base64url');
    expect(await refusal(verifyFaceSessionResult(`${header}.${payload!}.`, options))).toBe('ERR_RESULT_ALGORITHM_NOT_ALLOWED');
  });

  test('HS256 over the public key is refused', async () => {
    const [, payload] = (await sign(claims(), issuer.key)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'key-1' })).toString('base64url');
    const spki = await exportSPKI((await importJWK(issuer.key.jwk, 'RS256', { extractable: true })) as Parameters<typeof exportSPKI>[0]);
    const mac = createHmac('sha256', spki).update(`${header}.${payload!}`).digest('base64url');
    expect(await refusal(verifyFaceSessionResult(`${header}.${payload!}.${mac}`, options))).toBe('ERR_RESULT_ALGORITHM_NOT_ALLOWED');
  });

  test.each(['RS512', 'PS256'])('%s is refused even from the right key', async (alg) => {
    const { privateKey } = await generateKeyPair(alg);
    const jws = await sign(claims(), { ...issuer.key, privateKey }, { alg });
    expect(await refusal(verifyFaceSessionResult(jws, options))).toBe('ERR_RESULT_ALGORITHM_NOT_ALLOWED');
  });

  test('no kid is refused even though only one key could be meant', async () => {
    const jwk = { ...issuer.key.jwk };
    delete jwk.kid;
    expect(await refusal(verifyFaceSessionResult(await sign(claims(), { ...issuer.key, jwk }), options))).toBe('ERR_RESULT_KEY_UNKNOWN');
  });

  test('a foreign key is refused by its own kid and under a stolen kid', async () => {
    const foreign = await signingKey('key-9');
    expect(await refusal(verifyFaceSessionResult(await sign(claims(), foreign), options))).toBe('ERR_RESULT_KEY_UNKNOWN');
    expect(await refusal(verifyFaceSessionResult(await sign(claims(), foreign, { kid: 'key-1' }), options))).toBe(
      'ERR_RESULT_SIGNATURE_INVALID',
    );
  });

  test('keys that the header names or holds are never used', async () => {
    const foreign = await signingKey('key-9');
    let asked = false;
    const attacker = await listen((_request, response) => {
      asked = true;
      response.end(JSON.stringify({ keys: [foreign.jwk] }));
    });
    const header = { jku: `${attacker.url}/jwks.json`, jwk: foreign.jwk as Record<string, string> };
    expect(await refusal(verifyFaceSessionResult(await sign(claims(), foreign, header), options))).toBe('ERR_RESULT_KEY_UNKNOWN');
    await attacker.close();
    expect(asked).toBe(false);
  });

  test('a critical header that nobody here understands is refused', async () => {
    const jws = await sign(claims(), issuer.key, { b64: true, crit: ['b64'] });
    await expect(verifyFaceSessionResult(jws, options)).resolves.toBeDefined();
    const [header, payload, signature] = (await sign(claims(), issuer.key)).split('.');
    const critical = { ...(JSON.parse(Buffer.from(header!, 'base64url').toString()) as object), crit: ['x'], x: 1 };
    const forged = `${Buffer.from(JSON.stringify(critical)).toString('base64url')}.${payload!}.${signature!}`;
    expect(await refusal(verifyFaceSessionResult(forged, options))).toBe('ERR_RESULT_MALFORMED');
  });
});

describe('a signature of another algorithm', () => {
  let other: TestIssuer;
  let keys: SigningKey[];
  let expected: VerifyResultOptions;
  beforeAll(async () => {
    other = await startIssuer();
    keys = await Promise.all([signingKey('key-es', 'ES256'), signingKey('key-ed', 'EdDSA')]);
    other.keys = [other.key.jwk, ...keys.map(({ jwk }) => jwk)];
  });
  beforeEach(() => {
    expected = { ...options, issuer: other.url };
  });
  afterAll(() => other.close());
  const signed = (key: SigningKey, header = {}): Promise<string> => sign(claims({ iss: other.url }), key, header);

  test.each(['ES256', 'EdDSA'] as const)('%s is refused unless the backend allows it', async (algorithm) => {
    const key = keys.find(({ jwk }) => jwk.alg === algorithm)!;
    expect(await refusal(verifyFaceSessionResult(await signed(key), expected))).toBe('ERR_RESULT_ALGORITHM_NOT_ALLOWED');
    const allowing = { ...expected, algorithms: [algorithm] };
    await expect(verifyFaceSessionResult(await signed(key), allowing)).resolves.toMatchObject({ match: true });
    expect(await refusal(verifyFaceSessionResult(await signed(other.key), allowing))).toBe('ERR_RESULT_ALGORITHM_NOT_ALLOWED');
  });

  test('is refused under the kid of a key that was published for RS256', async () => {
    const jws = await signed(await signingKey('key-9', 'ES256'), { kid: 'key-1' });
    const allowing = { ...expected, algorithms: ['RS256', 'ES256'] as const };
    expect(await refusal(verifyFaceSessionResult(jws, allowing))).toBe('ERR_RESULT_KEY_UNKNOWN');
  });
});

describe('what is no result at all', () => {
  test.each([
    ['nothing', ''],
    ['words', 'not a result'],
    ['two segments', 'e30.e30'],
    ['four segments', 'e30.e30.e30.e30'],
    ['padding', 'e30=.e30=.e30='],
    ['a header that is not JSON', 'AAAA.e30.AAAA'],
    ['very much', `${'A'.repeat(20_000)}.e30.AAAA`],
    ['undefined', undefined as unknown as string],
    ['an object', {} as unknown as string],
  ])('%s: ERR_RESULT_MALFORMED', async (_what, result) => {
    expect(await refusal(verifyFaceSessionResult(result, options))).toBe('ERR_RESULT_MALFORMED');
  });

  test('a signed payload that is not JSON: ERR_RESULT_MALFORMED', async () => {
    const foreign: SigningKey = issuer.key;
    expect(await refusal(verifyFaceSessionResult(await sign('text', foreign), options))).toBe('ERR_RESULT_MALFORMED');
  });
});

describe('options that cannot be right are refused before anything else', () => {
  test.each([
    ['nonce forgotten', { nonce: undefined }],
    ['an empty nonce', { nonce: '' }],
    ['no algorithm', { algorithms: [] }],
    ['an algorithm that no result has', { algorithms: ['HS256'] }],
    ['session forgotten', { sessionId: undefined }],
    ['client forgotten', { clientId: '' }],
    ['issuer forgotten', { issuer: undefined }],
    ['an issuer that is no URL', { issuer: 'id.example' }],
    ['plain http', { issuer: 'http://id.example' }],
    ['another protocol', { issuer: 'ftp://127.0.0.1' }],
    ['credentials in the address', { issuer: 'https://a:b@id.example' }],
    ['level 0', { minimumMatchLevel: 0 }],
    ['level 6', { minimumMatchLevel: 6 }],
    ['level as text', { minimumMatchLevel: '3' }],
    ['an empty user', { userIdentifier: '' }],
    ['a session and an enrolled face', { enrollmentIdentifier: 'e' }],
    ['no time', { timeoutMs: 0 }],
  ])('%s', async (_what, change) => {
    const jws = await sign(claims(), issuer.key);
    expect(await refusal(verifyFaceSessionResult(jws, { ...options, ...change } as VerifyResultOptions))).toBe('ERR_OPTIONS_INVALID');
  });

  test('http on a loopback address is for development only', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(verifyFaceSessionResult(await sign(claims(), issuer.key), options)).rejects.toMatchObject({
        code: 'ERR_OPTIONS_INVALID',
        message: expect.stringContaining('NODE_ENV is "production"') as string,
      });
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});

describe('the keys of the issuer', () => {
  test('are fetched once for many results, and not again for a flood of unknown ones', async () => {
    const own = await startIssuer();
    const here = { ...options, issuer: own.url };
    for (let i = 0; i < 5; i += 1) await verifyFaceSessionResult(await sign(claims({ iss: own.url }), own.key), here);
    const foreign = await signingKey('key-9');
    for (let i = 0; i < 5; i += 1) {
      expect(await refusal(verifyFaceSessionResult(await sign(claims({ iss: own.url }), foreign), here))).toBe('ERR_RESULT_KEY_UNKNOWN');
    }
    expect(own.fetches).toBe(1);
    await own.close();
  });

  test('that cannot be fetched: ERR_SERVICE_UNREACHABLE, and the next call tries again', async () => {
    const own = await startIssuer();
    const here = { ...options, issuer: own.url };
    const { keys } = own;
    own.keys = undefined as unknown as typeof keys;
    expect(await refusal(verifyFaceSessionResult(await sign(claims({ iss: own.url }), own.key), here))).toBe('ERR_SERVICE_UNREACHABLE');
    own.keys = keys;
    await expect(verifyFaceSessionResult(await sign(claims({ iss: own.url }), own.key), here)).resolves.toBeDefined();
    await own.close();
    expect(await refusal(verifyFaceSessionResult(await sign(claims({ iss: own.url }), own.key), { ...here, timeoutMs: 4_999 }))).toBe(
      'ERR_SERVICE_UNREACHABLE',
    );
  });

  test('that do not come in time: ERR_SERVICE_TIMEOUT', async () => {
    const slow = await listen(() => undefined);
    const here = { ...options, issuer: slow.url, timeoutMs: 50 };
    expect(await refusal(verifyFaceSessionResult(await sign(claims({ iss: slow.url }), issuer.key), here))).toBe('ERR_SERVICE_TIMEOUT');
    await slow.close();
  });

  test('can be fetched from another address than the issuer', async () => {
    const jws = await sign(claims({ iss: 'https://id.example' }), issuer.key);
    const result = await verifyFaceSessionResult(jws, { ...options, issuer: 'https://id.example', serviceURL: issuer.url });
    expect(result.issuer).toBe('https://id.example');
  });
});

describe('an encrypted result', () => {
  test.each(['RSA-OAEP-256', 'ECDH-ES'])('%s is opened with the key and verified like any other', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const encrypt = async (text: string): Promise<string> =>
      new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ alg, enc: 'A256GCM', cty: 'JWT' }).encrypt(publicKey);
    const jwe = await encrypt(await sign(claims(), issuer.key));
    await expect(verifyFaceSessionResult(jwe, { ...options, decryptionKey: privateKey })).resolves.toMatchObject({ match: true });
    const asJwk = { ...options, decryptionKey: { ...(await exportJWK(privateKey)), alg } };
    await expect(verifyFaceSessionResult(await encrypt(await sign(claims(), issuer.key)), asJwk)).resolves.toMatchObject({ match: true });

    const withKey = { ...options, decryptionKey: privateKey };
    expect(await refusal(verifyFaceSessionResult(jwe, withKey))).toBe('ERR_RESULT_REPLAYED');
    expect(await refusal(verifyFaceSessionResult(await encrypt('no result'), withKey))).toBe('ERR_RESULT_MALFORMED');
    expect(await refusal(verifyFaceSessionResult(await encrypt(await sign(claims(), await signingKey('key-1'))), withKey))).toBe(
      'ERR_RESULT_SIGNATURE_INVALID',
    );
    const parts = jwe.split('.');
    parts[3] = `${parts[3]!.startsWith('A') ? 'B' : 'A'}${parts[3]!.slice(1)}`;
    expect(await refusal(verifyFaceSessionResult(parts.join('.'), withKey))).toBe('ERR_RESULT_DECRYPTION_FAILED');
    const other = await generateKeyPair(alg);
    expect(await refusal(verifyFaceSessionResult(jwe, { ...options, decryptionKey: other.privateKey }))).toBe(
      'ERR_RESULT_DECRYPTION_FAILED',
    );
    expect(await refusal(verifyFaceSessionResult(jwe, options))).toBe('ERR_RESULT_DECRYPTION_FAILED');
  });

  test('is demanded once there is a key', async () => {
    const { privateKey } = await generateKeyPair('RSA-OAEP-256');
    const jws = await sign(claims(), issuer.key);
    expect(await refusal(verifyFaceSessionResult(jws, { ...options, decryptionKey: privateKey }))).toBe('ERR_RESULT_DECRYPTION_FAILED');
  });
});

describe('the result of an incomplete session', () => {
  test('is returned as no match, with what there is', async () => {
    const failed = { ...face, match: false, matchLevel: 1, error: 'FACE_NO_MATCH' };
    const result = await verifyIncompleteFaceSessionResult(await sign(claims({}, { face: failed }), issuer.key), options);
    expect(result).toMatchObject({ match: false, matchLevel: 1, error: 'FACE_NO_MATCH', sessionId, nonce });
  });

  test('may have no face at all', async () => {
    const result = await verifyIncompleteFaceSessionResult(await sign(claims({}, { face: undefined }), issuer.key), options);
    expect(result.match).toBe(false);
    expect(result).not.toHaveProperty('matchLevel');
  });

  test('is never one of a success: ERR_RESULT_MATCHED', async () => {
    expect(await refusal(verifyIncompleteFaceSessionResult(await sign(claims(), issuer.key), options))).toBe('ERR_RESULT_MATCHED');
  });

  test('passes the same checks', async () => {
    const jws = await sign(claims({}, { face: undefined, nonce: 'other' }), issuer.key);
    expect(await refusal(verifyIncompleteFaceSessionResult(jws, options))).toBe('ERR_RESULT_NONCE_MISMATCH');
  });
});

describe('a refusal says what was expected and what was found', () => {
  const other = randomUUID();
  const user = randomUUID();
  test.each<
    [
      what: string,
      change: Record<string, unknown>,
      data: Record<string, unknown>,
      more: object,
      told: [string | number, string | number | undefined],
    ]
  >([
    ['issuer', { iss: 'https://other.example' }, {}, {}, ['ISSUER', 'https://other.example']],
    ['audience', { aud: other }, {}, {}, [clientId, other]],
    ['session', {}, { sessionId: other }, {}, [sessionId, other]],
    ['user', {}, { userIdentifier: other }, { userIdentifier: user }, [user, other]],
    ['no user', {}, {}, { userIdentifier: user }, [user, undefined]],
    ['level', {}, {}, { minimumMatchLevel: 5 }, [5, 4]],
  ])('%s', async (_what, change, data, more, [expected, actual]) => {
    const jws = await sign(claims(change, data), issuer.key);
    const error = await verifyFaceSessionResult(jws, { ...options, ...more }).catch((reason: unknown) => reason as FaceSessionError);
    const demanded = expected === 'ISSUER' ? issuer.url : expected;
    expect(error).toMatchObject({ expected: demanded, ...(actual === undefined ? {} : { actual }) });
    expect('actual' in (error as object)).toBe(actual !== undefined);
    for (const value of [demanded, actual ?? 'missing']) expect((error as Error).message).toContain(String(value));
  });

  test('a part that is missing', async () => {
    const messageOf = async (result: unknown, more: object = {}): Promise<string> =>
      verifyFaceSessionResult(result as string, { ...options, ...more }).then(
        () => 'accepted',
        (error: unknown) => (error as Error).message,
      );
    expect(await messageOf(undefined)).toContain('undefined, expected a string');
    expect(await messageOf('')).toContain('an empty string, expected 3 parts');
    expect(await messageOf('e30.e30')).toContain('2 parts, expected 3 parts');
    expect(await messageOf('e30=.e30.e30')).toContain('Part 1 of the result is not base64url');
    expect(await messageOf(await sign(claims({}, { sessionId: undefined }), issuer.key))).toMatch(/data\.sessionId: .*expected string/);
    expect(await messageOf('', { sessionId: undefined })).toContain('`sessionId` is undefined, expected the session');
    expect(await messageOf('', { issuer: '' })).toContain('`issuer` is empty, expected the base URL');
  });

  test('keys that cannot be fetched: from where, and why', async () => {
    const gone = await listen(() => undefined);
    await gone.close();
    const error = await verifyFaceSessionResult(await sign(claims(), issuer.key), {
      ...options,
      serviceURL: gone.url,
      timeoutMs: 4_998,
    }).catch((reason: unknown) => reason as FaceSessionError);
    expect(error).toMatchObject({ code: 'ERR_SERVICE_UNREACHABLE', url: `${gone.url}/api/.well-known/jwks.json` });
    expect((error as Error).message).toMatch(/jwks\.json: .*ECONNREFUSED/);
  });
});

describe('UUIDs are compared by value', () => {
  const capitals = (uuid: string): string => uuid.toUpperCase();

  test('a user, a session or an enrolled face in capitals is the same, and the result repeats what was given', async () => {
    const userIdentifier = capitals(randomUUID());
    const signed = async (data: object): Promise<string> => sign(claims({}, { ...data }), issuer.key);
    await expect(verifyFaceSessionResult(await signed({ userIdentifier }), { ...options, userIdentifier })).resolves.toMatchObject({
      userIdentifier,
    });
    const small = { ...options, userIdentifier: userIdentifier.toLowerCase() };
    await expect(verifyFaceSessionResult(await signed({ userIdentifier }), small)).resolves.toMatchObject({ userIdentifier });
    await expect(
      verifyFaceSessionResult(await signed({}), { ...options, enrollmentIdentifier: undefined, sessionId: capitals(sessionId) }),
    ).resolves.toMatchObject({
      sessionId,
    });
    const enrollmentIdentifier = randomUUID();
    const recovery: VerifyResultOptions = { ...options, sessionId: undefined, enrollmentIdentifier: capitals(enrollmentIdentifier) };
    await expect(verifyFaceSessionResult(await signed({ enrollmentIdentifier }), recovery)).resolves.toMatchObject({
      enrollmentIdentifier,
    });
  });

  test('what is no UUID is compared letter by letter', () => {
    expect([equalIdentifiers('user-A', 'user-a'), equalIdentifiers(undefined, ''), equalIdentifiers('user-a', 'user-a')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

test('no message holds the result, the nonce or a claim of it', async () => {
  const secret = 'n-a-very-secret-nonce';
  const jws = await sign(claims({}, { nonce: secret }), issuer.key);
  const error = await verifyFaceSessionResult(jws, options).catch((reason: unknown) => reason as FaceSessionError);
  expect(JSON.stringify([(error as Error).message, error])).not.toMatch(/n-a-very|n-0123/);
});

describe('options of a caller without types', () => {
  test.each([
    ['a time that is not one', { now: () => new Date(NaN) }, /now/],
    ['a number for a function', { now: 1_800_000_000_000 }, /now/],
    ['a number for a Date', { now: () => 1_800_000_000_000 }, /now/],
    ['a name for an array', { algorithms: 'RS256' }, /algorithms/],
    ['no algorithm', { algorithms: [] }, /algorithms/],
    ['a foreign algorithm', { algorithms: ['HS256'] }, /algorithms/],
    ['keys of no age', { keysMaxAgeMs: 0 }, /keysMaxAgeMs/],
    ['a time limit that no timer has', { timeoutMs: 2 ** 31 }, /timeoutMs/],
    ['a URL object for an address', { serviceURL: new URL('https://id.example') }, /base URL/],
    ['a store without a function', { replayStore: {} }, /replayStore/],
    ['null for a store', { replayStore: null }, /replayStore/],
  ])('%s is refused by name, and nothing passes', async (_, more, name) => {
    const jws = await sign(claims(), issuer.key);
    const error: unknown = await verifyFaceSessionResult(jws, { ...options, ...more } as VerifyResultOptions).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'ERR_OPTIONS_INVALID', message: expect.stringMatching(name) as string });
  });

  test.each([[undefined], [null], ['options']])('%s for the options is refused by name', async (none) => {
    const jws = await sign(claims(), issuer.key);
    for (const verify of [verifyFaceSessionResult, verifyIncompleteFaceSessionResult]) {
      await expect(verify(jws, none as unknown as VerifyResultOptions)).rejects.toMatchObject({ code: 'ERR_OPTIONS_INVALID' });
    }
  });
});
