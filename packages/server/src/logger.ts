import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.js';
import { printable } from './printable.js';

/** Fields that must never be logged even if someone hands them over. */
const SECRET_FIELDS = [
  'authorization',
  'token',
  'access_token',
  'client_secret',
  'clientSecret',
  'secret',
  'nonce',
  'sessionId',
  'idPhoto',
  'sourceImage',
  'targetImage',
  'liveImage1',
  'liveImage2',
  'template',
  'masterKey',
];

/** JSON lines to standard output, or to `destination`. Errors are logged by kind and place; drivers put values into other fields. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'face-session' },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[secret]' },
    serializers: { err: describeError },
    // JSON escapes the old controls only.
    hooks: { streamWrite: (line: string) => printable(line, { keepLines: true }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { cause } = error;
  return {
    name: error.name,
    code: (error as { code?: unknown }).code,
    message: error.message,
    stack: error.stack,
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}
