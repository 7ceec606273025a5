import 'reflect-metadata';
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, webcrypto, type KeyObject } from 'node:crypto';
import { encodeCBOR } from '@levischuck/tiny-cbor';
import {
  AttestationApplicationId,
  AttestationPackageInfo,
  AuthorizationList,
  KeyDescription,
  RootOfTrust,
  SecurityLevel,
  VerifiedBootState,
  id_ce_keyDescription,
} from '@peculiar/asn1-android';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { BasicConstraintsExtension, Extension, X509CertificateGenerator, type X509Certificate } from '@peculiar/x509';
import type { Attestation } from '@face-session/protocol';
import { CompactEncrypt, CompactSign } from 'jose';

/* Phones with makers of their own: what they attest is formed as that of real ones, under roots that nobody has but the test. */

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { ...curve, hash: 'SHA-256' } as const;
const crypto = webcrypto as Crypto;
const DAY_MS = 24 * 60 * 60 * 1000;
const sha256 = (...parts: Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Somebody who signs certificates. */
interface Issuer {
  readonly certificate: X509Certificate;
  readonly keys: CryptoKeyPair;
}

/** What a certificate differs in from a good one. */
interface CertificateOptions {
  readonly isAuthority?: boolean;
  readonly extensions?: readonly Extension[];
  readonly from?: number;
  readonly to?: number;
  readonly serialNumber?: string;
  /** The curve of its key. */
  readonly namedCurve?: 'P-256' | 'P-384';
}

async function certify(subject: string, issuer: Issuer | null, options: CertificateOptions = {}): Promise<Issuer> {
  const { isAuthority = true, extensions = [], from = Date.now() - DAY_MS, to = Date.now() + DAY_MS } = options;
  const { serialNumber = `0${randomBytes(8).toString('hex')}`, namedCurve = 'P-256' } = options;
  const keys = await crypto.subtle.generateKey({ ...curve, namedCurve }, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber,
      subject: `CN=${subject}`,
      issuer: issuer?.certificate.subject ?? `CN=${subject}`,
      notBefore: new Date(from),
      notAfter: new Date(to),
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      signingAlgorithm: signing,
      extensions: [new BasicConstraintsExtension(isAuthority), ...extensions],
    },
    crypto,
  );
  return { certificate, keys };
}

const derOf = ({ certificate }: Issuer): Buffer => Buffer.from(certificate.rawData);
const pemOf = ({ certificate }: Issuer): string => certificate.toString('pem');

/** What an app of iOS can be made to attest; what is not named is as it should be. */
export interface AppleOptions extends CertificateOptions {
  readonly appId?: string;
  readonly aaguid?: string;
  readonly counter?: number;
  /** Changes the chain before it is sent. */
  readonly chain?: (certificates: Buffer[]) => Buffer[];
}

/** Apple and one of its phones, with an app. */
export interface ApplePhone {
  readonly rootPem: string;
  readonly keyId: () => string;
  /** A new key, attested for a challenge. */
  attest(challenge: Buffer, options?: AppleOptions): Promise<Attestation>;
  /** An assertion by the key that was attested last. Its counter rises by one each time, unless it is given. */
  assert(challenge: Buffer, options?: Pick<AppleOptions, 'appId' | 'counter'>): Attestation;
}

const headOf = (appId: string, flags: number, counter: number): Buffer => {
  const head = Buffer.alloc(37);
  sha256(Buffer.from(appId)).copy(head);
  head[32] = flags;
  head.writeUInt32BE(counter, 33);
  return head;
};

