import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, generateKeyPair, type CompactJWSHeaderParameters, type CryptoKey, type JWK } from 'jose';

/** A server on an ephemeral port of the loopback address. */
export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(listener: RequestListener): Promise<TestServer> {
  const server: Server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function signingKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** Signs claims as the service does, or as it never would. */
export async function sign(claims: unknown, key: SigningKey, header: Partial<CompactJWSHeaderParameters> = {}): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.jwk.alg ?? 'RS256', ...(key.jwk.kid === undefined ? {} : { kid: key.jwk.kid }), ...header })
    .sign(key.privateKey);
}

/** The part of the service that `verify` talks to: real keys at a real port, counted requests, pictures as the test wants them. */
export interface TestIssuer extends TestServer {
  readonly key: SigningKey;
  /** What the JWKS holds. */
  keys: JWK[];
  /** How often the JWKS was fetched. */
  fetches: number;
  /** Answers `GET /api/v1/info/img/...`. */
  image: (request: IncomingMessage, response: ServerResponse) => void;
}

export async function startIssuer(): Promise<TestIssuer> {
  const key = await signingKey('key-1');
  const server = await listen((request, response) => {
    if (request.url === '/api/.well-known/jwks.json') {
      issuer.fetches += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: issuer.keys }));
    } else if (request.url?.startsWith('/api/v1/info/img/')) {
      issuer.image(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  const issuer: TestIssuer = {
    ...server,
    key,
    keys: [key.jwk],
    fetches: 0,
    image: (_request, response) => response.writeHead(404).end(),
  };
  return issuer;
}
