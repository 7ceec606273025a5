import { describe, expect, it } from 'vitest';
import { systemRandom } from '../random.js';
import { createSealer } from './sealer.js';

const sealer = createSealer(Buffer.alloc(32, 7), systemRandom);
const clear = Buffer.from('a template');

describe('a sealed value', () => {
  it('opens with the identifier and purpose it was sealed under', () => {
    expect(sealer.open('template', 'session', sealer.seal('template', 'session', clear))).toEqual(clear);
  });
  it('holds nothing of the clear text and never looks the same twice', () => {
    const one = sealer.seal('template', 'session', clear);
    expect(one.includes(clear)).toBe(false);
    expect(sealer.seal('template', 'session', clear).equals(one)).toBe(false);
  });
  it.each([
    ['another identifier', () => sealer.open('template', 'other', sealer.seal('template', 'session', clear))],
    ['another purpose', () => sealer.open('result', 'session', sealer.seal('template', 'session', clear))],
    [
      'another master key',
      () => createSealer(Buffer.alloc(32, 8), systemRandom).open('template', 'session', sealer.seal('template', 'session', clear)),
    ],
    [
      'one bit changed',
      () => {
        const sealed = sealer.seal('template', 'session', clear);
        sealed[sealed.length - 1]! ^= 1;
        return sealer.open('template', 'session', sealed);
      },
    ],
    ['a truncated value', () => sealer.open('template', 'session', sealer.seal('template', 'session', clear).subarray(0, 20))],
  ])('does not open with %s', (_, open) => {
    expect(open).toThrow();
  });
  it('hashes a guessable identifier under the master key', () => {
    expect(sealer.keyedHash('user-identifier', 'u')).not.toBe(
      createSealer(Buffer.alloc(32, 8), systemRandom).keyedHash('user-identifier', 'u'),
    );
    expect(sealer.keyedHash('user-identifier', 'u')).not.toBe(sealer.keyedHash('frame', 'u'));
  });
});
