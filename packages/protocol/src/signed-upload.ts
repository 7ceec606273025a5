import type { Gesture } from './gesture.js';
import type { LightDecline } from './light.js';

/*
 * Signed capture. The capture makes a key that no script can read, announces its public half when it opens an attempt, and signs each upload with it: ECDSA on P-256 with
 * SHA-256 over the UTF-8 bytes of a statement, as r and s in base64url (86 characters). docs/signed-capture.md has the statements line by line.
 */

/** Public key of a capture, as a JSON Web Key. */
export interface CaptureKey {
  kty: 'EC';
  crv: 'P-256';
  /** 32 bytes, base64url. */
  x: string;
  y: string;
}

/** Whether uploads without a signature are accepted. */
export const signedCaptureModes = ['accept', 'require'] as const;
export type SignedCapture = (typeof signedCaptureModes)[number];

/** A frame as it is signed. */
export interface SignedFrame {
  readonly capturedAtMs: number;
  /** SHA-256 of the uploaded bytes, in lower-case hex; of a frame that was sent ahead, of the bytes sent then. */
  readonly sha256: string;
}

/** Fields of a burst that are signed beside its frames. */
export const signedFieldNames = ['attestation', 'cameraTrace'] as const;
type SignedFieldName = (typeof signedFieldNames)[number];

/** SHA-256 of the bytes of each field that a burst has, in lower-case hex. */
export type SignedFields = Partial<Readonly<Record<SignedFieldName, string | undefined>>>;

/** What a capture signs: an upload of an attempt, a declined gesture or light, or the hand-over of its session. A phone attests the one of kind `attestation`. */
export type SignedStatement =
  | { readonly kind: 'frame'; readonly attemptId: string; readonly frames: readonly SignedFrame[] }
  | {
      readonly kind: 'burst';
      readonly attemptId: string;
      readonly fields?: SignedFields | undefined;
      readonly frames: readonly SignedFrame[];
    }
  | {
      readonly kind: 'attestation';
      readonly sessionId: string;
      readonly attemptId: string;
      /** SHA-256 of {@link thumbprintText} of the capture's key, in lower-case hex: whatever that key signs later is of the attested app as well. */
      readonly keySha256: string;
      readonly frames: readonly SignedFrame[];
    }
  | {
      readonly kind: 'gestures';
      readonly attemptId: string;
      /** The challenge, in its order. */
      readonly gestures: readonly Gesture[];
      readonly frames: readonly SignedFrame[];
    }
  | {
      readonly kind: 'light';
      readonly attemptId: string;
      /** The colours of the challenge, in their order. */
      readonly colours: readonly string[];
      readonly startedAtMs: number;
      readonly frames: readonly SignedFrame[];
    }
  | { readonly kind: 'light-decline'; readonly attemptId: string; readonly colours: readonly string[]; readonly reason: LightDecline }
  | { readonly kind: 'decline'; readonly attemptId: string; readonly gestures: readonly Gesture[]; readonly declined: Gesture }
  | { readonly kind: 'hand-over'; readonly sessionId: string; readonly deviceKey: string };

/** First line of every statement: no other text that a key signs can be mistaken for one. */
const STATEMENT_FORMAT = 'face-session-capture-v1';

/** The text that is signed: lines divided by one line feed, without one at the end. Numbers are written as JSON writes them. */
export function statementText(statement: SignedStatement): string {
  return [STATEMENT_FORMAT, statement.kind, ...linesOf(statement)].join('\n');
}

function linesOf(statement: SignedStatement): string[] {
  if (statement.kind === 'hand-over') return [statement.sessionId, statement.deviceKey];
  const lines = [statement.attemptId];
  if (statement.kind === 'attestation') lines.push(statement.sessionId, statement.keySha256);
  if ('gestures' in statement) lines.push(statement.gestures.join(' '));
  if ('colours' in statement) lines.push(statement.colours.join(' '));
  if ('reason' in statement) return [...lines, statement.reason];
  if ('startedAtMs' in statement) lines.push(String(statement.startedAtMs));
  if ('declined' in statement) return [...lines, statement.declined];
  if (statement.kind === 'burst') {
    for (const name of signedFieldNames) {
      const sha256 = statement.fields?.[name];
      if (sha256 !== undefined) lines.push(`${name} ${sha256}`);
    }
  }
  return [...lines, ...statement.frames.map(({ capturedAtMs, sha256 }) => `${String(capturedAtMs)} ${sha256}`)];
}

/** The text whose SHA-256 is the thumbprint of a key (RFC 7638). */
export function thumbprintText({ crv, kty, x, y }: CaptureKey): string {
  return JSON.stringify({ crv, kty, x, y });
}
