import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A certificate with its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a certificate is good for, and how long before its end it is replaced, in milliseconds. */
const [LIFETIME_MS, LAST_MS] = [90 * DAY_MS, 7 * DAY_MS];

/**
 * The self-made certificate of an IPv4 address, kept in a folder from start to start, so that a browser that was told to accept it need not be told again. Replaced
 * for another address, and in its last week.
 */
export async function ensureCertificate(folder: string, address: string, now: Date): Promise<Certificate> {
  const file = join(folder, 'demo-certificate.json');
  const kept = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Certificate,
    () => null,
  );
  if (kept && isGood(kept, address, now)) return kept;
  const made = makeCertificate(address, now);
  // It holds the private key.
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function isGood({ cert }: Certificate, address: string, now: Date): boolean {
  const certificate = new X509Certificate(cert);
  return certificate.checkIP(address) !== undefined && new Date(certificate.validTo).getTime() - now.getTime() > LAST_MS;
}

/* X.509 (RFC 5280) in DER, as far as one certificate needs it: Node signs, but writes no certificates, and a library would bring a dozen packages. */

const [SEQUENCE, SET, INTEGER, BIT_STRING, OCTET_STRING, UTF8_STRING, UTC_TIME] = [0x30, 0x31, 0x02, 0x03, 0x04, 0x0c, 0x17];

/** Object identifiers, as DER. */
const oid = {
  ecdsaWithSHA256: Buffer.from('06082a8648ce3d040302', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
  subjectAltName: Buffer.from('0603551d11', 'hex'),
  extendedKeyUsage: Buffer.from('0603551d25', 'hex'),
  serverAuth: Buffer.from('06082b06010505070301', 'hex'),
};

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

/** `YYMMDDHHMMSSZ`. */
const utcTime = (date: Date): Buffer => der(UTC_TIME, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));

const extension = (name: Buffer, value: Buffer): Buffer => der(SEQUENCE, name, der(OCTET_STRING, value));

function makeCertificate(address: string, now: Date): Certificate {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const algorithm = der(SEQUENCE, oid.ecdsaWithSHA256);
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, oid.commonName, der(UTF8_STRING, Buffer.from('Face Session demo')))));
  // A positive number: its first bit is 0, and its first byte is not.
  const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(15)]);
  // GeneralName: iPAddress.
  const ip = der(0x87, Buffer.from(address.split('.').map(Number)));
  const extensions = [extension(oid.subjectAltName, der(SEQUENCE, ip)), extension(oid.extendedKeyUsage, der(SEQUENCE, oid.serverAuth))];
  const toBeSigned = der(
    SEQUENCE,
    // Version 3.
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, serial),
    algorithm,
    name,
    der(SEQUENCE, utcTime(now), utcTime(new Date(now.getTime() + LIFETIME_MS))),
    name,
    publicKey,
    der(0xa3, der(SEQUENCE, ...extensions)),
  );
  const signature = sign('sha256', toBeSigned, createPrivateKey(key));
  const certificate = der(SEQUENCE, toBeSigned, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
  return { cert: new X509Certificate(certificate).toString(), key };
}
