import { createHash } from 'node:crypto';
import { writeFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  MAX_ATTESTATION_PART_LENGTH,
  statementText,
  thumbprintText,
  type Attestation,
  type AttemptOutcome,
  type DeviceAttestation,
} from '@face-session/protocol';
import { SecurityLevel, VerifiedBootState } from '@peculiar/asn1-android';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, type Frame } from '../kit/people.js';
import {
  androidPhone,
  applePhone,
  playConsole,
  type AndroidOptions,
  type AndroidPhone,
  type ApplePhone,
  type AppleOptions,
  type PlayConsole,
} from '../kit/phones.js';
import { claimsOf, codeOf, frameForm, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { createSigner, signedFrames, type Signer } from '../kit/signer.js';

/*
 * Attestations over the service's port, with chains of certificates of our own. In test mode but for the rules: nothing else depends on faces. No phone was there: what
 * Apple and Google really send was not received here.
 */

const appId = 'ABCDE12345.com.bank.app';
const certificate = createHash('sha256').update('certificate of the bank').digest('hex');
const app = { packageName: 'com.bank.app', certificates: [certificate] };
const revoked = '0deadbeefdeadbeef';

let folder: string;
let harness: Harness;
let bank: TestClient;
let iphone: ApplePhone;
let pixel: AndroidPhone;
let play: PlayConsole;
const statusFile = (): string => join(folder, 'status.json');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-attestation-'));
  [iphone, pixel] = await Promise.all([applePhone(appId), androidPhone(app)]);
  play = playConsole(app);
  await writeFile(join(folder, 'apple.pem'), iphone.rootPem);
  await writeFile(join(folder, 'google.pem'), pixel.rootPem);
  await writeFile(statusFile(), JSON.stringify({ entries: { [revoked.slice(1)]: { status: 'REVOKED', reason: 'KEY_COMPROMISE' } } }));
  const settings = {
    apps: [{ appId }, { ...app, playIntegrity: play.keys }, { appId: 'ABCDE12345.com.shop.app', clients: ['shop'] }],
    appleRoots: 'apple.pem',
    androidRoots: 'google.pem',
    revokedCertificates: 'status.json',
  };
  await writeFile(join(folder, 'attestation.json'), JSON.stringify(settings));
  const environment = {
    BASE_URL: 'http://localhost:0',
    WORKERS: '1',
    GESTURE_COUNT: '1',
    ATTESTATION_FILE: join(folder, 'attestation.json'),
  };
  harness = await startHarness({}, { environment });
  bank = await harness.addClient({ test: true });
}, 120_000);
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

const frames: Frame[] = [
  { capturedAtMs: 0, jpeg: Buffer.from('ffd8ff01', 'hex') },
  { capturedAtMs: 0.25, jpeg: Buffer.from('ffd8ff02', 'hex') },
];

interface OpenedAttempt {
  readonly session: string;
  readonly signer: Signer;
  readonly attemptId: string;
  readonly attestations: readonly string[] | undefined;
  /** What a phone must attest for these frames. */
  readonly challenge: (sent?: readonly Frame[]) => Buffer;
}

async function begin(outcome = 'pass', client = bank, attestationKeyId?: string): Promise<OpenedAttempt> {
  const headers = { 'content-type': 'application/json' };
  const response = await client.call('/api/v1/face', { method: 'POST', headers, body: JSON.stringify({ outcome }) });
  const { sessionId } = (await response.json()) as { sessionId: string };
  return next(sessionId, createSigner(), client, attestationKeyId);
}

/** Opens an attempt of a session. */
async function next(session: string, signer: Signer, client = bank, attestationKeyId?: string): Promise<OpenedAttempt> {
  const { attemptId, attestations } = await client.open(session, { captureKey: signer.captureKey, attestationKeyId });
  const keySha256 = createHash('sha256').update(thumbprintText(signer.captureKey)).digest('hex');
  const challenge = (sent: readonly Frame[] = frames): Buffer => {
    const statement = statementText({ kind: 'attestation', sessionId: session, attemptId, keySha256, frames: signedFrames(sent) });
    return createHash('sha256').update(statement).digest();
  };
  return { session, signer, attemptId, attestations, challenge };
}

