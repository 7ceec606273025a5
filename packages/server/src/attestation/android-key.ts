import {
  AttestationApplicationId,
  id_ce_keyDescription,
  NonStandardKeyDescription,
  SecurityLevel,
  VerifiedBootState,
  type RootOfTrust,
} from '@peculiar/asn1-android';
import { AsnConvert, type OctetString } from '@peculiar/asn1-schema';
import type { AttestedApp } from './attestation-settings.js';
import { exchanged, fault, type AttestationVerifier } from './attestation-verifier.js';
import { faultOfChain, readChain } from './certificate-chain.js';

/** Where a key is out of reach of the phone's system. */
const hardwareLevels: readonly SecurityLevel[] = [SecurityLevel.trustedEnvironment, SecurityLevel.strongBox];

/** The extension of certificates that the phone fetched, instead of having them from the factory. */
const PROVISIONING_EXTENSION = '1.3.6.1.4.1.11129.2.1.30';

/**
 * Verifies the attestation of a key that the secure hardware of an Android phone made for the challenge. The hardware tells how the phone was started; the system that
 * was started tells which app asked, so that counts only where the system is the maker's.
 */
export const verifyAndroidKey: AttestationVerifier = ({ evidence }, { challenge, apps, settings, now }) => {
  const chain = readChain(evidence.map((certificate) => Buffer.from(certificate, 'base64')));
  const isProvisioned = chain.some(({ extensions }) => extensions.has(PROVISIONING_EXTENSION));
  const revoked = settings.revokedSerials();
  const untrusted = faultOfChain(chain, {
    roots: settings.androidRoots,
    now,
    // The phone writes the dates of the leaf by its own clock. Certificates from a factory cannot be renewed, and stay valid as Google says; those that are fetched do not.
    isDated: (place) => place > 0 && isProvisioned,
    isRevoked: (serialNumber) => revoked.has(BigInt(`0x${serialNumber}`)),
  });
  if (untrusted) return fault(untrusted);
  const [{ extensions }, ...issuers] = chain;
  const extension = extensions.get(id_ce_keyDescription);
  // A key that was attested itself could sign a certificate with whatever description: only the leaf may have one.
  if (!extension || issuers.some((issuer) => issuer.extensions.has(id_ce_keyDescription))) return fault('untrusted');

  const description = AsnConvert.parse(extension, NonStandardKeyDescription);
  const levels = [description.attestationSecurityLevel, description.keymasterSecurityLevel];
  if (!levels.every((level) => hardwareLevels.includes(level))) return fault('not_hardware');
  if (!bytesOf(description.attestationChallenge).equals(challenge)) return exchanged('other_challenge');
  const rooted = isRooted(description.teeEnforced.findProperty('rootOfTrust'));
  if (rooted !== false) return { fault: 'boot_state', proven: { emulated: false, rooted } };
  const asked = description.softwareEnforced.findProperty('attestationApplicationId');
  if (!asked || !apps.some((app) => isApp(app, AsnConvert.parse(bytesOf(asked), AttestationApplicationId)))) return exchanged('other_app');
  return { proven: { emulated: false, rooted, payloadTampered: false } };
};

/** Whether the phone runs another system than its maker's. Undefined: not known, or one that its owner installed and locked. */
function isRooted(root: RootOfTrust | undefined): boolean | undefined {
  if (!root) return undefined;
  if (!root.deviceLocked) return true;
  const { verified, selfSigned } = VerifiedBootState;
  return root.verifiedBootState === verified ? false : root.verifiedBootState === selfSigned ? undefined : true;
}

/** Whether the app that asked has the name of a registered one, and no signature but its own. */
function isApp(app: AttestedApp, { packageInfos, signatureDigests }: AttestationApplicationId): boolean {
  if (!('packageName' in app)) return false;
  const names = packageInfos.map(({ packageName }) => bytesOf(packageName).toString());
  const digests = signatureDigests.map((digest) => bytesOf(digest).toString('hex'));
  return names.includes(app.packageName) && digests.length > 0 && digests.every((digest) => app.certificates.includes(digest));
}

/** The bytes of an octet string. The library gives some as it declares them, and some bare. */
function bytesOf(value: OctetString | ArrayBuffer): Buffer {
  return Buffer.from(value instanceof ArrayBuffer ? value : value.buffer);
}
