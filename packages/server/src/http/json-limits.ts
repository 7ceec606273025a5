import { HttpError } from './http-error.js';

/** Limits of the structure of a JSON body. The route's `bodyLimit` limits its bytes. */
export interface JsonLimits {
  /** Most objects and arrays inside one another. */
  readonly depth: number;
  /** Most values: members of objects and elements of arrays, all levels together. */
  readonly values: number;
}

/** Limits of a route that names none: ten times what a flat object and the additions of an app need. */
export const defaultJsonLimits: JsonLimits = { depth: 4, values: 100 };

/** Most bytes outside strings for each value: brackets, numbers and the indentation of a pretty-printed body. */
const SYNTAX_BYTES_PER_VALUE = 200;

const [QUOTE, BACKSLASH, COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [...Buffer.from('"\\,[]{}')] as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/**
 * Checks the structure of a JSON body while it arrives, chunk by chunk, so that a body beyond the limits is never parsed: a parser
 * needs seconds for millions of brackets.
 * @returns a function that takes the next chunk. It throws HttpError INVALID_REQUEST, with the limit in its detail
 */
export function createJsonCheck(limits: JsonLimits): (chunk: Buffer) => void {
  let depth = 0;
  let values = 0;
  let syntaxBytes = 0;
  let inString = false;
  /** Whether the chunk before ended with a backslash that escapes the first byte of this one. */
  let escaping = false;

  /** Returns the place after the string's end, or the chunk's length if it goes on. */
  const skipString = (chunk: Buffer, from: number): number => {
    for (let at = from; ;) {
      const quote = chunk.indexOf(QUOTE, at);
      const end = quote === -1 ? chunk.length : quote;
      let backslashes = 0;
      while (end - backslashes > from && chunk[end - backslashes - 1] === BACKSLASH) backslashes++;
      const carried = escaping && end - backslashes === from ? 1 : 0;
      const escaped = (backslashes + carried) % 2 === 1;
      if (quote === -1) {
        escaping = escaped;
        return end;
      }
      if (!escaped) {
        inString = escaping = false;
        return end + 1;
      }
      at = end + 1;
    }
  };

  return (chunk) => {
    for (let at = 0; at < chunk.length;) {
      if (inString) {
        at = skipString(chunk, at);
        continue;
      }
      const byte = chunk[at++];
      if (++syntaxBytes > limits.values * SYNTAX_BYTES_PER_VALUE) throw beyond('too much white space or too long numbers');
      if (byte === QUOTE) inString = true;
      else if (byte === COMMA) values++;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth++;
        values++;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
      if (depth > limits.depth) throw beyond(`nested deeper than ${limits.depth} levels`);
      if (values > limits.values) throw beyond(`more than ${limits.values} values`);
    }
  };
}

function beyond(limit: string): HttpError {
  return new HttpError('INVALID_REQUEST', `body: ${limit}`);
}

/** @throws HttpError INVALID_REQUEST if an object names its prototype: merged into another object, it would change that one. */
export function refusePrototypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (
    Object.hasOwn(value, '__proto__') ||
    (Object.hasOwn(value, 'constructor') && namesPrototype((value as { constructor: unknown }).constructor))
  )
    throw new HttpError('INVALID_REQUEST', 'body: `__proto__` and `constructor.prototype` are not allowed');
  for (const member of Object.values(value)) refusePrototypes(member);
}

function namesPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
