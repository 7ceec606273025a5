import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  type ClientAuth,
  type Configuration,
  type IDToken,
} from 'openid-client';
import type { Logger } from 'pino';
import type { ConsoleConfig, ProviderConfig } from '../config.js';
import { identifierHash } from '../keys/identifier-hash.js';
import { recordEvent } from '../record-event.js';
import { isRefusal, refusal, type Refusal } from '../sessions/refusal.js';
import { operatorRoles, type Operator, type OperatorRole } from '../store/operator-store.js';
import { isOperatorName, openSignIn, PROVIDER_PREFIX, setOperatorRole, TOKEN_BYTES, type OperatorParts } from './operators.js';

/*
 * Signing in with an identity provider: OpenID Connect, authorization code flow with PKCE. The browser that began it has one secret in a cookie; state, nonce and
 * verifier are derived from it, so that an answer of the provider is good for that browser alone, and once.
 */

/** How long a person may take at the provider, in milliseconds. */
const AT_PROVIDER_MS = 10 * 60 * 1000;

/** The longest answer of the provider to this service, in seconds. */
const PROVIDER_SECONDS = 10;

/** How long the provider's metadata and keys are used before they are read again, in milliseconds: it may have moved an endpoint. */
const METADATA_MS = 60 * 60 * 1000;

/** Where the provider sends the person back to, on the console's origin. */
export const PROVIDER_RETURN_PATH = '/signed-in';

/** Why a person is not let in who came back from the provider. */
export type ProviderRefusal = 'REFUSED' | 'FORBIDDEN' | 'UNAVAILABLE';

interface ProviderParts extends OperatorParts {
  readonly console: ConsoleConfig;
  readonly logger: Logger;
}

/** State, nonce and verifier of one sign-in. */
function derivedFrom(secret: string): { readonly state: string; readonly nonce: string; readonly verifier: string } {
  const of = (what: string): string => identifierHash(`face-session provider ${what} ${secret}`);
  return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') };
}

/**
 * Begins a sign-in with the provider.
 * @returns the address to go to, and the secret for the browser's cookie
 */