/** Sends a burst with an attestation, signed. */
function send(
  { session, signer, attemptId }: OpenedAttempt,
  attestation: unknown,
  { sent = frames, client = bank }: { readonly sent?: readonly Frame[]; readonly client?: TestClient } = {},
): Promise<Response> {
  const body = frameForm(sent);
  const text = JSON.stringify(attestation);
  body.set('attestation', text);
  const fields = { attestation: createHash('sha256').update(text).digest('hex') };
  body.set('signature', signer.sign({ kind: 'burst', attemptId, fields, frames: signedFrames(sent) }));
  return client.call(`/api/v1/attempts/${attemptId}/burst`, { method: 'POST', session, body });
}

/** What the result says of the device, and the audit log of the attestation. */
async function verdictOf(
  opened: OpenedAttempt,
  attestation: Attestation | Promise<Attestation>,
): Promise<{ device: DeviceAttestation; fault: string | undefined }> {
  const outcome = (await (await send(opened, await attestation)).json()) as AttemptOutcome;
  if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
  const { deviceAttestation } = claimsOf(outcome.result).data as unknown as { deviceAttestation: DeviceAttestation };
  const details = (await harness.lastAudit(bank))?.details as { attestation: { fault?: string } };
  return { device: deviceAttestation, fault: details.attestation.fault };
}

const unattested = { risk: { payloadTampered: false }, info: {}, measuredBy: { payloadTampered: 'server' } };
/** Of a genuine attestation of something else. */
const exchanged = { risk: { payloadTampered: true }, info: {}, measuredBy: { payloadTampered: 'attested' } };

describe('the answer to the opening of an attempt', () => {
  it('names what the service takes, for attempts with a key only', async () => {
    const { session, attestations } = await begin();
    expect(attestations).toEqual(['app-attest', 'android-key', 'play-integrity']);
    const other = await harness.addClient({ test: true });
    expect((await begin('pass', other)).attestations).toEqual(attestations);
    const bare = await begin();
    expect(bare.attestations).toBeDefined();
    expect((await bank.call('/api/v1/attempts', openingOf(session))).status).toBe(403);
  });

  it('names assertions once the service knows the key', async () => {
    const opened = await begin();
    await verdictOf(opened, iphone.attest(opened.challenge()));
    expect((await begin('pass', bank, iphone.keyId())).attestations).toContain('app-attest-assertion');
    const other = await harness.addClient({ test: true });
    expect((await begin('pass', other, iphone.keyId())).attestations).not.toContain('app-attest-assertion');
  });
});

const openingOf = (session: string): RequestInit & { session: string } => ({
  method: 'POST',
  session,
  headers: { 'content-type': 'application/json' },
  body: '{}',
});

describe('a genuine attestation', () => {
  it('of App Attest proves the device, the app and the frames, and so do the assertions that follow', async () => {
    const first = await begin();
    const proven = {
      risk: { emulated: false, payloadTampered: false },
      info: {},
      measuredBy: { emulated: 'attested', payloadTampered: 'attested' },
    };
    expect(await verdictOf(first, iphone.attest(first.challenge()))).toEqual({
      device: { ...proven, attestedBy: 'app-attest' },
      fault: undefined,
    });
    for (let count = 0; count < 2; count++) {
      const later = await begin();
      const device = { ...proven, attestedBy: 'app-attest-assertion' };
      expect(await verdictOf(later, iphone.assert(later.challenge()))).toEqual({ device, fault: undefined });
    }
  });

  it.each<[Attestation['format'], (challenge: Buffer) => Promise<Attestation>]>([
    ['android-key', (challenge) => pixel.attest(challenge)],
    ['play-integrity', (challenge) => play.attest(challenge)],
  ])('of %s proves that the phone is not rooted as well', async (format, attest) => {
    const opened = await begin();
    expect((await verdictOf(opened, attest(opened.challenge()))).device).toEqual({
      risk: { emulated: false, rooted: false, payloadTampered: false },
      info: {},
      measuredBy: { emulated: 'attested', rooted: 'attested', payloadTampered: 'attested' },
      attestedBy: format,
    });
  });

  it('of a phone of before 2021 counts, though the certificates of its factory have expired', async () => {
    const opened = await begin();
    const batch = { isFetched: false, to: Date.now() - 1000 };
    expect((await verdictOf(opened, pixel.attest(opened.challenge(), { batch }))).device.attestedBy).toBe('android-key');
  });

  it('stays known through the gestures of its attempt', async () => {
    const opened = await begin('gestures');
    const { session, signer, attemptId } = opened;
    const burst = await send(opened, await pixel.attest(opened.challenge()));
    const { gestures } = (await burst.json()) as Extract<AttemptOutcome, { outcome: 'challenged' }>;
    const body = frameForm(frames);
    body.set('signature', signer.sign({ kind: 'gestures', attemptId, gestures, frames: signedFrames(frames) }));
    const response = await bank.call(`/api/v1/attempts/${attemptId}/gestures`, { method: 'POST', session, body });
    const outcome = (await response.json()) as Extract<AttemptOutcome, { outcome: 'passed' }>;
    expect(claimsOf(outcome.result).data).toMatchObject({ deviceAttestation: { attestedBy: 'android-key', risk: { rooted: false } } });
  });
});