export async function applePhone(ownApp: string): Promise<ApplePhone> {
  const root = await certify('Apple of the test', null);
  const authority = await certify('Apple of the test CA 1', root);
  let keyId = '';
  let key: KeyObject | undefined;
  let used = 0;
  return {
    rootPem: pemOf(root),
    keyId: () => keyId,
    async attest(
      challenge,
      { appId = ownApp, aaguid = 'appattest'.padEnd(16, '\0'), counter = 0, chain = (same: Buffer[]): Buffer[] => same, ...options } = {},
    ) {
      // The nonce is in the certificate of the key, and covers the key: so the key is made first, by a certificate that is thrown away.
      const { keys } = await certify('key', authority, { isAuthority: false, ...options });
      const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
      const [x, y] = [Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.y!, 'base64url')];
      const id = sha256(Buffer.of(4), x, y);
      const cose = encodeCBOR(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Uint8Array.from(x)],
          [-3, Uint8Array.from(y)],
        ]),
      );
      const data = Buffer.concat([headOf(appId, 0x40, counter), Buffer.from(aaguid), Buffer.of(0, 32), id, cose]);
      const nonce = Buffer.concat([Buffer.from('3024a1220420', 'hex'), sha256(data, challenge)]);
      const { isAuthority = false, from = Date.now() - DAY_MS, to = Date.now() + DAY_MS } = options;
      const leaf = await X509CertificateGenerator.create(
        {
          serialNumber: '01',
          subject: 'CN=key',
          issuer: authority.certificate.subject,
          notBefore: new Date(from),
          notAfter: new Date(to),
          publicKey: keys.publicKey,
          signingKey: authority.keys.privateKey,
          signingAlgorithm: signing,
          extensions: [new BasicConstraintsExtension(isAuthority), new Extension('1.2.840.113635.100.8.2', false, nonce)],
        },
        crypto,
      );
      keyId = id.toString('base64');
      key = createPrivateKey({ key: Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)), format: 'der', type: 'pkcs8' });
      used = 0;
      const x5c = chain([Buffer.from(leaf.rawData), derOf(authority)]).map((der: Buffer) => Uint8Array.from(der));
      const statement = new Map<string, Uint8Array[] | Uint8Array>([
        ['x5c', x5c],
        ['receipt', Uint8Array.of(1)],
      ]);
      const object = encodeCBOR(
        new Map<string, string | typeof statement | Uint8Array>([
          ['fmt', 'apple-appattest'],
          ['attStmt', statement],
          ['authData', Uint8Array.from(data)],
        ]),
      );
      return { format: 'app-attest', keyId, evidence: [Buffer.from(object).toString('base64')] };
    },
    assert(challenge, { appId = ownApp, counter = ++used } = {}) {
      const data = headOf(appId, 0, counter);
      const signature = sign('sha256', sha256(data, challenge), key!);
      const assertion = encodeCBOR(
        new Map([
          ['signature', Uint8Array.from(signature)],
          ['authenticatorData', Uint8Array.from(data)],
        ]),
      );
      return { format: 'app-attest-assertion', keyId, evidence: [Buffer.from(assertion).toString('base64')] };
    },
  };
}

/** What an Android phone can be made to attest; what is not named is as it should be. */
export interface AndroidOptions {
  readonly packageName?: string;
  readonly certificates?: readonly string[];
  readonly level?: SecurityLevel;
  readonly bootState?: VerifiedBootState;
  readonly deviceLocked?: boolean;
  /** How the certificates above the leaf differ: their dates count where they were fetched. */
  readonly batch?: CertificateOptions & { readonly isFetched?: boolean };
  /** Changes the chain before it is sent. */
  readonly chain?: (certificates: Buffer[]) => Buffer[];
  /** Puts one more certificate below the leaf, signed by its key, with this challenge. */
  readonly below?: Buffer;
}

/** Google and a phone of Android, with an app. */
export interface AndroidPhone {
  readonly rootPem: string;
  /** A new key of the secure hardware, attested for a challenge. */
  attest(challenge: Buffer, options?: AndroidOptions): Promise<Attestation>;
}

