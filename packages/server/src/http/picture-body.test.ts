import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pictureFromBase64 } from './picture-body.js';

const MAX_BYTES = 5 * 1024 * 1024;

/** The longest turn of the event loop while a picture is decoded, in milliseconds of CPU time, which a busy machine does not stretch. */
async function longestTurnMs(text: string): Promise<number> {
  const state = { done: false };
  let longest = 0;
  const watching = (async () => {
    while (!state.done) {
      const before = process.cpuUsage();
      await setImmediate();
      longest = Math.max(longest, process.cpuUsage(before).user / 1000);
    }
  })();
  await pictureFromBase64('photo', text, MAX_BYTES);
  state.done = true;
  await watching;
  return longest;
}

describe('base64 with white space', () => {
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 251) % 256));
  const text = bytes.toString('base64');

  it.each([
    ['lines', text.replace(/.{76}/g, '$&\r\n')],
    ['indented lines', ` ${text.replace(/.{76}/g, '$&\n\t ')}\u00A0`],
    ['spaces for +', text.replaceAll('+', ' ')],
    ['a data URL in lines', `data:image/png;base64,${text.replace(/.{64}/g, '$&\n')}`],
  ])('is read: %s', async (_, given) => {
    expect(await pictureFromBase64('photo', given, MAX_BYTES)).toEqual(bytes);
  });

  it('is refused at the first character that is none of base64, counted without the white space', async () => {
    for (const wrong of ['*', 'é', '\u0141', '一'])
      expect(await pictureFromBase64('photo', `AAAA\nAA${wrong}A`, MAX_BYTES)).toMatchObject({
        detail: 'photo: character 7 is not base64',
      });
  });

  it.each([
    ['spaces', 'A '.repeat(3.8e6)],
    ['spaces in the URL alphabet', `-${'A '.repeat(3.8e6)}`],
    ['lines of one character', 'A\n'.repeat(3.8e6)],
    ['nothing else', ' '.repeat(7.6e6)],
    ['more than a picture can have', 'A '.repeat(20e6)],
  ])('never holds up other requests for 100 ms: %s', async (_, given) => {
    // A collection of garbage, or the count of coverage, may fall into one turn, but not into the longest of each of three.
    let longest = Infinity;
    for (let tries = 0; tries < 3 && longest >= 100; tries++) longest = Math.min(longest, await longestTurnMs(given));
    expect(longest).toBeLessThan(100);
  });
});
