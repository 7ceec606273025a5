/** What the capture reads of an access token (JWT), without verifying it: the service does that. */
interface TokenClaims {
  readonly iss?: unknown;
  readonly exp?: unknown;
  /** True for a test client. */
  readonly test?: unknown;
  /** True if the operator has the steps of the client's sessions reported. */
  readonly trace_events?: unknown;
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

/** Whether the steps of a session are reported: as the app decides, and where it does not, as the operator set it for the client. */
export function reportsSteps({ token, traceEvents }: { readonly token: string; readonly traceEvents?: boolean | undefined }): boolean {
  return traceEvents ?? tokenClaims(token).trace_events === true;
}
