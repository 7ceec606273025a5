import { parse as parseForm } from 'node:querystring';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { connectionClosed, connectionOf } from './connection.js';
import { createFormReader, type Form } from './form.js';
import { createJsonCheck, defaultJsonLimits, refusePrototypes } from './json-limits.js';
import type {} from './register-endpoint.js';
import { HttpError } from './http-error.js';

const URLENCODED = 'application/x-www-form-urlencoded';

/** Size from which a body is parsed in steps, so that other requests are served in between, in bytes. */
const LARGE_BODY_BYTES = 256 * 1024;

/**
 * The one place where bodies are read and their limits become codes of the registry, with the field named: JSON within the route's limits
 * of size, depth and values, and forms of the endpoint's shape. Every other content type is refused by name.
 */
export function registerBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: FastifyRequest['raw']) => {
    if (isEmpty(request)) return undefined;
    checkType(request, 'application/json');
    const check = createJsonCheck(request.routeOptions.config.endpoint?.limits?.json ?? defaultJsonLimits);
    const body = await receive(request, payload, check);
    return body.length === 0 ? undefined : parseJson(body);
  });
  app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, payload: FastifyRequest['raw']): Promise<Form> => {
    checkType(request, 'multipart/form-data');
    const reader = createFormReader(
      request.headers['content-type'] ?? '',
      request.routeOptions.config.endpoint?.body?.['multipart/form-data'] ?? {},
    );
    await receive(
      request,
      payload,
      (chunk) => {
        reader.write(chunk);
      },
      false,
    );
    return reader.end();
  });
  app.addContentTypeParser(URLENCODED, async (request: FastifyRequest, payload: FastifyRequest['raw']) => {
    if (isEmpty(request)) return undefined;
    checkType(request, URLENCODED);
    return parseForm((await receive(request, payload)).toString());
  });
  app.addContentTypeParser('*', (request, _payload, done) => {
    if (isEmpty(request)) done(null, undefined);
    else done(unsupportedType(request));
  });
}

/** Content types that the endpoint takes. */
function acceptedTypes(request: FastifyRequest): readonly string[] {
  return Object.keys(request.routeOptions.config.endpoint?.body ?? {});
}

/** Whether a call without a body has an empty one: many clients send a content type with it all the same. */
function isEmpty(request: FastifyRequest): boolean {
  return acceptedTypes(request).length === 0 && request.headers['content-length'] === '0';
}

function checkType(request: FastifyRequest, type: string): void {
  if (!acceptedTypes(request).includes(type)) throw unsupportedType(request);
}

function unsupportedType(request: FastifyRequest): HttpError {
  const accepted = acceptedTypes(request);
  return new HttpError(
    'UNSUPPORTED_MEDIA_TYPE',
    accepted.length === 0 ? 'Content-Type: this call takes no body.' : `Content-Type: send ${accepted.join(' or ')}.`,
  );
}

/**
 * Reads a body within the route's limit of bytes. Rejects as soon as it is broken, too large, or its connection closed, even before the call.
 * @param onChunk takes each chunk as it comes; what it throws ends the reading
 * @param keep whether to return the bytes; `onChunk` may be enough
 */
async function receive(
  request: FastifyRequest,
  payload: FastifyRequest['raw'],
  onChunk: (chunk: Buffer) => void = () => undefined,
  keep = true,
): Promise<Buffer> {
  const { bodyLimit } = request.routeOptions;
  const tooLarge = new HttpError('PAYLOAD_TOO_LARGE', `The body has more than ${bodyLimit} bytes.`);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', 'Content-Encoding: send the body uncompressed.');
  }
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  await new Promise<void>((resolve, reject) => {
    const removers: (() => void)[] = [];
    const settle = (error?: Error): void => {
      for (const remove of removers.splice(0)) remove();
      if (error === undefined) {
        resolve();
        return;
      }
      // The rest is read and dropped, so that the client can read the response.
      payload.resume();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      try {
        if (length > bodyLimit) throw tooLarge;
        onChunk(chunk);
        if (keep) chunks.push(chunk);
      } catch (error) {
        settle(error as Error);
      }
    };
    const onEnd = (): void => {
      settle();
    };
    const onError = (): void => {
      settle(connectionClosed());
    };
    payload.on('data', onData).on('end', onEnd).on('error', onError);
    removers.push(() => payload.off('data', onData).off('end', onEnd));
    removers.push(connectionOf(request).onOver(onError));
  });
  return Buffer.concat(chunks);
}

async function parseJson(body: Buffer): Promise<unknown> {
  const large = body.length > LARGE_BODY_BYTES;
  if (large) await setImmediate();
  const text = body.toString().replace(/^\uFEFF/, '');
  if (large) await setImmediate();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError('INVALID_REQUEST', 'body: not JSON');
  }
  refusePrototypes(value);
  if (large) await setImmediate();
  return value;
}
