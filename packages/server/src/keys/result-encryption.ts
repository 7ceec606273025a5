import { CompactEncrypt, importJWK, type JWK } from 'jose';

/** Smallest RSA modulus, in bits. */
const MIN_RSA_BITS = 2048;

/**
 * A client's public key as given by the operator, reduced to its public members, with the algorithm that results are encrypted by: RSA-OAEP-256 or ECDH-ES (RFC 7518).
 * @throws if it is not a public RSA or EC key
 */
export function resultKeyOf(jwk: JWK): JWK {
  if (jwk.d !== undefined) throw new Error('This is a private key; register the public one only.');
  if (jwk.kty === 'RSA') {
    if (!jwk.n || !jwk.e || Buffer.from(jwk.n, 'base64url').length * 8 < MIN_RSA_BITS) {
      throw new Error(`An RSA key needs n and e of ${MIN_RSA_BITS} bits or more.`);
    }
    return { kty: 'RSA', n: jwk.n, e: jwk.e, alg: 'RSA-OAEP-256', use: 'enc', ...(jwk.kid && { kid: jwk.kid }) };
  }
  if (jwk.kty === 'EC' && jwk.crv && ['P-256', 'P-384', 'P-521'].includes(jwk.crv) && jwk.x && jwk.y) {
    return { kty: 'EC', crv: jwk.crv, x: jwk.x, y: jwk.y, alg: 'ECDH-ES', use: 'enc', ...(jwk.kid && { kid: jwk.kid }) };
  }
  throw new Error('The key must be an RSA key or an EC key on P-256, P-384 or P-521.');
}

/** The signed result, encrypted to the client's key with A256GCM: a nested JWT (`cty` JWT). */
export async function encryptResult(jws: string, key: JWK): Promise<string> {
  return new CompactEncrypt(Buffer.from(jws))
    .setProtectedHeader({ alg: key.alg ?? 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT', ...(key.kid && { kid: key.kid }) })
    .encrypt(await importJWK(key, key.alg));
}
