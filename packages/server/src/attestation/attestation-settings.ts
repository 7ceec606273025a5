import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { androidRoots, appleRoots } from './pinned-roots.js';
import { watchRevokedSerials } from './revoked-serials.js';

/** An app of iOS that may attest. */
interface AppleApp {
  /** Team identifier, a dot, bundle identifier. */
  readonly appId: string;
  /** API clients whose sessions it may run; undefined: all. */
  readonly clients?: readonly string[] | undefined;
}

/** An app of Android that may attest. */
export interface AndroidApp {
  readonly packageName: string;
  /** SHA-256 of each certificate that signs it, in lower-case hex. */
  readonly certificates: readonly string[];
  /** Keys of the Play Console for verdicts; undefined: none are taken. */
  readonly playIntegrity?: { readonly decryptionKey: Uint8Array; readonly verificationKey: KeyObject } | undefined;
  readonly clients?: readonly string[] | undefined;
}

export type AttestedApp = AppleApp | AndroidApp;

/** What attestations are verified against. */
export interface AttestationSettings {
  readonly apps: readonly AttestedApp[];
  readonly appleRoots: readonly X509Certificate[];
  readonly androidRoots: readonly X509Certificate[];
  /** Whether apps count that a developer installed (App Attest's development environment). */
  readonly allowsDevelopment: boolean;
  /** Serial numbers of certificates of Android that count no longer. */
  readonly revokedSerials: () => ReadonlySet<bigint>;
}

const clients = z.array(z.string().min(1)).min(1).optional();

/** The digest of a certificate as tools write it: hex, with or without colons. */
const certificateDigest = z
  .string()
  .transform((text) => text.replaceAll(':', '').toLowerCase())
  .refine((text) => /^[0-9a-f]{64}$/.test(text), 'must be a SHA-256 in hex');

const settingsSchema = z.strictObject({
  apps: z
    .array(
      z.union([
        z.strictObject({ appId: z.string().regex(/^[A-Z0-9]{10}\.[\w.-]+$/, 'must be TEAMID1234.bundle.id'), clients }),
        z.strictObject({
          packageName: z.string().regex(/^\w+(\.\w+)+$/),
          certificates: z.array(certificateDigest).min(1),
          playIntegrity: z.strictObject({ decryptionKey: z.base64(), verificationKey: z.base64() }).optional(),
          clients,
        }),
      ]),
    )
    .min(1),
  appleRoots: z.string().optional(),
  androidRoots: z.string().optional(),
  revokedCertificates: z.string().optional(),
  allowDevelopment: z.boolean().optional(),
});

/**
 * Reads the file of the operator; other files that it names are relative to it.
 * @throws an error that says what is wrong
 */
export function readAttestationSettings(file: string): AttestationSettings {
  const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const settings = parsed.data;
  const beside = (name: string): string => resolve(dirname(file), name);
  const rootsOf = (name: string | undefined, pinned: readonly string[]): X509Certificate[] =>
    (name === undefined ? pinned : certificatesIn(readFileSync(beside(name), 'utf8'))).map((pem) => new X509Certificate(pem));
  return {
    apps: settings.apps.map((app) =>
      'packageName' in app ? { ...app, playIntegrity: app.playIntegrity && playKeysOf(app.playIntegrity) } : app,
    ),
    appleRoots: rootsOf(settings.appleRoots, appleRoots),
    androidRoots: rootsOf(settings.androidRoots, androidRoots),
    allowsDevelopment: settings.allowDevelopment ?? false,
    revokedSerials:
      settings.revokedCertificates === undefined ? () => new Set() : watchRevokedSerials(beside(settings.revokedCertificates)),
  };
}

function certificatesIn(text: string): string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs);
  if (!found) throw new Error('a file of roots has no certificate');
  return [...found];
}

/** Length of the decryption key in bytes: AES-256. */
const DECRYPTION_KEY_BYTES = 32;

function playKeysOf(keys: { decryptionKey: string; verificationKey: string }): NonNullable<AndroidApp['playIntegrity']> {
  const decryptionKey = Uint8Array.from(Buffer.from(keys.decryptionKey, 'base64'));
  if (decryptionKey.length !== DECRYPTION_KEY_BYTES) throw new Error('playIntegrity.decryptionKey is not a key of 32 bytes');
  const verificationKey = createPublicKey({ key: Buffer.from(keys.verificationKey, 'base64'), format: 'der', type: 'spki' });
  if (verificationKey.asymmetricKeyType !== 'ec') throw new Error('playIntegrity.verificationKey is not a key of an elliptic curve');
  return { decryptionKey, verificationKey };
}
