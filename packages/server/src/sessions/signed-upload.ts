import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { statementText, thumbprintText, type CaptureKey, type SignedFrame, type SignedStatement } from '@face-session/protocol';
import type { Sealer } from '../keys/sealer.js';
import type { UploadAdmission } from '../store/attempt-store.js';
import { openAttemptRecord, type AttemptRecord } from './attempt-record.js';
import type { UploadedFrame } from './uploaded-frame.js';

/*
 * An upload is verified before its attempt is charged, in the transaction that would charge it. Somebody with the token alone can therefore burn no attempt. The refusal
 * follows from the bytes, the key and the signature, all of which the sender has: it tells nothing about the face.
 */

/** The key of a JSON Web Key; null if its point is not on the curve. */
export function publicKeyOf(key: CaptureKey): KeyObject | null {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' });
  } catch {
    return null;
  }
}

/** What the store keeps of the key of a session's capture: a keyed hash of its thumbprint (RFC 7638). */
export function captureKeyHashOf(sealer: Pick<Sealer, 'keyedHash'>, key: CaptureKey): string {
  return sealer.keyedHash('capture-key', createHash('sha256').update(thumbprintText(key)).digest('base64url'));
}

/**
 * Whether an upload carries the signature that its attempt demands. An attempt without a key demands none, and takes none: its opening has lost the key on the way.
 * @param statement what the key must have signed; made only if there is something to verify
 */
export function isSigned(key: CaptureKey | undefined, signature: string | undefined, statement: () => SignedStatement): boolean {
  if (!key || signature === undefined) return key === undefined && signature === undefined;
  const publicKey = publicKeyOf(key);
  if (!publicKey) return false;
  const text = Buffer.from(statementText(statement()));
  return verify('sha256', text, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

/** SHA-256 of what was uploaded, in lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Frames as they are signed. */
export function signedFrames(frames: readonly UploadedFrame[]): SignedFrame[] {
  return frames.map(({ capturedAtMs, picture }) => ({ capturedAtMs, sha256: sha256Of(picture) }));
}

/** Lets an upload into its attempt if it is signed as that demands. */
export function admission(
  sealer: Sealer,
  attemptId: string,
  signature: string | undefined,
  statement: (record: AttemptRecord) => SignedStatement,
): UploadAdmission {
  return (sealed) => {
    const record = openAttemptRecord(sealer, attemptId, sealed);
    return isSigned(record.wishes.captureKey, signature, () => statement(record));
  };
}