const swapped = (certificates: Buffer[]): Buffer[] => [...certificates].reverse();

describe('an attestation of App Attest counts for nothing', () => {
  it.each<[string, string, AppleOptions, object]>([
    ['of another app', 'other_app', { appId: 'ABCDE12345.com.evil.app' }, exchanged],
    ['of an app that another client of the service has', 'other_app', { appId: 'ABCDE12345.com.shop.app' }, exchanged],
    ['by a key of another kind', 'key_type', { namedCurve: 'P-384' }, unattested],
    ['whose leaf has expired', 'expired', { to: Date.now() - 1000 }, unattested],
    ['whose leaf is of tomorrow', 'expired', { from: Date.now() + 60_000 }, unattested],
    ['with its chain out of order', 'untrusted', { chain: swapped }, unattested],
    ['with a certificate twice', 'untrusted', { chain: ([leaf, ca]) => [leaf!, leaf!, ca!] }, unattested],
    ['with its leaf only', 'malformed', { chain: ([leaf]) => [leaf!] }, unattested],
    ['with a chain without end', 'malformed', { chain: ([leaf, ca]) => [leaf!, ...Array<Buffer>(8).fill(ca!)] }, unattested],
    ['of the environment of developers', 'development', { aaguid: 'appattestdevelop' }, unattested],
    ['by a maker with another name', 'malformed', { aaguid: 'somebody'.padEnd(16, '\0') }, unattested],
    ['of a key that was used before', 'malformed', { counter: 1 }, unattested],
  ])('%s: %s', async (_, fault, options, device) => {
    const opened = await begin();
    expect(await verdictOf(opened, iphone.attest(opened.challenge(), options))).toEqual({ device, fault });
  });

  it('under another root', async () => {
    const [opened, stranger] = [await begin(), await applePhone(appId)];
    expect(await verdictOf(opened, stranger.attest(opened.challenge()))).toEqual({ device: unattested, fault: 'untrusted' });
  });

  it('of an earlier attempt of the same session', async () => {
    const first = await begin('no_match');
    const replayed = await iphone.attest(first.challenge());
    await send(first, replayed);
    const second = await next(first.session, first.signer);
    await send(second, replayed);
    expect((await harness.lastAudit(bank))?.details).toMatchObject({
      deviceRisks: { payloadTampered: true },
      attestation: { format: 'app-attest', fault: 'other_challenge' },
    });
  });

  it('of another session, and of other frames', async () => {
    const [opened, other] = [await begin(), await begin()];
    expect(await verdictOf(opened, iphone.attest(other.challenge()))).toEqual({ device: exchanged, fault: 'other_challenge' });
    const reversed = await iphone.attest(other.challenge([...frames].reverse()));
    expect(await verdictOf(other, reversed)).toEqual({ device: exchanged, fault: 'other_challenge' });
  });

  it('under the name of another key', async () => {
    const opened = await begin();
    const { evidence } = await iphone.attest(opened.challenge());
    const keyId = createHash('sha256').update('other').digest('base64');
    expect((await verdictOf(opened, { format: 'app-attest', keyId, evidence })).fault).toBe('malformed');
  });
});

