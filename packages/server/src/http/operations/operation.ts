import { apiErrors, type ApiErrorCode, type Scope } from '@face-session/protocol';
import type { z } from 'zod';

/** The groups of calls. */
export const tags = {
  Tokens: 'Access tokens for backends, and the keys that signatures are verified by.',
  Sessions: 'From a photo to a session, or to a comparison.',
  Attempts: 'What the capture of our own plugin speaks: frames are judged against the session.',
  Results: "Signed results and selfies, for the customer's backend.",
  Enrollments: 'Faces kept for account recovery, where the operator has switched that on.',
  Events: 'What happened on the way, without biometrics.',
  'Web SDK': "The private call of the reference's web SDK.",
} as const;

/** A body by content type. */
export type Bodies = Readonly<Record<string, z.ZodType>>;

/** One call of the service: what OpenAPI says of it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** With `{parameters}`, as OpenAPI writes them. */
  readonly path: string;
  readonly tag: keyof typeof tags;
  readonly summary: string;
  /** What the access token must hold; `client` for client credentials, null for public calls. */
  readonly scope: Scope | 'client' | null;
  readonly headers?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly request?: Bodies;
  readonly success: { readonly status: 200 | 201 | 204; readonly body?: Bodies };
  /** Codes of the registry that the call answers with. */
  readonly errors: readonly ApiErrorCode[];
  /** Error bodies of another shape, by status. */
  readonly otherErrors?: Readonly<Partial<Record<400 | 401, z.ZodType>>>;
}

/** The registry's codes of an operation by status. */
export function errorsByStatus(operation: Operation): Map<number, ApiErrorCode[]> {
  const byStatus = new Map<number, ApiErrorCode[]>();
  for (const code of operation.errors) byStatus.set(apiErrors[code].status, [...(byStatus.get(apiErrors[code].status) ?? []), code]);
  return byStatus;
}
