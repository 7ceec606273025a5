import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** A person whom the provider knows, by what they type in. */
type KnownPeople = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the provider does wrong, for a test of who notices. */
export interface ProviderFaults {
  /** Changes the claims of the next identity tokens. */
  claims?: (claims: JWTPayload) => JWTPayload;
  /** Signs with a key that it does not publish. */
  foreignKey?: boolean;
  /** Answers nothing but 503. */
  isDown?: boolean;
  /** Sends whoever asks for a token there. */
  redirect?: string;
}

/** A small identity provider (OpenID Connect, code flow with PKCE) on this machine. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly faults: ProviderFaults;
  /** What was asked of it: methods and paths. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** What a code stands for until it is redeemed. */
interface Granted {
  readonly login: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectURI: string;
}

/** Starts it. Whoever types in a name that it knows is that person. */
export async function startIdentityProvider(people: KnownPeople): Promise<IdentityProvider> {
  const [published, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const [clientId, clientSecret] = ['console', randomBytes(16).toString('hex')];
  const codes = new Map<string, Granted>();
  const faults: ProviderFaults = {};
  const asked: string[] = [];
  let issuer = '';

  const idToken = (login: string, nonce: string): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = { iss: issuer, aud: clientId, sub: login, nonce, iat: now, exp: now + 60, ...people[login] };
    const { privateKey } = faults.foreignKey ? foreign : published;
    return new SignJWT(faults.claims?.(claims) ?? claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
  };

  const redeem = async (request: IncomingMessage, form: URLSearchParams): Promise<[number, object]> => {
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) return [401, { error: 'invalid_client' }];
    const granted = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (granted?.challenge !== challenge || granted.redirectURI !== form.get('redirect_uri')) return [400, { error: 'invalid_grant' }];
    return [200, { access_token: 'none', token_type: 'Bearer', expires_in: 60, id_token: await idToken(granted.login, granted.nonce) }];
  };

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', issuer);
      asked.push(`${request.method ?? ''} ${url.pathname}`);
      let body = '';
      for await (const part of request) body += String(part);
      const json = (status: number, value: object): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      };
      if (faults.isDown) {
        json(503, {});
      } else if (url.pathname === '/.well-known/openid-configuration') {
        json(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          userinfo_endpoint: `${issuer}/userinfo`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
        });
      } else if (url.pathname === '/keys') {
        json(200, { keys: [jwk] });
      } else if (url.pathname === '/authorize') {
        response.setHeader('content-type', 'text/html');
        response.end(
          `<!doctype html><title>Provider</title><form method="post" action="/login${url.search.replaceAll('&', '&amp;')}"><label>Login <input name="login"></label><button>Continue</button></form>`,
        );
      } else if (url.pathname === '/login') {
        const [wish, login] = [url.searchParams, new URLSearchParams(body).get('login') ?? ''];
        const redirectURI = wish.get('redirect_uri') ?? '';
        const back = new URL(redirectURI);
        back.searchParams.set('state', wish.get('state') ?? '');
        if (login in people) {
          const code = randomBytes(16).toString('hex');
          codes.set(code, { login, nonce: wish.get('nonce') ?? '', challenge: wish.get('code_challenge') ?? '', redirectURI });
          back.searchParams.set('code', code);
        } else back.searchParams.set('error', 'access_denied');
        response.writeHead(303, { location: back.href }).end();
      } else if (url.pathname === '/token' && faults.redirect !== undefined) {
        response.writeHead(307, { location: faults.redirect }).end();
      } else if (url.pathname === '/token') {
        json(...(await redeem(request, new URLSearchParams(body))));
      } else {
        json(404, {});
      }
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    faults,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
