import type { CaptureKey } from '@face-session/protocol';
import { base64urlOf } from '../base64url.js';
import { sha256 } from './sha256.js';

/** The key of a session's capture. */
export interface SessionKey {
  readonly announced: CaptureKey;
  /** Whether an earlier page made it: the session may be bound to it already. */
  readonly isKept: boolean;
  /** @returns the signature of a text in base64url */
  sign(text: string): Promise<string>;
  /** Deletes what the browser keeps of it: the session is over. */
  forget(): void;
}

/** A key as the browser keeps it, under the hash of the session identifier. Scripts cannot read the private one, only sign with it. */
interface KeptKey {
  readonly id: string;
  readonly pair: CryptoKeyPair;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** How long a key is kept, in milliseconds: as long as a session lives. */
const KEPT_MS = 600_000;

/**
 * The key of a session: the one that the browser keeps of it, so that a page that was loaded anew goes on, or a new one. Where nothing can be kept, it lives as long as
 * the page.
 */
export async function captureKeyOf(sessionId: string): Promise<SessionKey> {
  const id = await sha256(new TextEncoder().encode(sessionId));
  const made = { id, pair: await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']), expiresAt: Date.now() + KEPT_MS };
  const store = await openKeys().catch(() => undefined);
  const { pair } = (await store?.keep(made).catch(() => undefined)) ?? made;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    announced: { kty, crv, x, y } as CaptureKey,
    isKept: pair !== made.pair,
    async sign(text) {
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new TextEncoder().encode(text));
      return base64urlOf(new Uint8Array(signature));
    },
    forget: () => store?.forget(id),
  };
}

interface KeyStore {
  /** Keeps a key unless its session has one. Deletes those that have expired. @returns the key of the session */
  keep(made: KeptKey): Promise<KeptKey>;
  forget(id: string): void;
}

const [DATABASE, TABLE] = ['face-session', 'keys'];

async function openKeys(): Promise<KeyStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(TABLE, { keyPath: 'id' });
  };
  const database = await resultOf(opening);
  const keys = (): IDBObjectStore => database.transaction(TABLE, 'readwrite').objectStore(TABLE);
  return {
    async keep(made) {
      // One transaction: two pages of a session end up with one key.
      const table = keys();
      const all = (await resultOf(table.getAll())) as KeptKey[];
      for (const { id, expiresAt } of all) if (expiresAt <= Date.now()) table.delete(id);
      const kept = all.find(({ id, expiresAt }) => id === made.id && expiresAt > Date.now());
      if (!kept) await resultOf(table.put(made));
      return kept ?? made;
    },
    forget(id) {
      keys().delete(id);
    },
  };
}

function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB'));
    };
  });
}
