import type { SigningAlgorithm } from '@face-session/protocol';
import type { Clock } from '../clock.js';
import { recordEvent } from '../record-event.js';
import type { Store } from '../store/store.js';
import type { KeyRing } from './key-ring.js';

/* What an operator does with the signing keys, on the command line or in the console: each is recorded. */

interface KeyChangeParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: KeyRing;
  readonly testKeys: KeyRing;
}

const ringOf = ({ keys, testKeys }: KeyChangeParts, isTest: boolean): KeyRing => (isTest ? testKeys : keys);
const mark = (isTest: boolean): { readonly test?: true } => (isTest ? { test: true } : {});

/** Creates the first key of an algorithm. */
export async function addKey(parts: KeyChangeParts, algorithm: SigningAlgorithm, isTest: boolean): Promise<void> {
  await ringOf(parts, isTest).ensureKey(algorithm);
  await recordEvent(parts, { event: 'keys.added', details: { algorithm, ...mark(isTest) } });
}

/** Creates the next key of each algorithm. Returns their identifiers. @param revoke ends all other keys and what they signed, at once */
export async function rotateKeys(parts: KeyChangeParts, revoke: boolean, isTest: boolean): Promise<string[]> {
  const newest = await ringOf(parts, isTest).rotate({ revoke });
  await recordEvent(parts, { event: revoke ? 'keys.revoked' : 'keys.rotated', details: { newest, ...mark(isTest) } });
  return newest;
}
