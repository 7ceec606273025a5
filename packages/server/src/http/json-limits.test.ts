import { describe, expect, it } from 'vitest';
import { createJsonCheck, refusePrototypes } from './json-limits.js';

const limits = { depth: 3, values: 10 };

/** Checks a body that comes in chunks of `size` bytes; the fault, or null. */
function check(text: string, size = 7): string | null {
  const feed = createJsonCheck(limits);
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; at += size) feed(bytes.subarray(at, at + size));
    return null;
  } catch (error) {
    return (error as { detail: string }).detail;
  }
}

describe('the structure of a JSON body', () => {
  it('is checked the same however the body is cut', () => {
    const body = JSON.stringify({ a: '[[[[["\\', b: ['"', '\\"', '\\\\', { c: '{{{{,,,,,,,,,,,,' }] });
    for (let size = 1; size <= body.length; size++) {
      expect(check(body, size)).toBeNull();
      expect(check(`[${body}]`, size)).toBe('body: nested deeper than 3 levels');
      expect(check(`{"a":"\\\\",${'"x":1,'.repeat(10)}"y":"\\""}`, size)).toBe('body: more than 10 values');
    }
  });

  it('is refused for brackets by the million before it is parsed', () => {
    const text = Buffer.alloc(13.9e6, '[').toString();
    const before = process.cpuUsage();
    expect(check(text, 65_536)).toBe('body: nested deeper than 3 levels');
    // CPU time, which a busy machine does not stretch.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(100);
  });

  it('is refused for members by the million, white space and endless numbers', () => {
    expect(check(`{${'"a":1,'.repeat(1e5)}"b":1}`)).toBe('body: more than 10 values');
    expect(check(`${' '.repeat(1e5)}{}`)).toBe('body: too much white space or too long numbers');
    expect(check('1'.repeat(1e5))).toBe('body: too much white space or too long numbers');
  });

  it('does not count what is in strings', () => {
    expect(check(JSON.stringify({ photo: '[{,'.repeat(1e5) }), 65_536)).toBeNull();
  });

  it('takes no prototype', () => {
    for (const text of ['{"__proto__":{"a":1}}', '{"a":[{"__proto__":null}]}', '{"constructor":{"prototype":{}}}']) {
      expect(() => {
        refusePrototypes(JSON.parse(text));
      }).toThrow('INVALID_REQUEST');
    }
    refusePrototypes(JSON.parse('{"constructor":"a","prototype":1}'));
  });
});
