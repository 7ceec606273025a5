import { compactDecrypt, compactVerify } from 'jose';
import { z } from 'zod';
import type { AndroidApp } from './attestation-settings.js';
import { exchanged, fault, type AttestationContext, type AttestationVerifier } from './attestation-verifier.js';

/** How old a verdict may be, and how far ahead its clock, in milliseconds: it is asked for between the last frame and the upload. */
const MAX_AGE_MS = 5 * 60_000;
const CLOCK_TOLERANCE_MS = 60_000;

/** What is read of a verdict of a classic request. Its timestamp is a number in text or as such. */
const verdictSchema = z.object({
  requestDetails: z.object({ requestPackageName: z.string(), nonce: z.string(), timestampMillis: z.coerce.number() }),
  appIntegrity: z.object({
    appRecognitionVerdict: z.string(),
    packageName: z.string().optional(),
    certificateSha256Digest: z.array(z.string()).optional(),
  }),
  deviceIntegrity: z.object({ deviceRecognitionVerdict: z.array(z.string()).optional() }).optional(),
});
type PlayVerdict = z.output<typeof verdictSchema>;

/** Verifies the verdict of Play Integrity for a classic request, with the keys that the operator has from the Play Console: nothing is asked of Google. */
export const verifyPlayIntegrity: AttestationVerifier = async ({ evidence }, { challenge, apps, now }) => {
  for (const app of apps) {
    if (!('packageName' in app) || !app.playIntegrity) continue;
    const verdict = await openToken(evidence[0] ?? '', app.playIntegrity);
    if (verdict) return judge(verdict, app, { challenge, now });
  }
  return fault('untrusted');
};

/** The verdict of a token; null if its keys are others. @throws if it is no verdict */
async function openToken(
  token: string,
  { decryptionKey, verificationKey }: NonNullable<AndroidApp['playIntegrity']>,
): Promise<PlayVerdict | null> {
  let payload: Uint8Array;
  try {
    const { plaintext } = await compactDecrypt(token, decryptionKey, {
      keyManagementAlgorithms: ['A256KW'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    ({ payload } = await compactVerify(plaintext, verificationKey, { algorithms: ['ES256'] }));
  } catch {
    return null;
  }
  return verdictSchema.parse(JSON.parse(Buffer.from(payload).toString()));
}

function judge(
  { requestDetails, appIntegrity, deviceIntegrity }: PlayVerdict,
  app: AndroidApp,
  { challenge, now }: Pick<AttestationContext, 'challenge' | 'now'>,
): Awaited<ReturnType<AttestationVerifier>> {
  if (!Buffer.from(requestDetails.nonce, 'base64url').equals(challenge)) return exchanged('other_challenge');
  const age = now - requestDetails.timestampMillis;
  if (!(age <= MAX_AGE_MS && age >= -CLOCK_TOLERANCE_MS)) return fault('too_old');
  if (requestDetails.requestPackageName !== app.packageName) return exchanged('other_app');
  if (appIntegrity.appRecognitionVerdict === 'UNEVALUATED') return fault('not_evaluated');
  const digests = (appIntegrity.certificateSha256Digest ?? []).map((digest) => Buffer.from(digest, 'base64url').toString('hex'));
  const isApp =
    appIntegrity.appRecognitionVerdict === 'PLAY_RECOGNIZED' &&
    appIntegrity.packageName === app.packageName &&
    digests.length > 0 &&
    digests.every((digest) => app.certificates.includes(digest));
  if (!isApp) return exchanged('other_app');
  const met = deviceIntegrity?.deviceRecognitionVerdict ?? [];
  const isUnchanged = met.includes('MEETS_DEVICE_INTEGRITY') || met.includes('MEETS_STRONG_INTEGRITY');
  // Without a verdict the phone is rooted, hooked or none: which one is not told.
  if (!isUnchanged) return { fault: 'device_integrity', proven: met.includes('MEETS_VIRTUAL_INTEGRITY') ? { emulated: true } : {} };
  return { proven: { emulated: false, rooted: false, payloadTampered: false } };
}
