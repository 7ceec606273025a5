import type { SigningAlgorithm } from '@face-session/protocol';
import type { JWK } from 'jose';
import type { KeyRing } from '../keys/key-ring.js';
import type { Clock } from '../clock.js';
import type { Random } from '../random.js';
import { recordEvent } from '../record-event.js';
import type { Client } from '../store/client-store.js';
import type { Store } from '../store/store.js';
import { addClient, addClientSecret, type ClientCredentials, type NewClient } from './clients.js';

/* What an operator does with a client, on the command line or in the console: each is recorded. */

interface ClientChangeParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeyRing;
  readonly testKeys: KeyRing;
}

/** Delivers credentials before they are stored; throws if it could not. */
type DeliverCredentials = (credentials: ClientCredentials) => Promise<void>;

const ringOf = ({ keys, testKeys }: ClientChangeParts, isTest: boolean): KeyRing => (isTest ? testKeys : keys);

/** Registers a client, and the first key of its algorithm. @throws if the identifier is taken, or the secret could not be delivered */
export async function registerClient(parts: ClientChangeParts, client: NewClient, deliver: DeliverCredentials): Promise<ClientCredentials> {
  const credentials = await addClient(parts, client, deliver);
  if (client.signingAlgorithm) await ringOf(parts, client.test ?? false).ensureKey(client.signingAlgorithm);
  await recordEvent(parts, { event: 'client.added', clientId: credentials.clientId, details: { name: client.name } });
  return credentials;
}

/** Changes name, scopes, rules or algorithm of a client; what is not given stays. */
export async function changeClient(
  parts: ClientChangeParts,
  { clientId, test }: Pick<Client, 'clientId' | 'test'>,
  change: Partial<Pick<Client, 'name' | 'scopes' | 'policy'>> & { readonly signingAlgorithm?: SigningAlgorithm },
): Promise<void> {
  if (change.signingAlgorithm) await ringOf(parts, test).ensureKey(change.signingAlgorithm);
  await parts.store.updateClient(clientId, change);
  await recordEvent(parts, { event: 'client.changed', clientId, details: { ...change } });
}

/** Takes a client out of use, or into use again. Its tokens are refused at once. */
export async function setClientDisabled(parts: ClientChangeParts, clientId: string, disabled: boolean): Promise<void> {
  await parts.store.updateClient(clientId, { disabled });
  await recordEvent(parts, { event: disabled ? 'client.disabled' : 'client.enabled', clientId, details: {} });
}

/** Adds a secret; the older ones end after some hours. Returns how many there are. @throws if the secret could not be delivered */
export async function rotateClientSecret(
  parts: ClientChangeParts,
  clientId: string,
  hours: number,
  deliver: DeliverCredentials,
): Promise<number> {
  const { secretId } = await addClientSecret(parts, clientId, deliver);
  const ended = await parts.store.expireSecrets(clientId, parts.clock() + hours * 60 * 60 * 1000, secretId);
  await recordEvent(parts, { event: 'client.secret-added', clientId, details: { secretId, olderEndInHours: hours } });
  return ended;
}

/** Has results encrypted to a public key; null: signed only. */
export async function setResultKey(parts: ClientChangeParts, clientId: string, key: JWK | null): Promise<void> {
  await parts.store.updateClient(clientId, { resultKey: key && { ...key } });
  await recordEvent(parts, { event: 'client.result-key-changed', clientId, details: { algorithm: key?.alg ?? 'none' } });
}

/** Deletes what was learned of a client's people. Returns whether there was anything. */
export async function forgetPeople(parts: ClientChangeParts, clientId: string): Promise<boolean> {
  const forgotten = await parts.store.forgetPopulation(clientId);
  await recordEvent(parts, { event: 'client.people-forgotten', clientId, details: {} });
  return forgotten;
}
