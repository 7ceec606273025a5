import { describe, expect, it } from 'vitest';
import { createMultipartReader } from './multipart.js';

/** Reads a form that comes in chunks of `size` bytes; its parts as `name=content`, or the fault. */
function read(body: string, size = 1_000_000, contentType = 'multipart/form-data; boundary=b'): string[] | string {
  const parts: string[] = [];
  try {
    const reader = createMultipartReader(contentType, {
      begin: (name) => void parts.push(`${name}=`),
      data: (bytes) => void parts.push(`${parts.pop() ?? ''}${bytes.toString('latin1')}`),
    });
    const bytes = Buffer.from(body, 'latin1');
    for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
    reader.end();
    return parts;
  } catch (error) {
    return (error as Error).message;
  }
}

const head = (name: string): string => `Content-Disposition: form-data; name="${name}"\r\n\r\n`;
const BROKEN = 'The form is broken: it ends early, or its boundary is not the one in Content-Type.';

describe('a multipart form', () => {
  const whole =
    `preamble\r\n--b\r\n${head('a')}one\r\n--b  \r\nX: y\r\n${head('b')}\r\n\r\n--bb\r\n--\r\n--b\t\r\n` +
    `content-disposition: FORM-DATA; filename="x; name=z"; name=c\r\nContent-Type: image/jpeg\r\n\r\n\r\n--b\r\n${head('d')}--b\r\n--b--\r\nepilogue\r\n--b\r\n`;

  it('is read the same however it is cut', () => {
    for (let size = 1; size <= whole.length; size++) {
      expect(read(whole, size), `chunks of ${size}`).toEqual(['a=one', 'b=\r\n\r\n--bb\r\n--', 'c=', 'd=--b']);
    }
  });

  it('is broken wherever it ends early', () => {
    const end = whole.indexOf('--b--') + '--b--'.length;
    for (let length = 0; length < end; length++) expect(read(whole.slice(0, length)), `the first ${length}`).toBe(BROKEN);
  });

  it.each([
    ['a quoted boundary', '--b b\r\n', 'multipart/form-data; boundary="b b"'],
    ['a boundary before another parameter', '--b\r\n', 'multipart/form-data; boundary=b; charset=utf-8'],
    ['a boundary in capitals', '--B\r\n', 'multipart/form-data; BOUNDARY=B'],
  ])('may have %s', (_, first, type) => {
    const boundary = first.trimEnd();
    expect(read(`${first}${head('a')}1\r\n${boundary}--`, 3, type)).toEqual(['a=1']);
  });

  it.each([
    ['no boundary', 'multipart/form-data'],
    ['an empty boundary', 'multipart/form-data; boundary='],
    ['a boundary of 71 characters', `multipart/form-data; boundary=${'b'.repeat(71)}`],
  ])('is refused with %s', (_, type) => {
    expect(read('', 1, type)).toBe('Content-Type: multipart/form-data needs a boundary of 1 to 70 characters.');
  });

  it.each([
    ['no headers', '\r\nx'],
    ['no disposition', 'Content-Type: image/jpeg\r\n\r\nx'],
    ['a disposition of another kind', 'Content-Disposition: attachment; name="a"\r\n\r\nx'],
    ['no name', 'Content-Disposition: form-data; filename="name=a"\r\n\r\nx'],
  ])('is refused with a part of %s', (_, part) => {
    expect(read(`--b\r\n${part}\r\n--b--`)).toBe('A part of the form has no header `Content-Disposition: form-data; name="..."`.');
  });

  it('is refused when the headers of a part do not end', () => {
    expect(read(`--b\r\n${'X: y\r\n'.repeat(1e5)}`, 65_536)).toBe('The headers of a part have more than 4096 bytes.');
  });

  it.each([
    ['almost delimiters', `\r\n--${'b'.repeat(65)}-`],
    ['delimiters that are not followed by a line break', `\r\n--${'b'.repeat(66)}x`],
    ['delimiters that are followed by spaces', `\r\n--${'b'.repeat(66)}       x`],
  ])('takes little time for megabytes of %s', (_, noise) => {
    const boundary = 'b'.repeat(66);
    const started = performance.now();
    const body = `--${boundary}\r\n${head('a')}${noise.repeat(1e5)}x\r\n--${boundary}--`;
    expect(read(body, 65_536, `multipart/form-data; boundary=${boundary}`)[0]?.length).toBe('a=x'.length + noise.length * 1e5);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
