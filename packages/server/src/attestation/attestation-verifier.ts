import type { Attestation, DeviceRisk } from '@face-session/protocol';
import type { AttestationSettings, AttestedApp } from './attestation-settings.js';

/** Why an attestation counts for nothing. For the audit log, never for the client. */
export type AttestationFault =
  | 'malformed'
  | 'untrusted'
  | 'expired'
  | 'revoked'
  | 'other_challenge'
  | 'other_app'
  | 'key_type'
  | 'development'
  | 'unknown_key'
  | 'stale_counter'
  | 'not_hardware'
  | 'boot_state'
  | 'device_integrity'
  | 'not_evaluated'
  | 'too_old';

/** What became of an attestation. */
export interface AttestationVerdict {
  readonly format: Attestation['format'];
  /** Absent: app, device and frames are attested. */
  readonly fault?: AttestationFault | undefined;
  /** Risks that the maker of the device vouches for, or against. Some are proven beside a fault: an unlocked phone says so itself. */
  readonly proven: Partial<Readonly<Record<DeviceRisk, boolean | undefined>>>;
}

/** Keys of App Attest that one API client's apps have registered. */
export interface AttestedKeys {
  find(keyId: string): Promise<{ readonly publicKey: Uint8Array; readonly counter: number } | null>;
  /** Keeps a key, as SPKI in DER. One that is known stays as it is. */
  add(keyId: string, publicKey: Uint8Array): Promise<void>;
  /** Raises the counter of a key, in one step. @returns false if it is not higher than the one that was used last */
  use(keyId: string, counter: number): Promise<boolean>;
}

/** What an attestation is verified against. */
export interface AttestationContext {
  /** What must be attested: the SHA-256 of the statement. */
  readonly challenge: Buffer;
  /** Apps that may attest for the API client. */
  readonly apps: readonly AttestedApp[];
  readonly settings: AttestationSettings;
  readonly keys: AttestedKeys;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a verifier of one format finds. What it throws means that the attestation is malformed. */
export type AttestationVerifier = (
  attestation: Attestation,
  context: AttestationContext,
) => Promise<Omit<AttestationVerdict, 'format'>> | Omit<AttestationVerdict, 'format'>;

/** An attestation with this fault, which proves nothing. */
export const fault = (name: AttestationFault): Omit<AttestationVerdict, 'format'> => ({ fault: name, proven: {} });

/**
 * An attestation that is genuine, of other frames or of another app: something between the camera and the service was exchanged.
 * To be told only once the maker's signature is verified.
 */
export const exchanged = (name: 'other_challenge' | 'other_app'): Omit<AttestationVerdict, 'format'> => ({
  fault: name,
  proven: { payloadTampered: true },
});
