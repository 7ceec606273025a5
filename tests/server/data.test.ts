import { execFile } from 'node:child_process';
import { chmod, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { burstChecks, defaultLivenessCalibration } from '@face-session/liveness';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';
import { runCli } from '../kit/process.js';

/* What is kept, how, and for how long. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
let ben: Person;
beforeAll(async () => {
  [harness, { anna, ben }] = await Promise.all([startHarness({ limits: generous }), loadPeople()]);
  bank = await harness.addClient();
});
afterAll(() => harness.close());

const user = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';
const execute = promisify(execFile);

/** Runs the command line on the harness's data. */
async function cli(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { PATH: process.env.PATH, DATA_DIR: harness.folder });
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** The audit log of a session, newest first. */
async function auditOf(sessionId: string): Promise<{ event: string; details: Record<string, unknown> }[]> {
  const lines = (await cli('audit', '--session', sessionId)).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as { event: string; details: Record<string, unknown> });
}

/** Every byte that the service has on the disk, but for the master key's file and the public assets. */
async function disk(): Promise<Buffer> {
  const entries = await readdir(harness.folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'master.key').map(({ name }) => name);
  // Not by this process: SQLite loses its locks when its own process closes a file of its.
  const { stdout } = await execute('cat', files, { cwd: harness.folder, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

describe('the database file', () => {
  it('holds no picture, template, nonce, secret, token, identifier or result in clear', async () => {
    const nonce = 'nonce-that-must-not-be-found';
    const sessionId = await bank.createSession(anna.photo);
    const challenged = await bank.createSession(anna.photo);
    await bank.attempt(challenged, anna.burst(), { activeLiveness: true }, { 'UQ-Nonce': nonce, 'UQ-User-ID': user });
    const outcome = await bank.attempt(sessionId, anna.burst(), {}, { 'UQ-Nonce': nonce, 'UQ-User-ID': user });
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const imageId = String(claimsOf(outcome.result).data.face?.auditTrailImageId);
    const image = Buffer.from(await (await bank.call(`/api/v1/info/img/${imageId}`)).arrayBuffer());
    const { engineTemplate } = await templateOf(anna.photo);

    const bytes = await disk();
    expect(bytes.length).toBeGreaterThan(100_000);
    const secrets: [string, Buffer][] = [
      ['the audit-trail image', image.subarray(200, 260)],
      ['any JPEG', Buffer.from([0xff, 0xd8, 0xff])],
      ['the photo', anna.photo.subarray(500, 560)],
      ['the template', engineTemplate.subarray(0, 16)],
      ['the nonce', Buffer.from(nonce)],
      ['the user identifier', Buffer.from(user)],
      ['the session id', Buffer.from(sessionId)],
      ['the image id', Buffer.from(imageId)],
      ['the result', Buffer.from(outcome.result.slice(100, 150))],
      ['the client secret', Buffer.from(bank.clientSecret)],
      ['the token', Buffer.from((await bank.token()).slice(0, 100))],
      ['a private key', Buffer.from('"d":"')],
    ];
    for (const [name, secret] of secrets) expect({ name, found: bytes.includes(secret) }).toEqual({ name, found: false });
  });

  it('cannot be opened with the master key alone: identifiers are needed that it does not have', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { sealer } = harness.service;
    const another = `${sessionId.slice(0, -1)}${sessionId.endsWith('0') ? '1' : '0'}`;
    expect(() => sealer.open('template', another, sealer.seal('template', sessionId, Buffer.from('t')))).toThrow();
  });
});

describe('a session deleted on request', () => {
  it('leaves nothing in any file of the database, sealed or not, while the service runs', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const outcome = await bank.attempt(sessionId, anna.burst());
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const open = await bank.createSession(anna.photo);
    const sealed = async (): Promise<Buffer[]> => {
      const { rows } = await query(
        `select result_sealed as bytes from sessions where result_sealed is not null
         union all select template_sealed from sessions where template_sealed is not null union all select image_sealed from images`,
      );
      return (rows as { bytes: ArrayBuffer }[]).map(({ bytes }) => Buffer.from(bytes));
    };
    const kept = await sealed();
    expect(kept.length).toBeGreaterThanOrEqual(3);
    const before = await disk();
    // The last bytes are the authentication tag: unlike the middle of a long value they never lie across two pages of the file.
    const traces = (bytes: Buffer): number => kept.filter((value) => bytes.includes(value.subarray(-16))).length;
    expect(traces(before)).toBe(kept.length);
    const { rows } = await query('select session_hash from sessions');
    for (const { session_hash } of rows as { session_hash: string }[]) {
      expect(await harness.service.store.deleteSession(session_hash, bank.clientId)).toBe(true);
    }
    expect(traces(await disk())).toBe(0);
    expect((await bank.call(`/api/v1/info/${open}`)).status).toBe(404);
  });
});

describe('the files of the database', () => {
  it('are for their owner only, whatever they were before', async () => {
    const modes = async (): Promise<number[]> =>
      Promise.all(
        ['face-session.db', 'face-session.db-wal', 'face-session.db-shm'].map(
          async (name) => (await stat(join(harness.folder, name))).mode & 0o777,
        ),
      );
    expect(await modes()).toEqual([0o600, 0o600, 0o600]);
    for (const name of ['face-session.db', 'face-session.db-wal', 'face-session.db-shm']) await chmod(join(harness.folder, name), 0o644);
    await cli('client', 'list');
    expect(await modes()).toEqual([0o600, 0o600, 0o600]);
    const fresh = join(harness.folder, 'fresh');
    expect((await runCli(['migrate'], { PATH: process.env.PATH, DATA_DIR: fresh })).code).toBe(0);
    expect((await stat(fresh)).mode & 0o777).toBe(0o700);
    await rm(fresh, { recursive: true });
  });
});

describe('a selfie and its result', () => {
  it.each([0, 60])('end together after AUDIT_IMAGE_SECONDS, here %i, even before the purge ran', async (auditImageSeconds) => {
    const short = await startHarness({ limits: generous, auditImageSeconds });
    try {
      short.clock.freeze();
      const client = await short.addClient();
      const sessionId = await client.createSession(anna.photo);
      const outcome = await client.attempt(sessionId, anna.burst());
      if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
      const imageId = String(claimsOf(outcome.result).data.face?.auditTrailImageId);
      const statuses = async (): Promise<number[]> => [
        (await client.call(`/api/v1/info/${sessionId}`)).status,
        (await client.call(`/api/v1/info/img/${imageId}`)).status,
      ];
      if (auditImageSeconds > 0) {
        short.clock.advance(auditImageSeconds * 1000 - 1);
        expect(await statuses()).toEqual([200, 200]);
        short.clock.advance(1);
      }
      expect(await statuses()).toEqual([404, 404]);
      await expect(client.open(sessionId)).rejects.toThrow('SESSION_EXPIRED');
    } finally {
      await short.close();
    }
  });
});

describe('what is kept', () => {
  it('is deleted at its end even if the service was down meanwhile', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const outcome = await bank.attempt(sessionId, anna.burst());
    expect(outcome.outcome).toBe('passed');
    await bank.createSession(anna.photo);
    harness.clock.advance(60 * 60 * 1000);
    await harness.restart();
    // The restart's own purge may have been first.
    await harness.service.purge();
    const { rows } = await query(
      'select (select count(*) from sessions) + (select count(*) from images) + (select count(*) from attempts) as n',
    );
    expect(rows[0]).toEqual({ n: 0 });
    bank = await harness.addClient();
  });

  it('is told of by the metrics as long as it outlives its end, whichever replica should have deleted it', async () => {
    const lag = async (): Promise<number> =>
      Number(/^face_session_purge_lag_seconds (\S+)/m.exec(await (await fetch(`${harness.url}/metrics`)).text())?.[1]);
    await harness.service.purge();
    expect(await lag()).toBe(0);
    await bank.createSession(anna.photo);
    harness.clock.freeze();
    harness.clock.advance(11 * 60 * 1000);
    expect(await lag()).toBeGreaterThanOrEqual(59);
    await harness.service.purge();
    expect(await lag()).toBe(0);
  });

  it('loses the template at its use, at expiry and with the last failure', async () => {
    const withTemplate = async (): Promise<unknown> =>
      (await query('select count(*) as n from sessions where template_sealed is not null')).rows[0];
    const used = await bank.createSession(anna.photo);
    expect(await withTemplate()).toEqual({ n: 1 });
    await bank.attempt(used, anna.burst());
    expect(await withTemplate()).toEqual({ n: 0 });
    const failed = await bank.createSession(anna.photo);
    await bank.attempt(failed, ben.burst(), { maxAttempts: 1 });
    expect(await withTemplate()).toEqual({ n: 0 });
    await bank.createSession(anna.photo);
    harness.clock.advance(10 * 60 * 1000);
    await harness.service.purge();
    expect(await withTemplate()).toEqual({ n: 0 });
  });

  it('is erased for a user by the command line while the service runs', async () => {
    const sessionId = await bank.createSession(anna.photo);
    // In capitals, as iOS writes UUIDs: the result repeats what was given, and the erasure finds it by value.
    const outcome = await bank.attempt(sessionId, anna.burst(), {}, { 'UQ-User-ID': user.toUpperCase() });
    expect(outcome.outcome).toBe('passed');
    const payload = JSON.parse(
      Buffer.from(String((outcome as { result?: string }).result).split('.')[1] ?? '', 'base64url').toString(),
    ) as object;
    expect(payload).toMatchObject({ data: { userIdentifier: user.toUpperCase() } });
    expect(await cli('erase', user)).toContain('Erased 1 session');
    expect((await bank.call(`/api/v1/info/${sessionId}`)).status).toBe(404);
  });

  it('is told of in the audit log without biometrics', async () => {
    const sessionId = await bank.createSession(anna.photo);
    await bank.attempt(sessionId, ben.burst());
    const entries = await auditOf(sessionId);
    expect(entries.map((entry) => entry.event)).toEqual(['attempt.failed', 'session.created']);
    expect(entries[0]?.details).toMatchObject({ code: 'FACE_NO_MATCH', reason: 'no_match', matchLevel: 1 });
    expect(JSON.stringify(entries).length).toBeLessThan(4_000);
  });
});

