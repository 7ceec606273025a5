/**
 * Returns why a request failed, in one line: the innermost cause with a message. `fetch` itself reports only "fetch failed"; the code
 * (ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED) and the host are in its causes.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && !error.message.includes(code) ? `${error.message} (${code})` : error.message;
}
