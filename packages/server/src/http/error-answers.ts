import { apiErrors, type ApiErrorCode } from '@face-session/protocol';
import type { FormattedError } from './declaration.js';
import type { Endpoint } from './endpoint.js';

/**
 * How an endpoint answers an error.
 * @returns null: as problem details
 */
export function errorAnswerOf({ ownErrors, errorFormat }: Endpoint, code: string, detail?: string): FormattedError | null {
  const definition = ownErrors?.[code] ?? apiErrors[code as ApiErrorCode];
  return errorFormat?.answer({ code, status: definition.status, meaning: definition.meaning, detail }) ?? null;
}

/** A declared error as a client receives it. */
export interface DeclaredError {
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
  /** Whether its body is problem details. */
  readonly problem: boolean;
}

/** The declared errors of an endpoint, by status. */
export function declaredErrorsOf(endpoint: Endpoint): Map<number, DeclaredError[]> {
  const byStatus = new Map<number, DeclaredError[]>();
  for (const code of endpoint.errors) {
    const own = errorAnswerOf(endpoint, code);
    const definition = endpoint.ownErrors?.[code] ?? apiErrors[code as ApiErrorCode];
    const status = own?.status ?? definition.status;
    const seen = byStatus.get(status) ?? [];
    const name = own?.code ?? code;
    if (seen.some((error) => error.code === name)) continue;
    byStatus.set(status, [...seen, { code: name, status, meaning: definition.meaning, problem: own === null }]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