describe('the audit log of an attempt', () => {
  it('has what every check of the burst found when gestures are asked for, even if nobody comes back', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const challenge = await bank.attempt(sessionId, anna.burst(), { activeLiveness: true });
    if (challenge.outcome !== 'challenged') throw new Error(JSON.stringify(challenge));
    const [entry, ...others] = await auditOf(sessionId);
    expect([entry?.event, others.map(({ event }) => event)]).toEqual(['attempt.challenged', ['session.created']]);
    expect(entry?.details).toMatchObject({ attempt: 1, verdict: 'live', matchLevel: 5 });
    // An open challenge is no secret of the log's: who reads the log must not know what will be asked.
    expect(JSON.stringify(entry)).not.toContain(challenge.gestures[0]);
    const findings = entry?.details['findings'] as Record<string, { outcome: string; value?: number; threshold?: number }>;
    expect(Object.keys(findings).sort()).toEqual([...burstChecks, 'camera', 'sessionHistory', 'photoHistory', 'addressHistory'].sort());
    const { burst } = defaultLivenessCalibration;
    expect(findings['spoofScore']).toEqual({ outcome: 'pass', value: expect.any(Number) as number, threshold: burst.liveSpoofScore });
    expect(findings['movement']).toEqual({ outcome: 'pass', value: expect.any(Number) as number, threshold: burst.minMovement });
  });
});

