import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { printable } from './printable.js';

const hidden = [
  '\u001B',
  '\u0000',
  '\r',
  '\n',
  '\u007F',
  '\u009B',
  '\u0085',
  '\u202E',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\uFEFF',
  '\u00AD',
  '\u034F',
  '\u180E',
  '\u3164',
  '\uFFF9',
  '\u200F',
  '\u061C',
  '\u2028',
  '\u2029',
  '\u200B',
];

describe('printed text', () => {
  it.each(hidden.map((character) => [character.charCodeAt(0).toString(16).padStart(4, '0'), character]))(
    'escapes U+%s',
    (code, character) => {
      expect(printable(`a${character}b`)).toBe(`a\\u${code}b`);
    },
  );

  it('leaves what people write as it is', () => {
    const names = 'Zoë Müller 李明 محمد 😀 ❤️ "quoted" \\ back';
    expect(printable(names)).toBe(names);
  });

  it('means the same in JSON', () => {
    const value = { camera: `a${hidden.join('')}b\u{E0041}` };
    const line = printable(JSON.stringify(value));
    expect(JSON.parse(line)).toEqual(value);

    expect(line).toMatch(/^[\u0020-\u007E]*$/);
  });

  it('keeps the lines of our own texts where told to, and nothing else', () => {
    expect(printable('a\n\tb\u001B', { keepLines: true })).toBe('a\n\tb\\u001b');
  });
});

describe('a log line', () => {
  it('is one line without controls, whatever a client sent', () => {
    const lines: string[] = [];
    createLogger('info', { write: (line: string) => void lines.push(line) }).info({ camera: hidden.join('') }, 'a\u009B\u202Eb');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[ -~]*\n$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ camera: hidden.join(''), msg: 'a\u009B\u202Eb' });
  });
});
