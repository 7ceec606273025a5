/*
 * Attestation. An app on a phone can have the phone vouch for the app, for itself and for the frames: docs/signed-capture.md. What is attested is the SHA-256 of the
 * statement of kind `attestation` (`statementText`), which names the session, the attempt, the key of the capture and the frames of the burst.
 */

/** What vouches. Each has its own rules on the service, in a file of its own. */
export const attestationFormats = ['app-attest', 'app-attest-assertion', 'android-key', 'play-integrity'] as const;
export type AttestationFormat = (typeof attestationFormats)[number];

/** What an app brings with a burst. */
export interface Attestation {
  format: AttestationFormat;
  /** Of the formats of App Attest: the identifier of the key, as the phone made it, in base64. */
  keyId?: string | undefined;
  /**
   * `app-attest`: the attestation object. `app-attest-assertion`: the assertion. `android-key`: the certificates, leaf first. All of these in base64.
   * `play-integrity`: the token.
   */
  evidence: string[];
}

/** Most entries of {@link Attestation.evidence}: the longest chain of certificates that phones have is 5. */
export const MAX_ATTESTATION_PARTS = 8;

/** Longest entry, in characters: an attestation object of App Attest with its receipt has less than 10,000. */
export const MAX_ATTESTATION_PART_LENGTH = 16_384;

/** Longest identifier of a key, in characters: 32 bytes in base64. */
export const MAX_ATTESTATION_KEY_ID_LENGTH = 44;
