import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.js';

/** Base64 has four characters for three bytes. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** A picture from base64. @throws HttpProblem PHOTO_MISSING, PHOTO_INVALID or PAYLOAD_TOO_LARGE. */
export function pictureFromBase64(text: string, maxBytes: number): Buffer {
  if (text.length === 0) throw new HttpProblem('PHOTO_MISSING');
  if (text.length > base64Length(maxBytes)) throw new HttpProblem('PAYLOAD_TOO_LARGE');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new HttpProblem('PHOTO_INVALID', 'not base64');
  const picture = Buffer.from(text, 'base64');
  if (picture.length > maxBytes) throw new HttpProblem('PAYLOAD_TOO_LARGE');
  return picture;
}

/** Whether the bytes begin as JPEG or PNG do. */
export function isPicture(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).toString('hex') === 'ffd8ff' || bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a';
}

/** The files and fields of a form that are asked for; all others are faults. */
export interface FormShape {
  /** Name of the file parts. */
  readonly file: string;
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  /** Name of the one text part, if there is one. */
  readonly field?: string;
  readonly maxFieldBytes?: number;
}

export interface Form {
  readonly files: readonly Buffer[];
  readonly field: string | null;
}

/** Reads a multipart form within its limits. @throws HttpProblem INVALID_REQUEST or PAYLOAD_TOO_LARGE. */
export async function readForm(request: FastifyRequest, shape: FormShape): Promise<Form> {
  try {
    return await readParts(request, shape);
  } catch (error) {
    // What the parser throws of a broken form has no status; nothing else is read here.
    if (error instanceof HttpProblem || typeof (error as { statusCode?: unknown }).statusCode === 'number') throw error;
    throw new HttpProblem('INVALID_REQUEST', 'The form is broken.');
  }
}

async function readParts(request: FastifyRequest, shape: FormShape): Promise<Form> {
  const files: Buffer[] = [];
  let field: string | null = null;
  const parts = request.parts({
    limits: {
      files: shape.maxFiles,
      fileSize: shape.maxFileBytes,
      fields: shape.field === undefined ? 0 : 1,
      fieldSize: shape.maxFieldBytes ?? 0,
      fieldNameSize: 100,
      headerPairs: 20,
      parts: shape.maxFiles + 1,
    },
  });
  for await (const part of parts) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      if (part.fieldname !== shape.file) throw new HttpProblem('INVALID_REQUEST', `Unknown file ${JSON.stringify(part.fieldname)}.`);
      files.push(bytes);
    } else {
      if (part.fieldname !== shape.field) throw new HttpProblem('INVALID_REQUEST', `Unknown field ${JSON.stringify(part.fieldname)}.`);
      if (part.valueTruncated) throw new HttpProblem('PAYLOAD_TOO_LARGE');
      field = String(part.value);
    }
  }
  return { files, field };
}