export async function beginAtProvider(
  parts: ProviderParts,
): Promise<{ readonly url: string; readonly secret: string; readonly seconds: number } | Refusal<'NOT_FOUND' | 'UNAVAILABLE'>> {
  const provider = parts.console.provider;
  if (provider === null) return refusal('NOT_FOUND');
  const known = await configurationOf(parts, provider);
  if (isRefusal(known)) return known;
  const secret = parts.random.bytes(TOKEN_BYTES).toString('base64url');
  const { state, nonce, verifier } = derivedFrom(secret);
  const url = buildAuthorizationUrl(known, {
    redirect_uri: `${parts.console.origin}${PROVIDER_RETURN_PATH}`,
    scope: provider.scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  await parts.store.addTicket({
    ticketHash: identifierHash(state),
    kind: 'provider',
    operatorId: null,
    expiresAt: parts.clock() + AT_PROVIDER_MS,
  });
  return { url: url.href, secret, seconds: AT_PROVIDER_MS / 1000 };
}

/**
 * Signs the person in whom the provider sent back.
 * @param secret what the browser's cookie has
 * @param address path and query that the provider sent the browser to
 * @returns what the cookie of the sign-in holds
 */
export async function returnFromProvider(
  parts: ProviderParts,
  secret: string,
  address: string,
): Promise<string | Refusal<ProviderRefusal>> {
  const provider = parts.console.provider;
  const url = new URL(address, parts.console.origin);
  const { state, nonce, verifier } = derivedFrom(secret);
  if (provider === null || url.searchParams.get('state') !== state) return refusal('REFUSED');
  // Good for one answer, whatever comes of it.
  if (!(await parts.store.takeTicket('provider', identifierHash(state), parts.clock()))) return refusal('REFUSED');
  const known = await configurationOf(parts, provider);
  if (isRefusal(known)) return refusal('UNAVAILABLE');
  let claims: IDToken | undefined;
  try {
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    claims = (await authorizationCodeGrant(known, url, checks)).claims();
  } catch (error) {
    parts.logger.warn({ err: error }, 'an answer of the identity provider was not accepted');
  }
  return claims ? enter(parts, provider, claims) : refusal('REFUSED');
}

/** Signs in whom the claims name, with the role that they give. */
async function enter(parts: ProviderParts, provider: ProviderConfig, claims: IDToken): Promise<string | Refusal<ProviderRefusal>> {
  const role = roleOf(provider, claims);
  const operatorId = `${PROVIDER_PREFIX}${identifierHash(JSON.stringify([provider.issuer, claims.sub])).slice(0, 32)}`;
  const found = await operatorOf(parts, operatorId);
  if (role === null || found?.disabled === true) {
    const name = found?.name ?? nameOf(claims) ?? operatorId;
    await recordEvent(parts, { event: 'operator.refused', details: { operator: name, reason: role === null ? 'no-role' : 'disabled' } });
    return refusal('FORBIDDEN');
  }
  if (!found) return openSignIn(parts, await addFromProvider(parts, operatorId, role, claims));
  if (found.role !== role) await setOperatorRole(parts, found, role);
  return openSignIn(parts, found);
}

async function operatorOf({ store }: ProviderParts, operatorId: string): Promise<Operator | undefined> {
  return (await store.listOperators()).find((operator) => operator.operatorId === operatorId);
}

async function addFromProvider(parts: ProviderParts, operatorId: string, role: OperatorRole, claims: IDToken): Promise<Operator> {
  const wanted = nameOf(claims);
  // Names are unique: whoever comes second, or has a name that none can have, is told apart.
  const unique = [...(wanted === null ? [] : [wanted, `${wanted.slice(0, 48)} ${operatorId.slice(-8)}`]), operatorId];
  for (const name of unique) {
    const operator: Operator = { operatorId, name, role, disabled: false, createdAt: parts.clock() };
    if ((await parts.store.addOperator(operator)) === 'exists') {
      // Another request of the same person was first.
      const added = await operatorOf(parts, operatorId);
      if (added) return added;
      continue;
    }
    await recordEvent(parts, { event: 'operator.added', details: { operator: name, role } });
    return operator;
  }
  throw new Error('The name of an operator is taken, and so is its identifier.');
}

/** The name of a person for the audit log: what the provider calls them, if an operator can be called that. */
function nameOf(claims: IDToken): string | null {
  const named = [claims.preferred_username, claims.email, claims.name, claims.sub].find(
    (claim) => typeof claim === 'string' && isOperatorName(claim),
  );
  return typeof named === 'string' ? named : null;
}

/** The greatest role that the claims give; null: none. */
function roleOf({ rolesClaim, roles }: ProviderConfig, claims: IDToken): OperatorRole | null {
  const value = claimAt(claims, rolesClaim);
  const held = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  return operatorRoles.findLast((role) => held.includes(roles[role])) ?? null;
}

/** A claim by its name, or by a path into objects, such as `realm_access.roles`. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

const configurations = new WeakMap<ProviderConfig, { readonly until: number; readonly configuration: Configuration }>();

/** What the provider says of itself, read once an hour. A provider that cannot be reached is asked again with the next sign-in. */
async function configurationOf(
  { clock, logger }: ProviderParts,
  provider: ProviderConfig,
): Promise<Configuration | Refusal<'UNAVAILABLE'>> {
  const known = configurations.get(provider);
  if (known && clock() < known.until) return known.configuration;
  try {
    const issuer = new URL(provider.issuer);
    let configuration: Configuration | null = null;
    const fetchFromProvider = (address: string, options: RequestInit): Promise<Response> => {
      if (!isOfIssuer(issuer, configuration, address)) throw new TypeError(`${new URL(address).origin} is not an address of the provider`);
      // eslint-disable-next-line no-restricted-globals -- the one other call of the service: to the issuer that the operator configured, and to the addresses that it names
      return fetch(address, options);
    };
    const { clientId, clientSecret } = provider;
    configuration = await discovery(issuer, clientId, undefined, clientSecret === null ? None() : withSecret(clientSecret), {
      timeout: PROVIDER_SECONDS,
      [customFetch]: fetchFromProvider as NonNullable<Configuration[typeof customFetch]>,
      // Without the first, the signature of a token that comes straight from the provider is not looked at. The second is for an issuer on this machine only: see the configuration.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
    });
    configurations.set(provider, { until: clock() + METADATA_MS, configuration });
    return configuration;
  } catch (error) {
    logger.warn({ err: error }, 'the identity provider cannot be used');
    return refusal('UNAVAILABLE');
  }
}

/** In a header, which every provider takes that does not say otherwise, or else in the body. */
function withSecret(secret: string): ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const send = methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret);
    send(server, client, body, headers);
  };
}

/** Whether an address is on the issuer's origin, or one that the issuer's own metadata name for tokens or keys. */
function isOfIssuer(issuer: URL, configuration: Configuration | null, address: string): boolean {
  if (new URL(address).origin === issuer.origin) return true;
  const { token_endpoint: tokens, jwks_uri: keys } = configuration?.serverMetadata() ?? {};
  return [tokens, keys].includes(address);
}