export async function androidPhone(app: { readonly packageName: string; readonly certificates: readonly string[] }): Promise<AndroidPhone> {
  const root = await certify('Google of the test', null);
  const bytes = (value: string | Uint8Array): OctetString => new OctetString(typeof value === 'string' ? Buffer.from(value) : value);
  /** The library declares two fields as octet strings that it takes bare. */
  const bare = (value: Uint8Array): OctetString => Uint8Array.from(value).buffer as unknown as OctetString;
  const described = (challenge: Buffer, options: AndroidOptions): Extension => {
    const { level = SecurityLevel.trustedEnvironment, deviceLocked = true, bootState = VerifiedBootState.verified } = options;
    const asked = new AttestationApplicationId({
      packageInfos: [new AttestationPackageInfo({ packageName: bare(Buffer.from(options.packageName ?? app.packageName)), version: 7 })],
      signatureDigests: (options.certificates ?? app.certificates).map((digest) => bare(Buffer.from(digest, 'hex'))),
    });
    const rootOfTrust = new RootOfTrust({
      verifiedBootKey: bytes(Buffer.alloc(32, 1)),
      deviceLocked,
      verifiedBootState: bootState,
      verifiedBootHash: bytes(Buffer.alloc(32, 2)),
    });
    const description = new KeyDescription({
      attestationVersion: 300,
      attestationSecurityLevel: level,
      keymasterVersion: 300,
      keymasterSecurityLevel: level,
      attestationChallenge: bytes(challenge),
      uniqueId: bytes(''),
      softwareEnforced: new AuthorizationList({ attestationApplicationId: bytes(new Uint8Array(AsnConvert.serialize(asked))) }),
      teeEnforced: new AuthorizationList({ rootOfTrust }),
    });
    return new Extension(id_ce_keyDescription, false, AsnConvert.serialize(description));
  };
  return {
    rootPem: pemOf(root),
    async attest(challenge, options = {}) {
      const { isFetched = true, ...batchOptions } = options.batch ?? {};
      const provisioned = new Extension('1.3.6.1.4.1.11129.2.1.30', false, Uint8Array.from(encodeCBOR(new Map([[1, 4]]))));
      const batch = await certify('batch', root, { ...batchOptions, extensions: isFetched ? [provisioned] : [] });
      const leaf = await certify('Android Keystore Key', batch, {
        // Worse than any phone: its key may sign certificates.
        isAuthority: options.below !== undefined,
        extensions: [described(challenge, options)],
        from: 0,
      });
      const issuers = [leaf, batch, root];
      const lowest =
        options.below && (await certify('forged', leaf, { isAuthority: false, extensions: [described(options.below, options)] }));
      const { chain = (same: Buffer[]) => same } = options;
      const evidence = chain([...(lowest ? [lowest] : []), ...issuers].map(derOf)).map((der) => der.toString('base64'));
      return { format: 'android-key', evidence };
    },
  };
}

/** Verdicts of Play Integrity for an app, by keys of its own. */
export interface PlayConsole {
  /** As the operator has them. */
  readonly keys: { readonly decryptionKey: string; readonly verificationKey: string };
  /** A token for a challenge. @param change what the verdict differs in */
  attest(challenge: Buffer, change?: (verdict: PlayPayload) => void): Promise<Attestation>;
}

interface PlayPayload {
  requestDetails: { requestPackageName: string; nonce: string; timestampMillis: string };
  appIntegrity: { appRecognitionVerdict: string; packageName: string; certificateSha256Digest: string[]; versionCode: string };
  deviceIntegrity: { deviceRecognitionVerdict?: string[] };
}

export function playConsole(app: { readonly packageName: string; readonly certificates: readonly string[] }): PlayConsole {
  const decryptionKey = Uint8Array.from(randomBytes(32));
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keys: {
      decryptionKey: Buffer.from(decryptionKey).toString('base64'),
      verificationKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    },
    async attest(challenge, change = () => undefined) {
      const verdict: PlayPayload = {
        requestDetails: {
          requestPackageName: app.packageName,
          nonce: challenge.toString('base64url'),
          timestampMillis: String(Date.now()),
        },
        appIntegrity: {
          appRecognitionVerdict: 'PLAY_RECOGNIZED',
          packageName: app.packageName,
          certificateSha256Digest: app.certificates.map((digest) => Buffer.from(digest, 'hex').toString('base64url')),
          versionCode: '7',
        },
        deviceIntegrity: { deviceRecognitionVerdict: ['MEETS_DEVICE_INTEGRITY'] },
      };
      change(verdict);
      const signed = await new CompactSign(Buffer.from(JSON.stringify(verdict))).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
      const token = await new CompactEncrypt(Buffer.from(signed))
        .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM' })
        .encrypt(decryptionKey);
      return { format: 'play-integrity', evidence: [token] };
    },
  };
}
