import { createHash, createPublicKey, verify } from 'node:crypto';
import { exchanged, fault, type AttestationVerifier } from './attestation-verifier.js';
import { bytesOf, isOfApp, readAuthenticatorData, readMap } from './authenticator-data.js';

/** Verifies an assertion by a key that App Attest attested before. Its counter must be higher than that of every assertion before. */
export const verifyAppAttestAssertion: AttestationVerifier = async ({ keyId = '', evidence }, { challenge, apps, keys }) => {
  const assertion = readMap(evidence[0] ?? '');
  const [data, signature] = [bytesOf(assertion.get('authenticatorData')), bytesOf(assertion.get('signature'))];
  const { appHash, counter } = readAuthenticatorData(data);
  const known = await keys.find(keyId);
  if (!known) return fault('unknown_key');
  const key = createPublicKey({ key: Buffer.from(known.publicKey), format: 'der', type: 'spki' });
  const nonce = createHash('sha256').update(data).update(challenge).digest();
  // A signature of other frames cannot be told from one of another key.
  if (!verify('sha256', nonce, key, signature)) return fault('other_challenge');
  if (!isOfApp(apps, appHash)) return exchanged('other_app');
  if (!(await keys.use(keyId, counter))) return fault('stale_counter');
  return { proven: { emulated: false, payloadTampered: false } };
};
