import type { Sealer } from '../keys/sealer.js';

/** One signing secret of a webhook; two are in force during a rotation. */
export interface SigningSecret {
  readonly secretId: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly createdAt: number;
  /** Null for the newest one. */
  readonly expiresAt: number | null;
}

/** How the service authenticates itself to the receiver, beside the signature. */
export type WebhookAuthentication =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'api-key'; readonly header: string; readonly value: string };

export const authenticationKinds = ['none', 'basic', 'api-key'] as const satisfies readonly WebhookAuthentication['kind'][];

/** What of a webhook must not lie on the disk in clear. */
export interface WebhookSecrets {
  readonly signing: readonly SigningSecret[];
  readonly authentication: WebhookAuthentication;
}

export function sealWebhookSecrets(sealer: Sealer, clientId: string, secrets: WebhookSecrets): Buffer {
  return sealer.seal('webhook', clientId, Buffer.from(JSON.stringify(secrets)));
}

/** @throws if the value was changed, or sealed for another client or with another master key */
export function openWebhookSecrets(sealer: Sealer, clientId: string, sealed: Uint8Array): WebhookSecrets {
  return JSON.parse(sealer.open('webhook', clientId, sealed).toString()) as WebhookSecrets;
}

/** The secrets that sign at `now`, newest first. */
export function secretsInForce({ signing }: WebhookSecrets, now: number): SigningSecret[] {
  return signing.filter(({ expiresAt }) => expiresAt === null || expiresAt > now).sort((a, b) => b.createdAt - a.createdAt);
}

/** The request header of the authentication. */
export function authenticationHeaders(authentication: WebhookAuthentication): Record<string, string> {
  switch (authentication.kind) {
    case 'none':
      return {};
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${authentication.user}:${authentication.password}`).toString('base64')}` };
    case 'api-key':
      return { [authentication.header]: authentication.value };
  }
}
