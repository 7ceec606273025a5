import { createHash } from 'node:crypto';
import {
  statementText,
  thumbprintText,
  type Attestation,
  type AttestationFormat,
  type CaptureKey,
  type SignedFrame,
} from '@face-session/protocol';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Sealer } from '../keys/sealer.js';
import type { AttestedKeyStore } from '../store/attested-key-store.js';
import { knownFormats } from './attestation-formats.js';
import type { AttestedApp } from './attestation-settings.js';
import type { AttestationVerdict, AttestedKeys } from './attestation-verifier.js';

interface AttestationParts {
  readonly config: Pick<Config, 'attestation'>;
  readonly store: AttestedKeyStore;
  readonly sealer: Pick<Sealer, 'keyedHash'>;
  readonly clock: Clock;
}

/** The upload that an attestation is about. */
interface AttestedUpload {
  readonly clientId: string;
  readonly sessionId: string;
  readonly attemptId: string;
  readonly captureKey: CaptureKey | undefined;
  readonly frames: () => readonly SignedFrame[];
}

/** Formats that the operator has set up for a client. @param keyId the key of App Attest that the app has */
export async function takenFormats(parts: AttestationParts, clientId: string, keyId: string | undefined): Promise<AttestationFormat[]> {
  const apps = appsOf(parts, clientId);
  const isKnown = apps.length > 0 && keyId !== undefined && (await attestedKeys(parts, clientId).find(keyId)) !== null;
  return (Object.keys(knownFormats) as AttestationFormat[]).filter((format) => {
    const { isOf, needsKnownKey } = knownFormats[format];
    return apps.some(isOf) && (!needsKnownKey || isKnown);
  });
}

/**
 * Verifies what an app brought with its burst. It counts only for an attempt whose uploads are signed: the key that signs them is attested with the frames.
 * @returns undefined if the operator has set up no app that could bring it
 */
export async function verifyAttestation(
  parts: AttestationParts,
  attestation: Attestation,
  { clientId, sessionId, attemptId, captureKey, frames }: AttestedUpload,
): Promise<AttestationVerdict | undefined> {
  const { format } = attestation;
  const apps = appsOf(parts, clientId).filter((app) => knownFormats[format].isOf(app));
  const settings = parts.config.attestation;
  if (!captureKey || !settings || apps.length === 0) return undefined;
  const keySha256 = createHash('sha256').update(thumbprintText(captureKey)).digest('hex');
  const statement = statementText({ kind: 'attestation', sessionId, attemptId, keySha256, frames: frames() });
  const challenge = createHash('sha256').update(statement).digest();
  const context = { challenge, apps, settings, keys: attestedKeys(parts, clientId), now: parts.clock() };
  try {
    return { format, ...(await knownFormats[format].verify(attestation, context)) };
  } catch (error) {
    // The store's own errors are not the sender's.
    if (error instanceof Error && 'code' in error && error.code === 'STORE_UNAVAILABLE') throw error;
    return { format, fault: 'malformed', proven: {} };
  }
}

function appsOf({ config }: AttestationParts, clientId: string): AttestedApp[] {
  return config.attestation?.apps.filter(({ clients }) => clients === undefined || clients.includes(clientId)) ?? [];
}

function attestedKeys({ store, sealer, clock }: AttestationParts, clientId: string): AttestedKeys {
  const hashOf = (keyId: string): string => sealer.keyedHash('attested-key', keyId);
  return {
    find: (keyId) => store.attestedKey(clientId, hashOf(keyId)),
    add: (keyId, publicKey) => store.addAttestedKey({ clientId, keyHash: hashOf(keyId), publicKey, now: clock() }),
    use: (keyId, counter) => store.useAttestedKey({ clientId, keyHash: hashOf(keyId), counter, now: clock() }),
  };
}
