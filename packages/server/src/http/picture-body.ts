import { setImmediate } from 'node:timers/promises';
import { formatOf, frameFormats } from '@face-session/face/node';
import { isRefusal, refusal, type Refusal } from '../sessions/refusal.js';

/** Room for what surrounds a picture in a body, in bytes. */
const BODY_OVERHEAD_BYTES = 16 * 1024;

/** What JSON adds to base64 at most in practice: `\r\n` as four characters after every 76 (MIME), `\/` for `/` (PHP), or `%2F` and `%2B`. */
const ESCAPED_BASE64 = 1.1;

/** Base64 has four characters for three bytes. */
function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** The `bodyLimit` of a route that takes so many pictures in JSON, in bytes. A form of the same pictures is smaller. */
export function pictureBodyBytes(pictures: number, maxBytes: number): number {
  return Math.ceil(pictures * base64Length(maxBytes) * ESCAPED_BASE64) + BODY_OVERHEAD_BYTES;
}

/** The refusal of a text that is not a picture. */
export type PictureTextRefusal = Refusal<'PHOTO_MISSING' | 'PHOTO_INVALID' | 'PAYLOAD_TOO_LARGE'>;

/**
 * A picture from base64 in any common form: bare or as a data URL, with line breaks, in the URL-safe alphabet, without padding, or with
 * spaces for `+`, or percent-encoded (RFC 2397 allows that in a data URL).
 * @param field name for the error's detail
 * @returns the picture, or the refusal of the text, which names the field
 */
export async function pictureFromBase64(field: string, text: string, maxBytes: number): Promise<Buffer | PictureTextRefusal> {
  if (text.length > base64Length(maxBytes) * ESCAPED_BASE64) return tooLarge(field, maxBytes);
  // Large pictures are decoded in steps, so that other requests get their turn in between.
  await setImmediate();
  const content = contentOf(field, percentDecoded(text));
  if (isRefusal(content)) return content;
  const base64 = await withoutWhiteSpace(content);
  if (base64.length === 0) return refusal('PHOTO_MISSING', `${field}: no picture`);
  if (base64.length > base64Length(maxBytes)) return tooLarge(field, maxBytes);
  await setImmediate();
  const picture = Buffer.from(base64, 'base64');
  if (picture.length !== decodedLength(base64)) return refusal('PHOTO_INVALID', `${field}: ${faultOf(base64)}`);
  if (picture.length > maxBytes) return tooLarge(field, maxBytes);
  return picture;
}

function tooLarge(field: string, maxBytes: number): Refusal<'PAYLOAD_TOO_LARGE'> {
  return refusal('PAYLOAD_TOO_LARGE', `${field}: more than ${maxBytes} bytes`);
}

/** Base64 has no percent sign, so one that is there begins an encoded character. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Longest head of a data URL, in characters: `data:image/jpeg;charset=utf-8;base64,` has 37. */
const MAX_DATA_HEAD = 200;

/** The base64 of a data URL, whatever media type it claims: the bytes decide. Other text unchanged. */
function contentOf(field: string, text: string): string | Refusal<'PHOTO_INVALID'> {
  const start = text.slice(0, MAX_DATA_HEAD).trimStart();
  if (!/^data:/i.test(start)) return text;
  const head = /^[^,]*,/.exec(start)?.[0];
  if (head === undefined || !/;\s*base64\s*,$/i.test(head)) {
    return refusal('PHOTO_INVALID', `${field}: the data URL is not base64; it must begin as data:image/jpeg;base64,`);
  }
  return text.slice(text.indexOf(',') + 1);
}

/** Whether bytes are base64 as text rather than a picture: what a form has if a script appends the base64 string to it. */
export function isBase64Text(bytes: Buffer): boolean {
  return /^\s*(data[:%]|[\w+/%-]{60})/i.test(bytes.subarray(0, 80).toString('latin1'));
}

/** Characters that are copied in one turn of the event loop: some milliseconds. */
const CHARACTERS_PER_TURN = 1024 * 1024;

const [TAB, RETURN, SPACE, PLUS, NOT_BASE64] = [...Buffer.from('\t\r +?')] as [number, number, number, number, number];

/** The text without white space. Copied character by character: a pattern needs a second for millions of spaces. */
async function withoutWhiteSpace(text: string): Promise<string> {
  if (!/\s/.test(text)) return text;
  const trimmed = text.trim();
  // Form decoders turn + into a space. A picture has hundreds of +, so text that has spaces in their place has lost them.
  const isSpacePlus = !/[+\r\n_-]/.test(trimmed);
  const kept = Buffer.allocUnsafe(trimmed.length);
  let length = 0;
  for (let from = 0; from < trimmed.length; from += CHARACTERS_PER_TURN) {
    await setImmediate();
    length += copyWithoutWhiteSpace(trimmed.slice(from, from + CHARACTERS_PER_TURN), kept.subarray(length), isSpacePlus);
  }
  return kept.toString('latin1', 0, length);
}

/** Returns how many characters were copied. */
function copyWithoutWhiteSpace(text: string, into: Buffer, isSpacePlus: boolean): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE ? isSpacePlus : code < TAB || code > RETURN) into[length++] = code === SPACE ? PLUS : code < 128 ? code : NOT_BASE64;
  }
  return length;
}

/** How many bytes valid base64 of this form has; -1 if no base64 has its length. Decoders skip what is not base64, so they give fewer. */
function decodedLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const characters = base64.length - padding;
  if (characters % 4 === 1 || (padding > 0 && base64.length % 4 !== 0)) return -1;
  return Math.floor((characters * 3) / 4);
}

function faultOf(base64: string): string {
  const place = base64.search(/[^A-Za-z0-9+/_=-]|=(?!=?$)/);
  if (place !== -1) return `character ${place + 1} is not base64`;
  return 'the base64 is cut off: its length fits no number of bytes';
}

/** Whether the bytes begin as JPEG or PNG do. */
export function isPicture(bytes: Buffer): boolean {
  const format = formatOf(bytes);
  return format !== undefined && frameFormats.includes(format);
}
