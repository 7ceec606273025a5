/** What the capture reads of an access token (JWT), without verifying it: the service does that. */
export interface TokenClaims {
  readonly iss?: unknown;
  readonly exp?: unknown;
  /** True for a test client. */
  readonly test?: unknown;
}

/** The claims of a token; none if it is no JWT. */
export function tokenClaims(token: string): TokenClaims {
  const payload = token.split('.')[1];
  if (!payload) return {};
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

/** Whether the token is of a test client: its sessions are simulated, and need no camera. */
export function isTestToken(token: string): boolean {
  return tokenClaims(token).test === true;
}
