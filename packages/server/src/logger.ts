import { writeSync } from 'node:fs';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.js';
import { printable } from './printable.js';

/** Fields that are never logged, even if code passes them. */
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

/** Longest that a line waits for a full pipe, and the time between two tries, in milliseconds. */
const FULL_PIPE_MS = 500;
const TRY_MS = 10;

/**
 * Standard output. What cannot be written is dropped: with a full disk or a closed pipe under its log the service goes on. (The destination of pino
 * throws then where nobody catches it, and tries for ever when the process ends.)
 */
function standardOutput(): DestinationStream {
  let inLine = false;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  return {
    write(line) {
      let rest = Buffer.from(inLine ? `\n${line}` : line);
      for (let waited = 0; rest.length > 0;) {
        try {
          rest = rest.subarray(writeSync(1, rest));
          inLine = rest.length > 0;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || waited >= FULL_PIPE_MS) return;
          waited += TRY_MS;
          Atomics.wait(pause, 0, 0, TRY_MS);
        }
      }
    },
  };
}

/** JSON lines to standard output, or to `destination`. Errors are logged by kind and place; drivers put values into other fields. */
export function createLogger(level: LogLevel, destination: DestinationStream = standardOutput()): Logger {
  const options = {
    level,
    base: { service: 'face-session' },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[secret]' },
    serializers: { err: describeError },
    // JSON escapes the old controls only.
    hooks: { streamWrite: (line: string) => printable(line, { keepLines: true }) },
  };
  return pino(options, destination);
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
