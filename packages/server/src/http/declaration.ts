import type { ApiErrorCode, Scope } from '@face-session/protocol';
import type { z } from 'zod';
import type { Refusal } from '../sessions/refusal.js';
import type { FormShape } from './form.js';
import type { JsonLimits } from './json-limits.js';
import type { CallRate } from './rates.js';

/** The groups of calls. */
export const tags = {
  Tokens: 'Access tokens for backends, and the keys that signatures are verified by.',
  Sessions: 'From a photo to a session, or to a comparison.',
  Attempts: 'What the capture of our own plugin speaks: frames are judged against the session.',
  Results: "Signed results and selfies, for the customer's backend.",
  Enrollments: 'Faces kept for account recovery, where the operator has switched that on.',
  Links: 'Links to the hosted page, for apps without a capture of their own.',
  Events: 'What happened on the way, without biometrics.',
  'Web SDK': "The private call of the reference's web SDK.",
} as const;

/** Bodies that an endpoint takes, by content type. */
export interface Bodies {
  readonly 'application/json'?: z.ZodType;
  readonly 'multipart/form-data'?: FormShape;
  readonly 'application/x-www-form-urlencoded'?: z.ZodType;
}

/** The answer of a call that succeeds: its body is checked against the schema before it is sent. */
export type Success =
  | {
      readonly status: 200 | 201;
      readonly type: 'application/json' | 'application/jwt' | 'image/jpeg' | 'text/plain' | 'text/event-stream';
      readonly schema: z.ZodType;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly status: 204 };

/** An error that only one endpoint knows, beside those of the registry. */
interface OwnError {
  readonly status: 400 | 401;
  readonly meaning: string;
}

/** An error as it is about to be answered. */
interface ErrorAnswer {
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
  readonly detail?: string | undefined;
}

/** An error in a form of its own: the code that the body has, and the answer. */
export interface FormattedError {
  readonly code: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Errors of another form than problem details, for calls whose form is given. */
export interface ErrorFormat {
  readonly schema: z.ZodType;
  /** Null: problem details after all. */
  answer(error: ErrorAnswer): FormattedError | null;
}

/** The declaration of one endpoint. Route, guards, limits, validation, documents and error lists are made from it. */
export interface Declaration {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{parameters}`, as OpenAPI writes them. */
  readonly path: string;
  readonly tag: keyof typeof tags;
  readonly summary: string;
  /** The scope that the access token must have; `client` for client credentials, null for public endpoints. */
  readonly scope: Scope | 'client' | null;
  /** Whether a token that is bound to one session may make the call; implied by `inSession`. */
  readonly sessionTokens?: true;
  /** Whether the call is about the session in the header `UQ-Session-ID`. */
  readonly inSession?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Headers beside those of `inSession`. */
  readonly headers?: z.ZodObject;
  readonly body?: Bodies;
  /** The refusal of a body that does not fit the schema, where it is more precise than INVALID_REQUEST. */
  readonly invalidBody?: (body: unknown) => Refusal<string>;
  readonly limits?: {
    /** The rate limit of calls. */
    readonly rate?: CallRate;
    /** Largest body, in bytes; {@link DEFAULT_BODY_BYTES} if absent. */
    readonly bodyBytes?: number;
    /** Limits of a JSON body; `defaultJsonLimits` if absent. */
    readonly json?: JsonLimits;
    /** Whether pictures come with it: the calls with pictures that are under way are bounded. */
    readonly pictures?: true;
  };
  readonly success: Success;
  /** Codes of the registry that the call answers with, beside those that its guards, limits and body bring (endpoint-errors.ts). */
  readonly errors: readonly ApiErrorCode[];
  /** Codes of this call alone. */
  readonly ownErrors?: Readonly<Record<string, OwnError>>;
  readonly errorFormat?: ErrorFormat;
}

/** Largest body unless the endpoint says otherwise, in bytes. */
export const DEFAULT_BODY_BYTES = 64 * 1024;
