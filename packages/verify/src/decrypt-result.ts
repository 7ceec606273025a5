import { compactDecrypt, errors, type CompactDecryptGetKey, type CryptoKey, type JWK, type KeyObject } from 'jose';
import { segmentsOf } from './compact-form.js';
import { ResultDecryptionFailed, ResultMalformed } from './errors.js';

/**
 * The signed result inside an encrypted one; the text itself if there is no key.
 *
 * @throws {@link ResultDecryptionFailed} if the key does not decrypt it, or there is a key and the result is not encrypted
 * @throws {@link ResultMalformed} if it is not the compact form of either
 */
export async function signedResultOf(result: string, key: CryptoKey | KeyObject | JWK | CompactDecryptGetKey | undefined): Promise<string> {
  const encrypted = segmentsOf(result).length === 5;
  if (key === undefined) {
    if (encrypted) throw new ResultDecryptionFailed('The result is encrypted and no `decryptionKey` was given');
    return result;
  }
  if (!encrypted) throw new ResultDecryptionFailed('A `decryptionKey` was given, but the result is not encrypted');
  const signed = await decrypt(result, key);
  if (segmentsOf(signed).length !== 3) throw new ResultMalformed('The encrypted content is not a signed result');
  return signed;
}

async function decrypt(result: string, key: CryptoKey | KeyObject | JWK | CompactDecryptGetKey): Promise<string> {
  const options = {
    keyManagementAlgorithms: ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
  };
  try {
    const { plaintext } =
      typeof key === 'function' ? await compactDecrypt(result, key, options) : await compactDecrypt(result, key, options);
    return new TextDecoder().decode(plaintext);
  } catch (cause) {
    if (cause instanceof errors.JOSEError) throw new ResultDecryptionFailed('The result cannot be decrypted with this key', { cause });
    throw cause;
  }
}
