import type { Readable } from 'node:stream';
import type { Scope } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Refusal } from '../sessions/refusal.js';
import type { SessionContext } from '../sessions/session-context.js';
import type { Caller } from './authenticate.js';
import type { Declaration } from './declaration.js';
import { errorsOf } from './endpoint-errors.js';
import type { Form, FormShape } from './form.js';
import type { HttpParts } from './http-parts.js';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type ParsedBody<Body> =
  | (Body extends { readonly 'application/json': infer Schema } ? Parsed<Schema> : never)
  | (Body extends { readonly 'application/x-www-form-urlencoded': infer Schema } ? Parsed<Schema> : never)
  | (Body extends { readonly 'multipart/form-data': FormShape } ? Form : never);

type Field<D, Name extends string> = D extends { readonly [name in Name]: infer Value } ? Value : undefined;

/** A call that came through the guards, with all that was read of it. */
export interface Call<D extends Declaration = Declaration> {
  readonly request: FastifyRequest;
  readonly params: Parsed<Field<D, 'params'>>;
  readonly query: Parsed<Field<D, 'query'>>;
  readonly headers: Parsed<Field<D, 'headers'>>;
  readonly body: ParsedBody<Field<D, 'body'>>;
  /** Whose call it is. */
  readonly caller: D extends { readonly scope: Scope } ? Caller : undefined;
  /** The session it is about, of whatever client, expired or not. */
  readonly session: D extends { readonly inSession: true } ? SessionContext : undefined;
}

type Answer<D extends Declaration> = D['success'] extends {
  readonly type: 'application/json';
  readonly schema: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : D['success'] extends { readonly status: 204 }
    ? null
    : D['success'] extends { readonly type: 'text/event-stream' }
      ? Readable
      : string | Buffer;

type DeclaredCode<D extends Declaration> = D['errors'][number] | Extract<keyof Field<D, 'ownErrors'>, string>;

/** Does the call. A code that the declaration lacks does not compile. */
type Handler<D extends Declaration> = (parts: HttpParts, call: Call<D>) => Promise<Answer<D> | Refusal<DeclaredCode<D>>>;

/** A declaration with every code that is answered, and what does the call. */
export interface Endpoint extends Omit<Declaration, 'errors'> {
  readonly errors: ReadonlySet<string>;
  readonly handle: (parts: HttpParts, call: Call) => Promise<unknown>;
}

/**
 * An endpoint from its one declaration and what does the call. Does not compile where the compiler cannot tell the declaration's literals, so that
 * the handler is always held against them: name a function with parameters outside of the declaration then.
 */
export function endpoint<const D extends Declaration>(declaration: D, handle: Declaration extends D ? never : Handler<D>): Endpoint {
  return { ...declaration, errors: errorsOf(declaration), handle: handle };
}
