import { expect, it } from 'vitest';
import { createSealer } from '../keys/sealer.js';
import { systemRandom } from '../random.js';
import type { StoredHandOff } from '../store/link-store.js';
import { handOffCodeOf, handOffWords } from './hand-off-code.js';
import { handOffStateOf } from './hand-off.js';

const NOW = 1_800_000_000_000;
const made: StoredHandOff = {
  handOffHash: 'hash',
  makerHash: 'computer',
  sealed: Buffer.of(),
  expiresAt: NOW + 1,
  openedAt: null,
  deviceHash: null,
};
const opened = { ...made, openedAt: NOW, deviceHash: 'phone' };
const unstarted = { startedAt: null, deviceHash: null };

it.each([
  ['waiting', { handOff: made, ...unstarted }, 'computer', NOW],
  ['expired', { handOff: made, ...unstarted }, 'computer', NOW + 1],
  ['opened', { handOff: opened, ...unstarted }, 'computer', NOW + 1],
  ['opened', { handOff: opened, startedAt: NOW, deviceHash: 'phone' }, 'computer', NOW],
  ['none', { handOff: opened, startedAt: NOW, deviceHash: 'computer' }, 'computer', NOW],
  ['none', { handOff: made, startedAt: NOW, deviceHash: 'computer' }, 'computer', NOW],
  ['none', { handOff: made, ...unstarted }, 'another', NOW],
  ['none', { handOff: null, ...unstarted }, 'computer', NOW],
] as const)('a hand-off is %s, as its maker reads it', (state, link, maker, now) => {
  expect(handOffStateOf(link, maker, now)).toBe(state);
});

it('the code of a hand-off is one of 64 different words and two digits, the same each time, and spread evenly', () => {
  const sealer = createSealer(Buffer.alloc(32, 1), systemRandom);
  expect([handOffWords.length, new Set(handOffWords).size, handOffWords.filter((word) => !/^[A-Z]{4,8}$/.test(word))]).toEqual([
    64,
    64,
    [],
  ]);
  const codes = Array.from({ length: 6400 }, (_, index) => handOffCodeOf(sealer, `hash ${String(index)}`));
  expect(codes.filter((code) => !/^[A-Z]{4,8} \d\d$/.test(code))).toEqual([]);
  expect(handOffCodeOf(sealer, 'hash 0')).toBe(codes[0]);
  // Of 6,400 draws from 6,400 codes, 63 % are different.
  expect(new Set(codes).size).toBeGreaterThan(3_900);
});
