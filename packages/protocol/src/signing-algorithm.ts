/** Algorithms that results can be signed with (RFC 7518, RFC 8037), the default first. */
export const signingAlgorithms = ['RS256', 'ES256', 'EdDSA'] as const;

/** What results are signed with: RS256 unless the client is set to another (docs/protocol.md, Results). */
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** The algorithm of every access token, and of results unless the client has another one. */
export const DEFAULT_SIGNING_ALGORITHM = 'RS256' satisfies SigningAlgorithm;
