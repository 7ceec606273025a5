import { createHash } from 'node:crypto';
import { decodeCBOR } from '@levischuck/tiny-cbor';
import type { AttestedApp } from './attestation-settings.js';

/** The data that a key of App Attest signs. Its layout is that of WebAuthn: hash of the app, flags, counter, and in an attestation the key's maker and identifier. */
interface AuthenticatorData {
  readonly appHash: Buffer;
  readonly counter: number;
  /** Absent in an assertion. */
  readonly credential?: { readonly aaguid: Buffer; readonly id: Buffer } | undefined;
}

/** Lengths in bytes: hash, flags and counter; then the maker, and the length of the identifier. */
const HEAD_BYTES = 37;
const AAGUID_BYTES = 16;
const ID_LENGTH_BYTES = 2;

/** Flag of data that holds a credential. */
const HAS_CREDENTIAL = 0x40;

/** Reads authenticator data. What follows is of no use here, and signed. @throws if it is too short */
export function readAuthenticatorData(data: Buffer): AuthenticatorData {
  if (data.length < HEAD_BYTES) throw new RangeError('Authenticator data is too short');
  const head = { appHash: data.subarray(0, 32), counter: data.readUInt32BE(33) };
  if (((data[32] ?? 0) & HAS_CREDENTIAL) === 0) return head;
  const idAt = HEAD_BYTES + AAGUID_BYTES + ID_LENGTH_BYTES;
  const length = data.readUInt16BE(HEAD_BYTES + AAGUID_BYTES);
  if (data.length < idAt + length) throw new RangeError('Authenticator data is too short');
  return { ...head, credential: { aaguid: data.subarray(HEAD_BYTES, HEAD_BYTES + AAGUID_BYTES), id: data.subarray(idAt, idAt + length) } };
}

/** Whether a hash is of one of the apps. */
export function isOfApp(apps: readonly AttestedApp[], appHash: Buffer): boolean {
  return apps.some((app) => 'appId' in app && createHash('sha256').update(app.appId).digest().equals(appHash));
}

/** Reads a map of CBOR in base64. @throws if it is none */
export function readMap(base64: string): ReadonlyMap<unknown, unknown> {
  // A copy: the decoder takes the whole memory that its bytes lie in.
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return mapOf(decodeCBOR(new DataView(bytes.buffer)));
}

/** @throws if a value of CBOR is no map */
export function mapOf(value: unknown): ReadonlyMap<unknown, unknown> {
  if (!(value instanceof Map)) throw new TypeError('No map');
  return value;
}

/** @throws if a value of CBOR is no byte string */
export function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('No bytes');
  return Buffer.from(value);
}
