import type { z } from 'zod';
import { MultipartError, createMultipartReader } from './multipart.js';
import { HttpError } from './http-error.js';

/** The limits of the parts of one name in a form. */
interface FormField {
  /** Most parts of the name. */
  readonly most: number;
  /** Largest part, in bytes. */
  readonly maxBytes: number;
  readonly description: string;
  /** Of a part that is JSON or text; absent: it is a file. */
  readonly json?: z.ZodType;
  /** Whether a form may lack it, for the OpenAPI document: the handler decides what it makes of that. */
  readonly optional?: true;
}

/** The fields of a form by name, in the order in which they come. */
export type FormShape = Readonly<Record<string, FormField>>;

/** A form within the limits of its shape: the contents of its parts by name, in the order in which they came. */
export class Form {
  constructor(private readonly parts: ReadonlyMap<string, readonly Buffer[]>) {}

  /** All parts of that name; empty if there is none. */
  all(name: string): readonly Buffer[] {
    return this.parts.get(name) ?? [];
  }
}

/** Reads a form from chunks of the body. Both functions throw HttpError INVALID_REQUEST or PAYLOAD_TOO_LARGE, which name the field. */
interface FormReader {
  write(chunk: Buffer): void;
  end(): Form;
}

/** Reads a multipart form. A part needs no file name and no content type (RFC 7578 section 4.2): its name identifies it. */
export function createFormReader(contentType: string, shape: FormShape): FormReader {
  const parts = new Map<string, Buffer[][]>();
  let current: { readonly name: string; readonly maxBytes: number; readonly chunks: Buffer[]; length: number } | null = null;
  const reader = inOurWords(() =>
    createMultipartReader(contentType, {
      begin(name) {
        const rule = Object.hasOwn(shape, name) ? shape[name] : undefined;
        if (!rule) throw invalid(`${printable(name)}: unknown field. The form has ${Object.keys(shape).join(' and ')}.`);
        const same = parts.get(name) ?? [];
        if (same.length >= rule.most) {
          if (rule.most === 1) throw invalid(`${name}: more than one part of this name`);
          throw new HttpError('PAYLOAD_TOO_LARGE', `${name}: more than ${rule.most} parts of this name`);
        }
        const chunks: Buffer[] = [];
        parts.set(name, [...same, chunks]);
        current = { name, maxBytes: rule.maxBytes, chunks, length: 0 };
      },
      data(bytes) {
        if (!current) return;
        current.length += bytes.length;
        if (current.length > current.maxBytes) {
          throw new HttpError('PAYLOAD_TOO_LARGE', `${current.name}: more than ${current.maxBytes} bytes`);
        }
        current.chunks.push(bytes);
      },
    }),
  );
  return {
    write(chunk) {
      inOurWords(() => {
        reader.write(chunk);
      });
    },
    end() {
      inOurWords(() => {
        reader.end();
      });
      return new Form(new Map([...parts].map(([name, all]) => [name, all.map((chunks) => Buffer.concat(chunks))])));
    },
  };
}

function inOurWords<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof MultipartError) throw invalid(error.message);
    throw error;
  }
}

function invalid(detail: string): HttpError {
  return new HttpError('INVALID_REQUEST', detail);
}

/** A name that the client chose, short and in printable ASCII. */
function printable(name: string): string {
  return name.slice(0, 50).replaceAll(/[^\x20-\x7e]/g, '?');
}
