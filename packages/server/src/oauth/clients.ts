import { DEFAULT_SIGNING_ALGORITHM, type Scope, type SigningAlgorithm } from '@face-session/protocol';
import type { Clock } from '../clock.js';
import type { Random } from '../random.js';
import type { Client, ClientPolicy } from '../store/client-store.js';
import type { Store } from '../store/store.js';
import { clientSecretHash, matchesClientSecret, newClientSecret } from './client-secret.js';

interface ClientParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

export interface NewClient {
  readonly name: string;
  /** Default: all that a customer's backend needs. */
  readonly scopes?: readonly Scope[];
  readonly clientId?: string;
  readonly policy?: ClientPolicy;
  /** What its results are signed with; RS256 unless given. */
  readonly signingAlgorithm?: SigningAlgorithm;
  /** Its sessions are simulated; false unless given. */
  readonly test?: boolean;
}

/** A client's credentials; the secret exists in clear here and nowhere else. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const DEFAULT_SCOPES: readonly Scope[] = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK'];

/**
 * Delivers credentials before they are stored: credentials that could not be delivered are never valid.
 * @throws if they could not be delivered; nothing is stored then.
 */
type Deliver = (credentials: ClientCredentials) => Promise<void>;

/**
 * Registers a client with one secret.
 * @throws if the client id is taken, or the secret could not be delivered.
 */
export async function addClient(parts: ClientParts, client: NewClient, deliver?: Deliver): Promise<ClientCredentials> {
  const clientId = client.clientId ?? parts.random.uuid();
  if (await parts.store.findClient(clientId)) throw new Error(`There is already a client ${clientId}.`);
  const secret = newSecret(parts, clientId);
  await deliver?.(secret.credentials);
  const outcome = await parts.store.addClient({
    clientId,
    name: client.name,
    scopes: client.scopes ?? DEFAULT_SCOPES,
    disabled: false,
    policy: client.policy ?? {},
    resultKey: null,
    signingAlgorithm: client.signingAlgorithm ?? DEFAULT_SIGNING_ALGORITHM,
    test: client.test ?? false,
    createdAt: parts.clock(),
  });
  if (outcome === 'exists') throw new Error(`There is already a client ${clientId}.`);
  await secret.store();
  return secret.credentials;
}

/** Adds a secret to those of the client, so that it can change over without a gap. */
export async function addClientSecret(
  parts: ClientParts,
  clientId: string,
  deliver?: Deliver,
): Promise<ClientCredentials & { readonly secretId: string }> {
  const secret = newSecret(parts, clientId);
  await deliver?.(secret.credentials);
  await secret.store();
  return { ...secret.credentials, secretId: secret.secretId };
}

function newSecret(parts: ClientParts, clientId: string): { credentials: ClientCredentials; secretId: string; store: () => Promise<void> } {
  const clientSecret = newClientSecret(parts.random);
  const secretId = parts.random.uuid();
  const store = async (): Promise<void> => {
    await parts.store.addSecret(clientId, {
      secretId,
      secretHash: clientSecretHash(clientSecret),
      createdAt: parts.clock(),
      expiresAt: null,
    });
  };
  return { credentials: { clientId, clientSecret }, secretId, store };
}

/** Returns the client if the secret is one of its own and it is not disabled. */
export async function authenticateClient(parts: ClientParts, clientId: string, clientSecret: string): Promise<Client | null> {
  const client = await parts.store.findClient(clientId);
  const secrets = await parts.store.secretsOf(clientId, parts.clock());
  const matches = matchesClientSecret(
    clientSecret,
    secrets.map((secret) => secret.secretHash),
  );
  return matches && client && !client.disabled ? client : null;
}
