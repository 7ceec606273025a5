import { describe, expect, it } from 'vitest';
import { createHandOffStreams } from './hand-off-streams.js';

describe('streams of hand-offs', () => {
  it('are two of one link at once', () => {
    const streams = createHandOffStreams();
    const end = streams.open('a');
    if (typeof end !== 'function') throw new Error('The first stream was refused.');
    streams.open('a');

    expect(streams.open('a')).toEqual({ refused: 'RATE_LIMITED' });
    end();
    expect(streams.open('a')).toBeTypeOf('function');
  });

  it('are 200 at once of one process, whatever another one has', () => {
    const streams = createHandOffStreams();
    const opened = Array.from({ length: 200 }, (_, link) => streams.open(String(link)));

    expect(opened.every((stream) => typeof stream === 'function')).toBe(true);
    expect(streams.open('one more')).toEqual({ refused: 'BUSY' });
    expect(createHandOffStreams().open('one more')).toBeTypeOf('function');
  });
});
