import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import type { AttestationFault } from './attestation-verifier.js';

/** Most certificates of a chain, the root included. */
const MAX_CHAIN = 6;

/** A certificate of somebody whom nobody trusts yet. */
interface ReadCertificate {
  readonly certificate: X509Certificate;
  /** Content of each extension, by its object identifier. */
  readonly extensions: ReadonlyMap<string, Buffer>;
}

/** A chain as it came, leaf first. */
export type CertificateChain = readonly [leaf: ReadCertificate, ...issuers: ReadCertificate[]];

/** Reads certificates in DER, leaf first. @throws if one is none, or if they are too many or too few */
export function readChain(der: readonly Uint8Array[]): CertificateChain {
  if (der.length < 2 || der.length > MAX_CHAIN) throw new RangeError(`A chain of ${der.length} certificates`);
  const [leaf, ...issuers] = der.map((bytes) => {
    const { extensions } = AsnConvert.parse(bytes, Certificate).tbsCertificate;
    const contents = extensions?.map(({ extnID, extnValue }) => [extnID, Buffer.from(extnValue.buffer)] as const) ?? [];
    const byId = new Map(contents);
    if (byId.size !== contents.length) throw new Error('An extension twice');
    return { certificate: new X509Certificate(bytes), extensions: byId };
  });
  return [leaf as ReadCertificate, ...issuers];
}

/** What a chain is verified against. */
interface ChainRules {
  /** Roots that are pinned: what counts is their key. */
  readonly roots: readonly X509Certificate[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the dates of a certificate count, by its place from the leaf on. Those of a root never do: its key is pinned. */
  readonly isDated: (place: number) => boolean;
  readonly isRevoked: (serialNumber: string) => boolean;
}

/** Why a chain cannot be trusted; null: it can. Each certificate must be signed by the next, and the last by a pinned root or with its key. */
export function faultOfChain(chain: CertificateChain, { roots, now, isDated, isRevoked }: ChainRules): AttestationFault | null {
  const certificates = chain.map(({ certificate }) => certificate);
  const top = certificates.at(-1) as X509Certificate;
  const isRoot = (certificate: X509Certificate): boolean => roots.some((root) => root.publicKey.equals(certificate.publicKey));
  const isAnchored = isRoot(top) || roots.some((root) => isIssuedBy(top, root));
  const isLinked = certificates.slice(1).every((issuer, place) => issuer.ca && isIssuedBy(certificates[place] as X509Certificate, issuer));
  if (!isAnchored || !isLinked) return 'untrusted';
  if (certificates.some(({ serialNumber }) => isRevoked(serialNumber))) return 'revoked';
  const isPast = ({ validFrom, validTo }: X509Certificate): boolean => Date.parse(validFrom) > now || Date.parse(validTo) < now;
  return certificates.some((certificate, place) => isDated(place) && !isRoot(certificate) && isPast(certificate)) ? 'expired' : null;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
