import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { statementText, type CaptureKey, type SignedFrame, type SignedStatement } from '@face-session/protocol';
import type { Frame } from './people.js';

/** A capture's key, as a client of the protocol has it. */
export interface Signer {
  readonly captureKey: CaptureKey;
  /** The signature of a statement, base64url. */
  sign(statement: SignedStatement): string;
}

/** Makes a key. */
export function createSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  return {
    captureKey: { kty: 'EC', crv: 'P-256', x, y },
    sign: (statement) =>
      sign('sha256', Buffer.from(statementText(statement)), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}

/** Frames as they are signed. */
export function signedFrames(frames: readonly Frame[]): SignedFrame[] {
  return frames.map(({ capturedAtMs, jpeg }) => ({ capturedAtMs, sha256: createHash('sha256').update(jpeg).digest('hex') }));
}