describe('an assertion of App Attest counts for nothing', () => {
  /** A key that the service knows, used once. */
  async function registered(): Promise<void> {
    const opened = await begin();
    await verdictOf(opened, iphone.attest(opened.challenge()));
    const used = await begin();
    expect((await verdictOf(used, iphone.assert(used.challenge(), { counter: 5 }))).fault).toBeUndefined();
  }

  it.each([
    ['the one used last', 5],
    ['a lower one', 4],
    ['none', 0],
  ])('with a stale counter: %s', async (_, counter) => {
    await registered();
    const opened = await begin();
    expect(await verdictOf(opened, iphone.assert(opened.challenge(), { counter }))).toEqual({
      device: unattested,
      fault: 'stale_counter',
    });
  });

  it('when two come at once with one counter: only the first does', async () => {
    await registered();
    const both = [await begin(), await begin()];
    const faults = await Promise.all(
      both.map(async (opened) => {
        const response = await send(opened, iphone.assert(opened.challenge(), { counter: 9 }));
        const { result } = (await response.json()) as { result: string };
        return (claimsOf(result).data as unknown as { deviceAttestation: DeviceAttestation }).deviceAttestation.attestedBy;
      }),
    );
    expect(faults.filter((attestedBy) => attestedBy === undefined)).toHaveLength(1);
  });

  it('by a key that nobody attested', async () => {
    const [opened, stranger] = [await begin(), await applePhone(appId)];
    await stranger.attest(opened.challenge());
    expect(await verdictOf(opened, stranger.assert(opened.challenge()))).toEqual({ device: unattested, fault: 'unknown_key' });
  });

  it('of another session, of other frames, or of another app', async () => {
    await registered();
    const [opened, other, third] = [await begin(), await begin(), await begin()];
    expect((await verdictOf(opened, iphone.assert(other.challenge()))).fault).toBe('other_challenge');
    expect((await verdictOf(other, iphone.assert(other.challenge([...frames].reverse())))).fault).toBe('other_challenge');
    const ofOther = iphone.assert(third.challenge(), { appId: 'ABCDE12345.com.evil.app', counter: 99 });
    expect(await verdictOf(third, ofOther)).toEqual({ device: exchanged, fault: 'other_app' });
  });
});

describe('an attestation of an Android key counts for nothing', () => {
  const { selfSigned, unverified, failed } = VerifiedBootState;
  const boot = (rooted?: boolean): object => ({
    risk: { emulated: false, ...(rooted !== undefined && { rooted }), payloadTampered: false },
    info: {},
    measuredBy: { emulated: 'attested', ...(rooted !== undefined && { rooted: 'attested' }), payloadTampered: 'server' },
  });
  it.each<[string, string, AndroidOptions, object]>([
    ['of another app', 'other_app', { packageName: 'com.evil.app' }, exchanged],
    ['of the app signed by somebody else', 'other_app', { certificates: ['ab'.repeat(32)] }, exchanged],
    ['of the app with one more signature', 'other_app', { certificates: [certificate, 'ab'.repeat(32)] }, exchanged],
    ['by software', 'not_hardware', { level: SecurityLevel.software }, unattested],
    ['of an unlocked phone, which is rooted then', 'boot_state', { deviceLocked: false, bootState: unverified }, boot(true)],
    ['of a phone that says locked and not verified', 'boot_state', { bootState: unverified }, boot(true)],
    ['of a phone whose system was changed', 'boot_state', { bootState: failed }, boot(true)],
    ["of a phone with its owner's own system, of which nothing is known", 'boot_state', { bootState: selfSigned }, boot()],
    ['by a key that was revoked', 'revoked', { batch: { serialNumber: revoked } }, unattested],
    ['with fetched certificates that have expired', 'expired', { batch: { to: Date.now() - 1000 } }, unattested],
    ['through somebody who may not sign', 'untrusted', { batch: { isAuthority: false } }, unattested],
    ['with its chain out of order', 'untrusted', { chain: swapped }, unattested],
    ['without what links it to the root', 'untrusted', { chain: ([leaf, , root]) => [leaf!, root!] }, unattested],
  ])('%s: %s', async (_, fault, options, device) => {
    const opened = await begin();
    expect(await verdictOf(opened, pixel.attest(opened.challenge(), options))).toEqual({ device, fault });
  });

  it('that an attested key signed itself', async () => {
    const opened = await begin();
    const forged = await pixel.attest(Buffer.alloc(32), { below: opened.challenge() });
    expect(await verdictOf(opened, forged)).toEqual({ device: unattested, fault: 'untrusted' });
  });

  it('under another root, or of another session', async () => {
    const [opened, other, stranger] = [await begin(), await begin(), await androidPhone(app)];
    expect((await verdictOf(opened, stranger.attest(opened.challenge()))).fault).toBe('untrusted');
    expect(await verdictOf(other, pixel.attest(opened.challenge()))).toEqual({ device: exchanged, fault: 'other_challenge' });
  });

  it('by a key that was put on the list while the service runs', async () => {
    const serialNumber = '0123456789abcdef';
    const first = await begin();
    expect((await verdictOf(first, pixel.attest(first.challenge(), { batch: { serialNumber } }))).fault).toBeUndefined();
    await writeFile(
      statusFile(),
      JSON.stringify({ entries: { [serialNumber.slice(1)]: { status: 'REVOKED' }, [revoked.slice(1)]: { status: 'REVOKED' } } }),
    );
    await utimes(statusFile(), new Date(), new Date(Date.now() + 5000));
    const second = await begin();
    expect((await verdictOf(second, pixel.attest(second.challenge(), { batch: { serialNumber } }))).fault).toBe('revoked');
  });
});

