import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { statementText, type CaptureKey, type SignedStatement } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { isSigned, publicKeyOf, signedFrames } from './signed-upload.js';

interface SigningPair {
  readonly key: CaptureKey;
  readonly sign: (statement: SignedStatement) => string;
}

function newPair(): SigningPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  return {
    key: { kty: 'EC', crv: 'P-256', x, y },
    sign: (statement) =>
      sign('sha256', Buffer.from(statementText(statement)), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

const own = newPair();
const [first, second] = [Buffer.from('first'), Buffer.from('second')];
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const attemptId = '0a5c1a4e-9a05-4f3c-b9a5-0b8a0d1c7e11';
const burst: Extract<SignedStatement, { kind: 'burst' }> = {
  kind: 'burst',
  attemptId,
  frames: signedFrames([
    { capturedAtMs: 0.5, picture: first },
    { capturedAtMs: 150, picture: second },
  ]),
};
const gestures: SignedStatement = { ...burst, kind: 'gestures', gestures: ['TURN_LEFT', 'NOD'] };

describe('the statement of an upload', () => {
  it('is the documented text, byte by byte', () => {
    expect(statementText(burst)).toBe(
      ['face-session-capture-v1', 'burst', attemptId, `0.5 ${sha256(first)}`, `150 ${sha256(second)}`].join('\n'),
    );
    const [attestation, cameraTrace] = ['a1'.repeat(32), 'b2'.repeat(32)];
    expect(
      statementText({ ...burst, fields: { cameraTrace, attestation } })
        .split('\n')
        .slice(2, 5),
    ).toEqual([attemptId, `attestation ${attestation}`, `cameraTrace ${cameraTrace}`]);
    const attested: SignedStatement = { ...burst, kind: 'attestation', sessionId: 's', keySha256: attestation };
    expect(statementText(attested).split('\n').slice(1, 6)).toEqual(['attestation', attemptId, 's', attestation, `0.5 ${sha256(first)}`]);
    expect(statementText(gestures).split('\n').slice(1, 4)).toEqual(['gestures', attemptId, 'TURN_LEFT NOD']);
    const lit = { attemptId, colours: ['#bcbcbc', '#faac3f'] };
    expect(
      statementText({ kind: 'light', ...lit, startedAtMs: 5, frames: [] })
        .split('\n')
        .slice(1),
    ).toEqual(['light', attemptId, '#bcbcbc #faac3f', '5']);
    expect(
      statementText({ kind: 'light-decline', ...lit, reason: 'PERSON' })
        .split('\n')
        .slice(1),
    ).toEqual(['light-decline', attemptId, '#bcbcbc #faac3f', 'PERSON']);
    expect(statementText({ kind: 'decline', attemptId, gestures: ['NOD'], declined: 'NOD' })).toBe(
      ['face-session-capture-v1', 'decline', attemptId, 'NOD', 'NOD'].join('\n'),
    );
  });
});

describe('an upload with a signature', () => {
  it('is let in as it was signed', () => {
    expect(isSigned(own.key, own.sign(burst), () => burst)).toBe(true);
    expect(isSigned(own.key, own.sign(gestures), () => gestures)).toBe(true);
  });

  it.each<[string, SignedStatement]>([
    ['other bytes', { ...burst, frames: [burst.frames[0]!, { ...burst.frames[1]!, sha256: sha256(first) }] }],
    ['another time', { ...burst, frames: [{ ...burst.frames[0]!, capturedAtMs: 1 }, burst.frames[1]!] }],
    ['another order', { ...burst, frames: [...burst.frames].reverse() }],
    ['a frame less', { ...burst, frames: burst.frames.slice(1) }],
    ['another attempt', { ...burst, attemptId: attemptId.replace('0a', '0b') }],
    ['another kind', { ...burst, kind: 'frame' }],
    ['a field that was not signed', { ...burst, fields: { cameraTrace: sha256(first) } }],
  ])('is refused with %s', (_, statement) => {
    expect(isSigned(own.key, own.sign(burst), () => statement)).toBe(false);
  });

  it.each<[string, SignedStatement]>([
    ['another challenge', { ...gestures, gestures: ['TURN_RIGHT', 'NOD'] }],
    ['its gestures in another order', { ...gestures, gestures: ['NOD', 'TURN_LEFT'] }],
    ['its gestures as a burst', burst],
  ])('is refused with %s', (_, statement) => {
    expect(isSigned(own.key, own.sign(gestures), () => statement)).toBe(false);
  });

  it('is refused with the key of somebody else, and with a signature that is none', () => {
    expect(isSigned(own.key, newPair().sign(burst), () => burst)).toBe(false);
    expect(isSigned(own.key, 'A'.repeat(86), () => burst)).toBe(false);
    expect(isSigned(own.key, '', () => burst)).toBe(false);
  });

  it('is refused if the opening of its attempt had no key: something took the key away', () => {
    expect(isSigned(undefined, own.sign(burst), () => burst)).toBe(false);
  });
});

describe('an upload without a signature', () => {
  it('is let into an attempt without a key only', () => {
    expect([isSigned(undefined, undefined, () => burst), isSigned(own.key, undefined, () => burst)]).toEqual([true, false]);
  });
});

describe('a key', () => {
  it('is refused if its point is not on the curve', () => {
    expect(publicKeyOf(own.key)).not.toBeNull();
    expect(publicKeyOf({ ...own.key, x: own.key.y })).toBeNull();
  });
});
