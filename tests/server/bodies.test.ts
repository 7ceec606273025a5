import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { problemSchema, v2ErrorSchema } from '@face-session/protocol/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* What clients of other makers send: every form of a body that a standard allows, and a true code with the field named for all others. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
let session: string;
beforeAll(async () => {
  [harness, { anna }] = await Promise.all([startHarness({ limits: generous, trustedProxies: 1 }), loadPeople()]);
  bank = await harness.addClient();
  session = await bank.createSession(anna.photo);
});
afterAll(() => harness.close());

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

interface Part {
  readonly head: string;
  readonly content: string | Buffer;
}

/** A form by hand, so that it can have every form that the standard allows, and others. */
function form(parts: readonly Part[], boundary = 'b0undary', typeBoundary = boundary): RequestInit & { body: Buffer<ArrayBuffer> } {
  const chunks = parts.flatMap(({ head, content }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${typeBoundary}` },
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

const part = (name: string, content: string | Buffer, more = ''): Part => ({
  head: `Content-Disposition: form-data; name="${name}"${more}`,
  content,
});

const answer = async (
  path: string,
  init: RequestInit & { session?: string },
): Promise<readonly [number, string | undefined, string | undefined]> => {
  const response = await bank.call(path, init);
  const body = (await response.json()) as { code?: string; detail?: string };
  return [response.status, body.code, body.detail];
};

describe('a call without a body', () => {
  it('is taken with an empty one of any content type, and refused with another', async () => {
    const end = async (type: string, body: string): Promise<unknown> =>
      (await answer('/api/v1/face/end', { method: 'POST', session, headers: { 'content-type': type }, body })).slice(0, 2);
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      expect(await end(type, '')).toEqual([404, 'NOT_FOUND']);
      expect(await end(type, '{}')).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
  });
});

describe('a photo in a form', () => {
  it.each([
    ['without a file name (RFC 7578 section 4.2)', () => part('idPhoto', anna.photo)],
    ['without a file name, with a content type', () => part('idPhoto', anna.photo, '\r\nContent-Type: image/jpeg')],
    ['with an empty file name', () => part('idPhoto', anna.photo, '; filename=""')],
    ['with a file name only', () => part('idPhoto', anna.photo, '; filename="photo.jpg"')],
    ['with a file name of RFC 5987', () => part('idPhoto', anna.photo, "; filename*=UTF-8''f%C3%B6to.jpg")],
    ['as application/octet-stream', () => part('idPhoto', anna.photo, '; filename="x"\r\nContent-Type: application/octet-stream')],
    ['as text/plain', () => part('idPhoto', anna.photo, '\r\nContent-Type: text/plain; charset=utf-8')],
  ])('is taken %s', async (_, make) => {
    const response = await bank.call('/api/v1/face', form([make()]));
    expect(response.status, await response.text()).toBe(201);
  });

  it.each([
    [
      'beside an unknown field',
      () => form([part('idPhoto', anna.photo), part('userId', '42')]),
      'userId: unknown field. The form has idPhoto and outcome.',
    ],
    [
      'after an unknown field',
      () => form([part('userId', '42'), part('idPhoto', anna.photo)]),
      'userId: unknown field. The form has idPhoto and outcome.',
    ],
    [
      'beside an unknown file',
      () => form([part('idPhoto', anna.photo), part('back', anna.photo, '; filename="b.jpg"')]),
      'back: unknown field. The form has idPhoto and outcome.',
    ],
    ['in another case', () => form([part('idphoto', anna.photo)]), 'idphoto: unknown field. The form has idPhoto and outcome.'],
    ['under the name of a prototype', () => form([part('__proto__', 'x')]), '__proto__: unknown field. The form has idPhoto and outcome.'],
    ['twice', () => form([part('idPhoto', anna.photo), part('idPhoto', anna.photo)]), 'idPhoto: more than one part of this name'],
    [
      'with a thousand fields',
      () => form(Array.from({ length: 1_000 }, (_, i) => part(`f${i}`, ''))),
      'f0: unknown field. The form has idPhoto and outcome.',
    ],
    [
      'with another boundary',
      () => form([part('idPhoto', anna.photo)], 'one', 'two'),
      'The form is broken: it ends early, or its boundary is not the one in Content-Type.',
    ],
    [
      'cut off',
      () => ({ ...form([part('idPhoto', anna.photo)]), body: form([part('idPhoto', anna.photo)]).body.subarray(0, 3_000) }),
      'The form is broken: it ends early, or its boundary is not the one in Content-Type.',
    ],
    [
      'without a boundary',
      () => ({ method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: 'x' }),
      'Content-Type: multipart/form-data needs a boundary of 1 to 70 characters.',
    ],
  ])('is refused %s as INVALID_REQUEST, with the reason', async (_, init, detail) => {
    expect(await answer('/api/v1/face', init())).toEqual([400, 'INVALID_REQUEST', detail]);
  });

  it('is missing where its part is empty or is not there', async () => {
    for (const parts of [[part('idPhoto', '')], []]) {
      expect(await answer('/api/v1/face', form(parts))).toEqual([400, 'PHOTO_MISSING', 'idPhoto']);
    }
  });

  it('is named when it is too large', async () => {
    expect(await answer('/api/v1/face', form([part('idPhoto', Buffer.alloc(5 * 1024 * 1024 + 1, 0xff))]))).toEqual([
      413,
      'PAYLOAD_TOO_LARGE',
      'idPhoto: more than 5242880 bytes',
    ]);
  });
});

describe('a photo in base64', () => {
  const forms: readonly (readonly [string, (photo: Buffer) => string])[] = [
    ['bare', (photo) => photo.toString('base64')],
    ['as a data URL', (photo) => `data:image/jpeg;base64,${photo.toString('base64')}`],
    ['as a data URL in capitals', (photo) => `DATA:IMAGE/JPEG;BASE64,${photo.toString('base64')}`],
    ['as a data URL of another common type', (photo) => `data:image/jpg;base64,${photo.toString('base64')}`],
    ['as a data URL with parameters', (photo) => `data:image/jpeg;charset=utf-8;base64,${photo.toString('base64')}`],
    ['as a data URL without a type', (photo) => `data:;base64,${photo.toString('base64')}`],
    ['with line breaks', (photo) => photo.toString('base64').replaceAll(/.{64}/g, '$&\n')],
    ['with line breaks of MIME and at its end', (photo) => `${photo.toString('base64').replaceAll(/.{76}/g, '$&\r\n')}\r\n`],
    ['in the URL-safe alphabet, which has no padding', (photo) => photo.toString('base64url')],
    ['without padding', (photo) => photo.toString('base64').replaceAll('=', '')],
    ['in the URL-safe alphabet with padding', (photo) => photo.toString('base64').replaceAll('+', '-').replaceAll('/', '_')],
    ['with its lines joined by spaces, as a shell does', (photo) => photo.toString('base64').replaceAll(/.{76}/g, '$& ')],
    ['percent-encoded', (photo) => encodeURIComponent(photo.toString('base64'))],
    ['as a data URL that is percent-encoded', (photo) => encodeURIComponent(`data:image/jpeg;base64,${photo.toString('base64')}`)],
    ['with spaces for +, as a form decoder leaves it', (photo) => photo.toString('base64').replaceAll('+', ' ')],
  ];

  it.each(forms)('is taken %s, in a session and in a match', async (_, encode) => {
    // Of a length that needs padding.
    const photo = Buffer.concat([anna.photo, Buffer.alloc((4 - (anna.photo.length % 3)) % 3)]);
    expect(photo.length % 3).toBe(1);
    const created = await bank.call('/api/v1/face', json({ idPhoto: encode(photo) }));
    expect(created.status, await created.text()).toBe(201);
    const matched = await bank.call('/api/v1/face/match', json({ sourceImage: encode(photo), targetImage: encode(photo) }));
    expect(await matched.json()).toEqual({ match: true, matchLevel: 5 });
  });

  it.each(['', 'data:image/jpeg;base64,'])('is taken as text in a form, after "%s", also percent-encoded', async (head) => {
    const form = new FormData();
    form.append('idPhoto', head + anna.photo.toString('base64'));
    const encoded = new FormData();
    encoded.append('idPhoto', encodeURIComponent(head + anna.photo.toString('base64')));
    expect((await bank.call('/api/v1/face', { method: 'POST', body: encoded })).status).toBe(201);
    expect((await bank.call('/api/v1/face', { method: 'POST', body: form })).status).toBe(201);
  });

  it.each([7, true, [''], {}])('is refused as %j, which is no text', async (idPhoto) => {
    const [, ...refused] = await answer('/api/v1/face', json({ idPhoto }));
    expect(refused).toEqual(['INVALID_REQUEST', 'idPhoto: must be a string with the picture in base64']);
  });

  it('is taken as PHP writes it in JSON, with its slashes escaped', async () => {
    const body = JSON.stringify({ idPhoto: anna.photo.toString('base64') }).replaceAll('/', '\\/');
    expect((await bank.call('/api/v1/face', json(body))).status).toBe(201);
  });

  it.each([
    ['with a character of no base64', 'AAAA*AAA', 'PHOTO_INVALID', 'character 5 is not base64'],
    ['with padding in its middle', 'AAAA=AAA', 'PHOTO_INVALID', 'character 5 is not base64'],
    ['cut off', 'AAAAA', 'PHOTO_INVALID', 'the base64 is cut off: its length fits no number of bytes'],
    ['with too much padding', 'AAAA==', 'PHOTO_INVALID', 'the base64 is cut off: its length fits no number of bytes'],
    [
      'as a data URL that is not base64',
      'data:image/svg+xml,<svg/>',
      'PHOTO_INVALID',
      'the data URL is not base64; it must begin as data:image/jpeg;base64,',
    ],
    ['empty', '', 'PHOTO_MISSING', 'no picture'],
    ['as an empty data URL', 'data:image/jpeg;base64,', 'PHOTO_MISSING', 'no picture'],
    ['too large', 'A'.repeat(7_000_000), 'PAYLOAD_TOO_LARGE', 'more than 5242880 bytes'],
  ])('is refused %s, naming the field', async (_, text, code, fault) => {
    const good = anna.photo.toString('base64');
    const [, ...created] = await answer('/api/v1/face', json({ idPhoto: text }));
    expect(created).toEqual([code, `idPhoto: ${fault}`]);
    const [, ...source] = await answer('/api/v1/face/match', json({ sourceImage: text, targetImage: good }));
    expect(source).toEqual([code, `sourceImage: ${fault}`]);
    const [, ...target] = await answer('/api/v1/face/match', json({ sourceImage: good, targetImage: text }));
    expect(target).toEqual([code, `targetImage: ${fault}`]);
    const live = await bank.call('/api/v2/face/bioid/match', { ...json({ liveImage1: good, liveImage2: text }), session });
    expect(v2ErrorSchema.parse(await live.json())).toEqual({ error: code, message: `liveImage2: ${fault}` });
  });
});

describe('a part that is missing', () => {
  it.each([
    ['a header', '/api/v1/attempts', () => json({}), 'headers.UQ-Session-ID: missing, expected string'],
    ['a field', '/api/v1/face/match', () => json({ sourceImage: 'AAAA' }), 'body.targetImage: missing, expected string'],
    ['the times of frames', `/api/v1/attempts/${crypto.randomUUID()}/burst`, () => form([]), 'frames: missing, expected array'],
  ])('is named with what was expected: %s', async (what, path, init, detail) => {
    expect(await answer(path, { ...init(), ...(what !== 'a header' && { session }) })).toEqual([400, 'INVALID_REQUEST', detail]);
  });
});

describe('docs/http-api.md', () => {
  it('compares two photos of 3 MB by its lines for the shell, which is more than a command line may have', async () => {
    const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'http-api.md'), 'utf8');
    const [token = '', match = ''] = page.match(/^\(umask .*$|^printf .*\n.*\/face\/match.*$/gm) ?? [];
    const folder = await mkdtemp(join(tmpdir(), 'face-session-curl-'));
    try {
      const photo = Buffer.concat([anna.photo, Buffer.alloc(3_000_000)]);
      for (const name of ['photo.jpg', 'selfie.jpg']) await writeFile(join(folder, name), photo);
      const script = `${token}\n${match}`.replaceAll('https://id.example', harness.url);
      const env = { PATH: process.env.PATH, TOKEN: await bank.token() };
      const { stdout } = await promisify(execFile)('sh', ['-ec', script], { cwd: folder, env });
      expect(JSON.parse(stdout)).toEqual({ match: true, matchLevel: 5 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('an address that is none', () => {
  it.each([
    ['a trailing slash, with a form of the token endpoint', '/api/oauth/token/', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a misspelt call, with a picture', '/api/v1/faces', { 'content-type': 'image/jpeg' }],
    ['a misspelt call, with a content type that is none', '/api/v1/faces', { 'content-type': ';;;' }],
    ['a call in another case', '/api/v1/FACE', { 'content-type': 'application/json' }],
    ['an address below no call', '/nope', { 'content-type': 'application/json' }],
    ['an address that cannot be decoded', '/%zz', { 'content-type': 'application/json' }],
    ['an address that is too long', `/api/v1/info/${'a'.repeat(300)}`, { 'content-type': 'application/json' }],
  ])('is NOT_FOUND whatever its body: %s', async (_, path, headers) => {
    for (const method of ['POST', 'GET', 'PUT', 'DELETE']) {
      const body = method === 'GET' ? null : Buffer.alloc(100_000, '[');
      const response = await bank.call(path, { method, headers, body });
      expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([404, 'NOT_FOUND']);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('is NOT_FOUND for a method that the call does not have', async () => {
    expect((await answer('/api/v1/face', { method: 'GET' })).slice(0, 2)).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a content type', () => {
  it.each([
    ['application/json; charset=utf-8', 201],
    ['Application/JSON', 201],
    ['application/json;charset=UTF-8', 201],
  ])('%s is JSON', async (type, status) => {
    const body = `\uFEFF${JSON.stringify({ idPhoto: anna.photo.toString('base64') })}`;
    expect((await bank.call('/api/v1/face', { method: 'POST', headers: { 'content-type': type }, body })).status).toBe(status);
  });

  it.each([
    ['image/jpeg', '/api/v1/face', 'Content-Type: send multipart/form-data or application/json.'],
    ['application/x-www-form-urlencoded', '/api/v1/face', 'Content-Type: send multipart/form-data or application/json.'],
    ['text/plain', '/api/v1/face/match', 'Content-Type: send application/json.'],
    ['multipart/form-data; boundary=b', '/api/v1/face/match', 'Content-Type: send application/json.'],
    ['multipart/form-data; boundary=b', '/api/v1/attempts', 'Content-Type: send application/json.'],
    ['application/json', '/api/v1/attempts/11111111-2222-4333-8444-555555555555/burst', 'Content-Type: send multipart/form-data.'],
  ])('%s at %s is refused with what to send', async (type, path, detail) => {
    expect(await answer(path, { method: 'POST', headers: { 'content-type': type }, body: '{}', session })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      detail,
    ]);
  });

  it('does not hide a compressed body', async () => {
    expect(
      await answer('/api/v1/face', { ...json('{}'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }),
    ).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Encoding: send the body uncompressed.']);
  });
});

describe('bytes that are not HTTP', () => {
  const exchange = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      const socket = connect(Number(new URL(harness.url).port), '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => {
        resolve(text);
      });
    });

  it.each([
    ['no request line', 'hello\r\n\r\n', 400, 'INVALID_REQUEST'],
    ['two lengths', 'POST /api/v1/face HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400, 'INVALID_REQUEST'],
    [
      'a length beside chunks',
      'POST /api/v1/face HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'INVALID_REQUEST',
    ],
    ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 413, 'PAYLOAD_TOO_LARGE'],
  ])('are answered with an error of the registry: %s', async (_, bytes, status, code) => {
    const text = await exchange(bytes);
    expect(text.split(' ')[1]).toBe(String(status));
    expect(problemSchema.parse(JSON.parse(text.slice(text.indexOf('{')))).code).toBe(code);
  });

  it('wait for 100 Continue in vain if the request is refused', async () => {
    const head =
      'POST /api/v1/face HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 5\r\nConnection: close\r\n\r\n';
    expect(await exchange(`${head}[[[[[`)).toMatch(/HTTP\/1\.1 401 /);
  });
});

describe('the scopes of a token request', () => {
  const ask = async (scope: string): Promise<string> => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: bank.clientId,
      client_secret: bank.clientSecret,
      scope,
    });
    const response = await fetch(`${harness.url}/api/oauth/token`, { method: 'POST', body });
    const { error, error_description, scope: granted } = (await response.json()) as Record<string, string>;
    return error === undefined ? String(granted) : `${error}: ${error_description}`;
  };

  it('are separated by single spaces, and the refusal names the one that is refused', async () => {
    const separate = 'Separate scopes with single spaces.';
    expect(await ask('KYC_FACE_FLOW KYC_INFO_SDK')).toBe('KYC_FACE_FLOW KYC_INFO_SDK');
    expect(await ask('KYC_FACE_FLOW,KYC_INFO_SDK')).toBe(
      `invalid_scope: The client does not have the scope 'KYC_FACE_FLOW,KYC_INFO_SDK'. ${separate}`,
    );
    expect(await ask('KYC_FACE_FLOW  KYC_INFO_SDK')).toBe(`invalid_scope: An empty scope was sent. ${separate}`);
    expect(await ask('KYC_FACE_FLOW "é\\')).toBe(`invalid_scope: The client does not have the scope '???'. ${separate}`);
  });
});

describe('a preflight', () => {
  it.each(['/api/oauth/token', '/healthz', '/metrics', '/nope'])('of %s allows no origin', async (path) => {
    const headers = {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const response = await fetch(`${harness.url}${path}`, { method: 'OPTIONS', headers });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a UUID', () => {
  it('is compared by value: a session in capitals is the same, and the result repeats the user as given', async () => {
    const user = '6B29FC40-CA47-1067-B31D-00DD010662DA';
    const sessionId = await bank.createSession(anna.photo);
    const outcome = await bank.attempt(sessionId.toUpperCase(), anna.burst(), {}, { 'UQ-User-ID': user });
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const { data } = JSON.parse(Buffer.from(outcome.result.split('.')[1] ?? '', 'base64url').toString()) as {
      data: { userIdentifier: string; sessionId: string; face: { auditTrailImageId: string } };
    };
    expect([data.userIdentifier, data.sessionId]).toEqual([user, sessionId]);
    expect((await bank.call(`/api/v1/info/${sessionId.toUpperCase()}`)).status).toBe(200);
    expect((await bank.call(`/api/v1/info/img/${data.face.auditTrailImageId.toUpperCase()}`)).status).toBe(200);
    const token = await bank.token({ session_id: sessionId.toUpperCase() });
    expect(token.split('.')).toHaveLength(3);
    const { store, sealer } = harness.service;
    expect(await store.eraseUser(sealer.keyedHash('user-identifier', user.toLowerCase()))).toBe(1);
  });
});
