import type { Sealer } from '../keys/sealer.js';

/* The code that both devices show. It protects nothing by being secret: it lets the person notice that the two devices are not of one hand-off. */

/** Short English words of things that nobody mistakes for one another. 64, so that six bits choose one. */
export const handOffWords = [
  ...[
    'APPLE',
    'ARROW',
    'BEACH',
    'BIRD',
    'BOAT',
    'BREAD',
    'BRIDGE',
    'BUTTON',
    'CANDLE',
    'CASTLE',
    'CLOUD',
    'COFFEE',
    'CORN',
    'CROWN',
    'DESERT',
    'DRUM',
  ],
  ...[
    'EAGLE',
    'ENGINE',
    'FARM',
    'FLAG',
    'FLUTE',
    'FOREST',
    'GARDEN',
    'GLASS',
    'GRAPE',
    'HAMMER',
    'HARBOR',
    'HONEY',
    'ISLAND',
    'JACKET',
    'JUNGLE',
    'KITE',
  ],
  ...[
    'LADDER',
    'LEMON',
    'LION',
    'MAPLE',
    'MARKET',
    'MIRROR',
    'MOON',
    'MUSIC',
    'NEEDLE',
    'OCEAN',
    'OLIVE',
    'ORANGE',
    'PAPER',
    'PEARL',
    'PENCIL',
    'PIANO',
  ],
  ...[
    'POCKET',
    'RABBIT',
    'RIVER',
    'ROCKET',
    'SALT',
    'SILVER',
    'SPOON',
    'STONE',
    'SUGAR',
    'TABLE',
    'TIGER',
    'TOWER',
    'TRAIN',
    'VALLEY',
    'WINDOW',
    'WINTER',
  ],
];

/** Two digits. */
const NUMBERS = 100;

/** The code of a hand-off, such as `RIVER 42`: one of 6,400, from the hash of its secret. */
export function handOffCodeOf(sealer: Pick<Sealer, 'keyedHash'>, handOffHash: string): string {
  // 48 bits, so that the remainder favours no code noticeably.
  const value = Number.parseInt(sealer.keyedHash('hand-off-code', handOffHash).slice(0, 12), 16);
  const word = handOffWords[value % handOffWords.length] ?? '';
  const number = Math.floor(value / handOffWords.length) % NUMBERS;
  return `${word} ${String(number).padStart(2, '0')}`;
}
