import {
  ACCESS_TOKEN_LIFETIME_SECONDS,
  DEFAULT_SIGNING_ALGORITHM,
  scopes as allScopes,
  type Scope,
  type TokenResponse,
} from '@face-session/protocol';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { secondsOf, type Clock } from '../clock.js';
import { identifierHash } from '../keys/identifier-hash.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { Random } from '../random.js';
import type { Client } from '../store/client-store.js';

/** `typ` of an access token (RFC 9068), so that a signed result never passes for one. */
const ACCESS_TOKEN_TYPE = 'at+jwt';

/** Longest accepted token, in characters; those of the service have about 900. */
const MAX_TOKEN_LENGTH = 4096;

interface TokenParts {
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: { readonly baseURL: string };
}

/** The claims of a valid token. */
interface AccessToken {
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the one session the token is good for; null: every session of the client. */
  readonly sessionHash: string | null;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  client_id: z.string().min(1),
  scope: z.string(),
  jti: z.string(),
  session_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** Where trace events are sent. */
const EVENT_SCOPE: Scope = 'KYC_EVENT_SDK';

/**
 * Signs an access token. `sessionId` binds it to that session. Two claims are for the capture: `test` means that no camera is needed, and
 * `trace_events` that it reports the steps of the session, if the operator set that for the client and the token has the scope for it.
 */
export async function issueAccessToken(
  { keys, clock, random, config }: TokenParts,
  grant: {
    readonly client: Pick<Client, 'clientId' | 'test' | 'policy'>;
    readonly scopes: readonly Scope[];
    readonly sessionId?: string | undefined;
  },
): Promise<TokenResponse> {
  const iat = secondsOf(clock());
  const jti = random.uuid();
  const scope = grant.scopes.join(' ');
  const { clientId, test, policy } = grant.client;
  const token = await keys.sign(
    {
      iss: config.baseURL,
      aud: config.baseURL,
      sub: clientId,
      client_id: clientId,
      scope,
      jti,
      iat,
      exp: iat + ACCESS_TOKEN_LIFETIME_SECONDS,
      ...(test && { test: true }),
      ...(policy.traceEvents === true && grant.scopes.includes(EVENT_SCOPE) && { trace_events: true }),
      ...(grant.sessionId !== undefined && { session_sha256: identifierHash(grant.sessionId) }),
    },
    { typ: ACCESS_TOKEN_TYPE },
  );
  return { access_token: token, token_type: 'bearer', expires_in: ACCESS_TOKEN_LIFETIME_SECONDS, scope, jti };
}

/** Returns the claims of a token that this service signed as an access token and that is in force; null for any other. */
export async function verifyAccessToken({ keys, clock, config }: TokenParts, token: string): Promise<AccessToken | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = typeof kid === 'string' ? await keys.tokenKey(kid).catch(storeReadError) : null;
        if (!key) throw new Error('Unknown key.');
        return key;
      },
      {
        algorithms: [DEFAULT_SIGNING_ALGORITHM],
        typ: ACCESS_TOKEN_TYPE,
        issuer: config.baseURL,
        audience: config.baseURL,
        requiredClaims: ['iat', 'exp', 'sub', 'jti'],
        currentDate: new Date(clock()),
      },
    );
    // Issued by a clock that was ahead: its expiry would give it more than its half hour.
    if ((payload.iat ?? Infinity) > secondsOf(clock()) + ACCESS_TOKEN_LIFETIME_SECONDS) return null;
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success || claims.data.sub !== claims.data.client_id) return null;
    const granted = claims.data.scope.split(' ');
    return {
      clientId: claims.data.client_id,
      scopes: allScopes.filter((scope) => granted.includes(scope)),
      sessionHash: claims.data.session_sha256 ?? null,
    };
  } catch (error) {
    if (error instanceof StoreReadError) throw error.cause;
    return null;
  }
}

/** A failure of the store: it must not become a 401. */
class StoreReadError extends Error {}

function storeReadError(cause: unknown): never {
  throw new StoreReadError('The store failed.', { cause });
}
