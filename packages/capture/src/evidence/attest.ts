import type { Attestation, AttestationFormat } from '@face-session/protocol';
import { base64urlOf } from '../base64url.js';
import { pluginOf, type NativeBridge } from './native-plugin.js';

/* How an app has its phone vouch for it. None of it was run on a phone: the calls of the plugins were tested with fakes. */

/** What is to be attested. */
interface AttestationRequest {
  /** The statement, whose SHA-256 is what counts. */
  readonly statement: string;
  /** That digest, base64url without padding. */
  readonly challenge: string;
  /** What the service takes. */
  readonly formats: readonly AttestationFormat[];
}

/** A Capacitor plugin of the app's own, by the name `FaceSessionAttestation`: docs/signed-capture.md has one for iOS and one for Android. */
interface AttestationPlugin {
  /** The key of App Attest that the app keeps. */
  getKeyId?(): Promise<{ keyId?: string }>;
  /** Rejects, or answers without a format, where the phone vouches for nothing. */
  attest(request: AttestationRequest): Promise<Partial<Attestation>>;
}

/** `@capacitor-community/play-integrity` */
interface PlayIntegrityPlugin {
  requestIntegrityToken(options: { nonce: string; googleCloudProjectNumber: number }): Promise<{ token: string }>;
}

/** What vouches for the app of a session. */
export interface Attestor {
  /** The key that the app keeps; undefined if there is none. Never rejects. */
  readonly keyId: Promise<string | undefined>;
  /** Undefined where nothing vouches in time. Never rejects. */
  attest(statement: string, formats: readonly AttestationFormat[]): Promise<Attestation | undefined>;
}

/** How long the upload of a burst may wait for an attestation, in milliseconds: the first of App Attest and a verdict of Google ask the network. */
const ATTEST_MS = 8_000;

/** How long the opening of an attempt may wait for the name of a key, in milliseconds. */
const KEY_ID_MS = 500;

/** The attestor of an app; undefined in a browser, and in an app without a plugin that attests. */
export function attestorOf(native: NativeBridge | undefined): Attestor | undefined {
  const own = pluginOf<AttestationPlugin>(native, 'FaceSessionAttestation');
  const play = pluginOf<PlayIntegrityPlugin>(native, 'CapacitorPlayIntegrity');
  if (!own && !play) return undefined;
  return {
    keyId: inTime(KEY_ID_MS, async () => (await own?.getKeyId?.())?.keyId),
    attest: (statement, formats) =>
      inTime(ATTEST_MS, async () => {
        const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(statement));
        const challenge = base64urlOf(new Uint8Array(digest));
        const { format, keyId, evidence } = (await own?.attest({ statement, challenge, formats: [...formats] })) ?? {};
        if (format && evidence) return { format, keyId, evidence };
        if (!play || !formats.includes('play-integrity')) return undefined;
        // 0: the project that the Play Console has for the app.
        const { token } = await play.requestIntegrityToken({ nonce: challenge, googleCloudProjectNumber: 0 });
        return { format: 'play-integrity', evidence: [token] };
      }),
  };
}

function inTime<Value>(ms: number, task: () => Promise<Value>): Promise<Value | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  return Promise.race([task().catch(() => undefined), late]);
}
