import { createHash, type KeyObject } from 'node:crypto';
import { exchanged, fault, type AttestationVerifier } from './attestation-verifier.js';
import { bytesOf, isOfApp, mapOf, readAuthenticatorData, readMap } from './authenticator-data.js';
import { faultOfChain, readChain } from './certificate-chain.js';

/** The extension in which Apple repeats what it attests: a sequence of one octet string of 32 bytes, tagged 1. */
const NONCE_EXTENSION = '1.2.840.113635.100.8.2';
const NONCE_PREFIX = Buffer.from('3024a1220420', 'hex');

/** What the Secure Enclave calls itself, in 16 bytes: for apps of the store and for those of developers. */
const PRODUCTION = Buffer.from('appattest'.padEnd(16, '\0'));
const DEVELOPMENT = Buffer.from('appattestdevelop');

/**
 * Verifies the attestation of a new key by Apple's App Attest, and keeps the key for the assertions that follow. It proves a genuine device and the app, not that the
 * device is unchanged: nothing is said of a jailbreak.
 */
export const verifyAppAttest: AttestationVerifier = async ({ keyId = '', evidence }, { challenge, apps, settings, keys, now }) => {
  const object = readMap(evidence[0] ?? '');
  if (object.get('fmt') !== 'apple-appattest') return fault('malformed');
  const certificates = mapOf(object.get('attStmt')).get('x5c');
  if (!Array.isArray(certificates)) return fault('malformed');
  const chain = readChain(certificates.map(bytesOf));
  const rules = { roots: settings.appleRoots, now, isDated: () => true, isRevoked: () => false };
  const untrusted = faultOfChain(chain, rules);
  if (untrusted) return fault(untrusted);

  const data = bytesOf(object.get('authData'));
  const [{ certificate, extensions }] = chain;
  const nonce = createHash('sha256').update(data).update(challenge).digest();
  if (!extensions.get(NONCE_EXTENSION)?.equals(Buffer.concat([NONCE_PREFIX, nonce]))) return exchanged('other_challenge');
  const { appHash, counter, credential } = readAuthenticatorData(data);
  if (!isOfApp(apps, appHash)) return exchanged('other_app');
  const point = pointOf(certificate.publicKey);
  if (!point) return fault('key_type');
  const id = createHash('sha256').update(point).digest();
  if (!credential || !id.equals(credential.id) || id.toString('base64') !== keyId || counter !== 0) return fault('malformed');
  const isDevelopment = credential.aaguid.equals(DEVELOPMENT);
  if (!isDevelopment && !credential.aaguid.equals(PRODUCTION)) return fault('malformed');
  if (isDevelopment && !settings.allowsDevelopment) return fault('development');
  await keys.add(keyId, certificate.publicKey.export({ type: 'spki', format: 'der' }));
  return { proven: { emulated: false, payloadTampered: false } };
};

/** The uncompressed point of a key of P-256; null if it is another key. */
function pointOf(key: KeyObject): Buffer | null {
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null;
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}