describe('who reads a selfie or result', () => {
  it('is in the audit log of the session', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const outcome = await bank.attempt(sessionId, anna.burst());
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    await bank.call(`/api/v1/info/img/${String(claimsOf(outcome.result).data.face?.auditTrailImageId)}`);
    await bank.call(`/api/v1/info/${sessionId}`);
    await bank.call(`/api/v1/info/${sessionId}`, { method: 'DELETE' });
    const events = (await auditOf(sessionId)).map(({ event }) => event);
    expect(events).toEqual(['session.deleted', 'result.read', 'image.read', 'attempt.passed', 'session.created']);
  });
});

describe('the audit-trail image', () => {
  async function selfie(obfuscationType?: 'FILLED' | 'FILLED_WHITE' | 'BLURRED'): Promise<Buffer> {
    const outcome = await bank.attempt(await bank.createSession(anna.photo), anna.burst(), obfuscationType && { obfuscationType });
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const id = String(claimsOf(outcome.result).data.face?.auditTrailImageId);
    return Buffer.from(await (await bank.call(`/api/v1/info/img/${id}`)).arrayBuffer());
  }
  const corner = async (image: Buffer): Promise<number[]> => [
    ...(await sharp(image).extract({ left: 4, top: 4, width: 8, height: 8 }).resize(1, 1).raw().toBuffer()),
  ];

  it('is a new JPEG with nothing of the upload but its pixels', async () => {
    const image = await selfie();
    const { format, exif, icc, comments } = await sharp(image).metadata();
    expect({ format, exif, icc, comments }).toEqual({ format: 'jpeg', exif: undefined, icc: undefined, comments: undefined });
  });

  it.each([
    ['FILLED', 128],
    ['FILLED_WHITE', 255],
  ] as const)('has its background %s with the face kept whole', async (type, grey) => {
    const [plain, hidden] = [await selfie(), await selfie(type)];
    for (const value of await corner(hidden)) expect(Math.abs(value - grey)).toBeLessThanOrEqual(3);
    expect(await difference(plain, hidden)).toBeLessThan(6);
  });

  it('has its background BLURRED with the face kept whole', async () => {
    const [plain, hidden] = [await selfie(), await selfie('BLURRED')];
    expect(await difference(plain, hidden)).toBeLessThan(6);
    expect(await detail(hidden)).toBeLessThan((await detail(plain)) / 2);
  });
});

