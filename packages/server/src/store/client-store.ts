import type { ClientRules, DeviceRules } from '@face-session/liveness';
import type { CentreMode } from '../population/centre-mode.js';
import type { Scope, SignedCapture, SigningAlgorithm } from '@face-session/protocol';

/** What the operator sets for one client. */
export interface ClientPolicy extends ClientRules {
  /** Whether the capture reports the steps of the client's sessions where the app does not decide it; false unless set. */
  readonly traceEvents?: boolean | undefined;
  /** Whether sessions that failed on liveness or passed near a threshold wait for a reviewer in the console; false unless set. */
  readonly review?: boolean | undefined;
  /** The centre that match levels are decided by, in place of the service's. */
  readonly centre?: CentreMode | undefined;
  /** `require` refuses attempts of the client without a key, whatever the service accepts. */
  readonly signedCapture?: SignedCapture | undefined;
  /** What follows from risks of a device, where that is stricter than the service's rule. */
  readonly deviceRules?: DeviceRules | undefined;
}

export interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly disabled: boolean;
  readonly policy: ClientPolicy;
  /** Public JWK with `alg` that results are encrypted to; null: signed only. */
  readonly resultKey: Readonly<Record<string, unknown>> | null;
  /** What the client's results are signed with. */
  readonly signingAlgorithm: SigningAlgorithm;
  /** Its sessions are simulated, and its results are signed with test keys. Set when it is added, for good. */
  readonly test: boolean;
  readonly createdAt: number;
}

interface ClientSecret {
  readonly secretId: string;
  readonly secretHash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export interface ClientStore {
  addClient(client: Client): Promise<'added' | 'exists'>;
  findClient(clientId: string): Promise<Client | null>;
  listClients(): Promise<Client[]>;
  updateClient(
    clientId: string,
    change: Partial<Pick<Client, 'name' | 'scopes' | 'disabled' | 'policy' | 'resultKey' | 'signingAlgorithm'>>,
  ): Promise<boolean>;
  addSecret(clientId: string, secret: ClientSecret): Promise<void>;
  /** Those not expired at `now`. */
  secretsOf(clientId: string, now: number): Promise<ClientSecret[]>;
  /** Lets secrets other than `except` end at `expiresAt`. */
  expireSecrets(clientId: string, expiresAt: number, except?: string): Promise<number>;
}