describe('a verdict of Play Integrity counts for nothing', () => {
  type Change = NonNullable<Parameters<PlayConsole['attest']>[1]>;
  const emulated = {
    risk: { emulated: true, payloadTampered: false },
    info: {},
    measuredBy: { emulated: 'attested', payloadTampered: 'server' },
  };
  it.each<[string, string, Change, object]>([
    ['of another app', 'other_app', ({ requestDetails }) => (requestDetails.requestPackageName = 'com.evil.app'), exchanged],
    [
      'of a version that Google does not know',
      'other_app',
      ({ appIntegrity }) => (appIntegrity.appRecognitionVerdict = 'UNRECOGNIZED_VERSION'),
      exchanged,
    ],
    [
      'of the app signed by somebody else',
      'other_app',
      ({ appIntegrity }) => (appIntegrity.certificateSha256Digest = ['q6urqw']),
      exchanged,
    ],
    [
      'that did not look at the app',
      'not_evaluated',
      ({ appIntegrity }) => (appIntegrity.appRecognitionVerdict = 'UNEVALUATED'),
      unattested,
    ],
    [
      'of an unsafe phone',
      'device_integrity',
      ({ deviceIntegrity }) => (deviceIntegrity.deviceRecognitionVerdict = ['MEETS_BASIC_INTEGRITY']),
      unattested,
    ],
    [
      'of a phone that meets nothing',
      'device_integrity',
      ({ deviceIntegrity }) => delete deviceIntegrity.deviceRecognitionVerdict,
      unattested,
    ],
    [
      'of an emulator',
      'device_integrity',
      ({ deviceIntegrity }) => (deviceIntegrity.deviceRecognitionVerdict = ['MEETS_VIRTUAL_INTEGRITY']),
      emulated,
    ],
    ['of an hour ago', 'too_old', ({ requestDetails }) => (requestDetails.timestampMillis = String(Date.now() - 3_600_000)), unattested],
    ['of no time', 'malformed', ({ requestDetails }) => (requestDetails.timestampMillis = 'now'), unattested],
  ])('%s: %s', async (_, fault, change, device) => {
    const opened = await begin();
    expect(await verdictOf(opened, play.attest(opened.challenge(), change))).toEqual({ device, fault });
  });

  it('by other keys, or of another session', async () => {
    const [opened, other] = [await begin(), await begin()];
    expect((await verdictOf(opened, playConsole(app).attest(opened.challenge()))).fault).toBe('untrusted');
    expect(await verdictOf(other, play.attest(opened.challenge()))).toEqual({ device: exchanged, fault: 'other_challenge' });
  });
});