describe('a result for a client with a registered key', () => {
  it.each([
    ['RSA-OAEP-256', 'RSA-OAEP-256'],
    ['ECDH-ES', 'ECDH-ES'],
  ])('is encrypted with %s and A256GCM around the signed one', async (_, algorithm) => {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const file = join(harness.folder, `${algorithm}.jwk`);
    await writeFile(file, JSON.stringify(await exportJWK(pair.publicKey)));
    const vault = await harness.addClient();
    await cli('client', 'result-key', vault.clientId, file);
    const sessionId = await vault.createSession(anna.photo);
    const outcome = await vault.attempt(sessionId, anna.burst());
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const { plaintext, protectedHeader } = await compactDecrypt(outcome.result, pair.privateKey);
    expect(protectedHeader).toMatchObject({ alg: algorithm, enc: 'A256GCM', cty: 'JWT' });
    expect(claimsOf(Buffer.from(plaintext).toString())).toMatchObject({ aud: vault.clientId, data: { sessionId } });
  });

  it('cannot be had with a private key', async () => {
    const pair = await generateKeyPair('RSA-OAEP-256', { extractable: true });
    const file = join(harness.folder, 'private.jwk');
    await writeFile(file, JSON.stringify(await exportJWK(pair.privateKey)));
    await expect(cli('client', 'result-key', bank.clientId, file)).rejects.toThrow('private');
  });
});

async function templateOf(photo: Buffer): Promise<{ engineTemplate: Buffer }> {
  const { createNodeEngine, decodePicture } = await import('@face-session/face/node');
  const { readReferencePhoto } = await import('@face-session/face');
  const engine = await createNodeEngine();
  const reference = await readReferencePhoto(engine, await decodePicture(photo));
  if (!reference.accepted) throw new Error(reference.code);
  return { engineTemplate: Buffer.from(reference.template.buffer, reference.template.byteOffset, reference.template.byteLength) };
}

/** Asks the database file as another process would. */
async function query(sql: string): Promise<{ rows: unknown[] }> {
  const { default: Database } = await import('libsql');
  const database = new Database(join(harness.folder, 'face-session.db'));
  try {
    return { rows: database.prepare(sql).all() };
  } finally {
    database.close();
  }
}

/** Mean difference of the middle of two pictures, 0 to 255. */
async function difference(left: Buffer, right: Buffer): Promise<number> {
  const middle = async (image: Buffer): Promise<Buffer> => {
    const { width, height } = await sharp(image).metadata();
    const region = {
      left: Math.round(width * 0.42),
      top: Math.round(height * 0.35),
      width: Math.round(width * 0.16),
      height: Math.round(height * 0.3),
    };
    return sharp(image).extract(region).greyscale().raw().toBuffer();
  };
  const [a, b] = [await middle(left), await middle(right)];
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

/** How much detail the left edge of a picture has. */
async function detail(image: Buffer): Promise<number> {
  const { height } = await sharp(image).metadata();
  const { channels } = await sharp(await sharp(image).extract({ left: 0, top: 0, width: 60, height }).greyscale().png().toBuffer()).stats();
  const blurred = await sharp(image).extract({ left: 0, top: 0, width: 60, height }).greyscale().blur(3).png().toBuffer();
  return (channels[0]?.stdev ?? 0) - ((await sharp(blurred).stats()).channels[0]?.stdev ?? 0);
}
