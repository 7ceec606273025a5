/** A form that does not follow RFC 7578. The message is for the client's developer. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

/** Receives the parts of a form. An exception from these functions ends the reading. */
interface PartReceiver {
  /** A part begins. */
  begin(name: string): void;
  /** The next bytes of the part that began last. */
  data(bytes: Buffer): void;
}

interface MultipartReader {
  /** @throws MultipartError */
  write(chunk: Buffer): void;
  /** @throws MultipartError if the form is not whole */
  end(): void;
}

/** Most bytes of the headers of one part: it has two or three short ones. */
const MAX_HEADER_BYTES = 4 * 1024;

type State = 'preamble' | 'headers' | 'content' | 'end';

const CRLF = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * Splits a multipart form into its parts while it arrives. Unlike the libraries for it, it also ends on parts that it cannot use, treats
 * all parts alike, with file name or without, and does a bounded amount of work for each chunk.
 * @throws MultipartError if the content type has no boundary of RFC 2046 (1 to 70 characters)
 */
export function createMultipartReader(contentType: string, receiver: PartReceiver): MultipartReader {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`);
  let state = 'preamble' as State;
  // The first delimiter may stand at the very beginning, without a line break before it.
  let pending: Buffer = CRLF;

  const give = (bytes: Buffer): void => {
    if (state === 'content' && bytes.length > 0) receiver.data(bytes);
  };

  /** Takes what is sure of `pending`. Returns whether there may be more. */
  const readContent = (): boolean => {
    for (let from = 0; ;) {
      const at = pending.indexOf(delimiter, from);
      if (at === -1) {
        const sure = Math.max(0, pending.length - delimiter.length + 1);
        give(pending.subarray(0, sure));
        pending = pending.subarray(sure);
        return false;
      }
      const end = lineEnd(pending, at + delimiter.length);
      if (end === 'not here') {
        from = at + 1;
        continue;
      }
      give(pending.subarray(0, at));
      pending = pending.subarray(end === 'unknown' ? at : end.next);
      if (end === 'unknown') return false;
      state = end.last ? 'end' : 'headers';
      return true;
    }
  };

  const readHeaders = (): boolean => {
    const none = pending.subarray(0, CRLF.length).equals(CRLF);
    const at = none ? 0 : pending.indexOf(HEADERS_END);
    if (at > MAX_HEADER_BYTES || (at === -1 && pending.length > MAX_HEADER_BYTES)) {
      throw new MultipartError(`The headers of a part have more than ${MAX_HEADER_BYTES} bytes.`);
    }
    if (at === -1) return false;
    receiver.begin(nameOf(pending.subarray(0, at).toString()));
    pending = pending.subarray(none ? CRLF.length : at + HEADERS_END.length);
    state = 'content';
    return true;
  };

  const readOn = (): boolean => (state === 'headers' ? readHeaders() : state !== 'end' && readContent());

  return {
    write(chunk) {
      // What follows the last delimiter is dropped.
      if (state === 'end') return;
      pending = Buffer.concat([pending, chunk]);
      while (readOn());
    },
    end() {
      if (state !== 'end') throw new MultipartError('The form is broken: it ends early, or its boundary is not the one in Content-Type.');
    },
  };
}

/** What stands after a delimiter: `--` for the last one, else optional white space and a line break. */
function lineEnd(bytes: Buffer, from: number): { readonly next: number; readonly last: boolean } | 'unknown' | 'not here' {
  if (bytes.subarray(from, from + 2).toString('latin1') === '--') return { next: from + 2, last: true };
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
  const rest = bytes.subarray(at, at + 2);
  if (rest.equals(CRLF)) return { next: at + 2, last: false };
  const undecided = rest.length < 2 && (rest.length === 0 || rest[0] === 0x0d || (rest[0] === 0x2d && at === from));
  // Too much padding counts as content. Otherwise it would be searched again with every chunk.
  return undecided && at - from < MAX_HEADER_BYTES ? 'unknown' : 'not here';
}

function boundaryOf(contentType: string): string {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new MultipartError('Content-Type: multipart/form-data needs a boundary of 1 to 70 characters.');
  return boundary;
}

/** The name in the headers of a part. */
function nameOf(headers: string): string {
  const disposition = /^content-disposition:[ \t]*form-data[ \t]*;(.*)$/im.exec(headers)?.[1] ?? '';
  // One parameter after the other, so that text in another parameter's quotes is not taken for a name.
  const parameters = disposition.matchAll(/[ \t]*([^\s=";]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s";]*))[ \t]*(?:;|$)/gy);
  const [, , quoted, bare] = [...parameters].find(([, parameter]) => parameter?.toLowerCase() === 'name') ?? [];
  const name = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
  if (name === undefined) throw new MultipartError('A part of the form has no header `Content-Disposition: form-data; name="..."`.');
  return name;
}