describe('what is no attestation', () => {
  const deep = Buffer.concat([Buffer.alloc(8_000, 0x81), Buffer.of(0)]);
  it.each<[string, Buffer]>([
    ['nothing', Buffer.of(0xf6)],
    ['half of one', Buffer.of(0xa3, 0x63)],
    ['a map with a list as its key', Buffer.of(0xa1, 0x80, 0x00)],
    ['lists in lists, 8,000 deep', deep],
    ['a string that says it is longer than it can be', Buffer.of(0x5b, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ['a list that says it has four thousand million entries', Buffer.of(0x9a, 0xff, 0xff, 0xff, 0xff)],
  ])('is recorded, and the service goes on: CBOR with %s', async (_, bytes) => {
    for (const format of ['app-attest', 'app-attest-assertion'] as const) {
      const opened = await begin();
      expect((await verdictOf(opened, { format, keyId: iphone.keyId(), evidence: [bytes.toString('base64')] })).fault).toBe('malformed');
    }
  });

  it.each<[string, string[]]>([
    ['words', ['no certificate', 'nor this']],
    ['bytes', Array<string>(5).fill(Buffer.alloc(200, 0x30).toString('base64'))],
  ])('is recorded, and the service goes on: %s in place of certificates', async (_, evidence) => {
    const opened = await begin();
    expect((await verdictOf(opened, { format: 'android-key', evidence })).fault).toBe('malformed');
  });

  it.each<[string, unknown]>([
    ['a format that is not known', { format: 'samsung-knox', evidence: ['x'] }],
    ['no evidence', { format: 'android-key', evidence: [] }],
    ['more certificates than any chain has', { format: 'android-key', evidence: Array<string>(9).fill('MA==') }],
    ['an entry that is too long', { format: 'play-integrity', evidence: ['x'.repeat(MAX_ATTESTATION_PART_LENGTH + 1)] }],
  ])('is refused before the attempt is charged: %s', async (_, attestation) => {
    const opened = await begin();
    const refused = await send(opened, attestation);
    expect([refused.status, await codeOf(refused)]).toEqual([400, 'INVALID_REQUEST']);
    expect((await verdictOf(opened, pixel.attest(opened.challenge()))).device.attestedBy).toBe('android-key');
  });

  it('is refused before it is read: a field of megabytes', async () => {
    const opened = await begin();
    const refused = await send(opened, { format: 'play-integrity', evidence: ['x'.repeat(2_000_000)] });
    expect([refused.status, await codeOf(refused)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('cannot be taken away on the way: the signature covers it', async () => {
    const opened = await begin();
    const body = frameForm(frames);
    const fields = { attestation: 'ab'.repeat(32) };
    body.set('signature', opened.signer.sign({ kind: 'burst', attemptId: opened.attemptId, fields, frames: signedFrames(frames) }));
    const response = await bank.call(`/api/v1/attempts/${opened.attemptId}/burst`, { method: 'POST', session: opened.session, body });
    expect([response.status, await codeOf(response)]).toEqual([403, 'ATTEMPT_SIGNATURE_INVALID']);
  });
});

describe('a rule about devices that nothing vouches for', () => {
  it.each([
    ['gestures', 'challenged'],
    ['refuse', 'failed'],
  ] as const)('%s: a living person without an attestation has %s, and passes with one', async (unattestedRule, outcome) => {
    const [client, ben] = [await harness.addClient({ policy: { deviceRules: { unattested: unattestedRule } } }), await person('ben')];
    const attempt = (attest: (challenge: Buffer) => Promise<Attestation> | undefined): Promise<AttemptOutcome> =>
      harness.clock.frozenDuring(async () => {
        const opened = await next(await client.createSession(ben.photo), createSigner(), client);
        const burst = ben.burst();
        harness.clock.advance(1_500);
        const response = await send(opened, (await attest(opened.challenge(burst))) ?? { format: 'android-key', evidence: ['none'] }, {
          sent: burst,
          client,
        });
        return (await response.json()) as AttemptOutcome;
      });
    expect((await attempt(() => undefined)).outcome).toBe(outcome);
    expect((await harness.lastAudit(client))?.details).toMatchObject({ findings: { device: { value: 1 } } });
    const stranger = await androidPhone(app);
    expect((await attempt((challenge) => stranger.attest(challenge))).outcome).toBe(outcome);
    expect((await attempt((challenge) => pixel.attest(challenge))).outcome).toBe('passed');
    // A client that does not even sign.
    const bare = await client.attempt(await client.createSession(ben.photo), ben.burst());
    expect(bare.outcome).toBe(outcome);
  });
});
