import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Call, Endpoint } from './endpoint.js';
import { faultsOf } from './faults-of.js';
import { Form } from './form.js';
import { HttpError } from './http-error.js';

/**
 * What an endpoint declares of a request, read by its schemas; what it does not declare is undefined.
 * @throws HttpError INVALID_REQUEST with the places that are wrong, or what the endpoint refuses a wrong body with
 */
export function readRequest(request: FastifyRequest, endpoint: Endpoint): Pick<Call, 'params' | 'query' | 'headers' | 'body'> {
  const read = {
    params: endpoint.params && readPart('params', request.params, endpoint.params),
    body: endpoint.body && readBody(request.body, endpoint),
    query: endpoint.query && readPart('querystring', request.query, endpoint.query),
    headers: endpoint.headers && readHeaders(request, endpoint.headers),
  };
  return read as Pick<Call, 'params' | 'query' | 'headers' | 'body'>;
}

/** Headers by a schema whose fields have their documented names; HTTP reads names without regard to case. @throws HttpError INVALID_REQUEST */
export function readHeaders<Schema extends z.ZodObject>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  const named = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, request.headers[name.toLowerCase()]]));
  const headers = schema.safeParse(named);
  if (headers.success) return headers.data;
  throw new HttpError('INVALID_REQUEST', faultsOf('headers', headers.error));
}

function readBody(body: unknown, endpoint: Endpoint): unknown {
  if (body instanceof Form) return body;
  const { 'application/json': json, 'application/x-www-form-urlencoded': urlencoded, 'multipart/form-data': form } = endpoint.body ?? {};
  const schema = json ?? urlencoded;
  if (!schema) throw new HttpError('INVALID_REQUEST', `body: a form of ${Object.keys(form ?? {}).join(' and ')} is missing`);
  const { invalidBody } = endpoint;
  if (!invalidBody) return readPart('body', body, schema);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw HttpError.of(invalidBody(body));
  return parsed.data;
}

function readPart(name: 'params' | 'querystring' | 'body', value: unknown, schema: z.ZodType): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpError('INVALID_REQUEST', faultsOf(name, parsed.error));
}
