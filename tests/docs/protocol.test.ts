import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultCalibration } from '@face-session/face';
import {
  burstPlan,
  challengeOf,
  gestureCounts,
  gestureDeadlineMs,
  gesturePlan,
  gestureSequences,
  MIN_SEQUENCES,
} from '@face-session/liveness';
import {
  ACCESS_TOKEN_LIFETIME_SECONDS,
  AUDIT_IMAGE_LIFETIME_SECONDS,
  DEFAULT_MINIMUM_MATCH_LEVEL,
  gestureTable,
  MAX_ATTEMPTS,
  MAX_NONCE_LENGTH,
  MAX_PHOTO_BYTES,
  RESULT_LIFETIME_SECONDS,
  SESSION_LIFETIME_SECONDS,
} from '@face-session/protocol';
import { frameTimesSchema } from '@face-session/protocol/schemas';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'docs', 'protocol.md'), 'utf8');

/** The cells of each table of the document, without its head. */
const tables = [...text.matchAll(/^\| .*(?:\n\|.*)*/gm)].map(([table]) =>
  table
    .split('\n')
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter((_, index) => index > 1),
);

/** A constant that no package exports, from its source: a product of numbers. */
function constantOf(file: string, name: string): number {
  const [, product] = new RegExp(`^(?:export )?const ${name} = ([\\d_. *]+);$`, 'm').exec(readFileSync(join(root, file), 'utf8')) ?? [];
  if (product === undefined) throw new Error(`${file} has no constant ${name} that is a product of numbers.`);
  return product.split('*').reduce((value, factor) => value * Number(factor.replaceAll('_', '')), 1);
}
const FRAME_MEMORY_MS = constantOf('packages/server/src/sessions/measure-frames.ts', 'FRAME_MEMORY_MS');
const CLOCK_TOLERANCE_SECONDS = constantOf('packages/verify/src/verified-claims.ts', 'CLOCK_TOLERANCE_SECONDS');

const of = (value: number, unit: string): string => `${value.toLocaleString('en')} ${unit}`;
const mostFrames = Array.from({ length: 200 }, (_, index) => index + 1).filter(
  (count) => frameTimesSchema.safeParse(Array.from({ length: count }, () => ({ capturedAtMs: 0 }))).success,
).length;

describe('docs/protocol.md', () => {
  it('has the numbers of the source in its tables, and no others', () => {
    const [sessions, attempts, frames, gestures, challenges, exclusion, levels, , results, ...rest] = tables;
    expect(rest).toEqual([]);
    expect(sessions).toEqual([
      ['life of a session', of(SESSION_LIFETIME_SECONDS, 'seconds')],
      ['life of an access token', of(ACCESS_TOKEN_LIFETIME_SECONDS, 'seconds')],
      ['largest ID photo', of(MAX_PHOTO_BYTES, 'bytes')],
      ['longest nonce', of(MAX_NONCE_LENGTH, 'characters')],
    ]);
    expect(attempts).toEqual([
      ['most attempts of a session', String(MAX_ATTEMPTS)],
      ['lowest match level that passes, unless set higher', String(DEFAULT_MINIMUM_MATCH_LEVEL)],
    ]);
    expect(frames).toEqual([
      ['frames of a burst', String(burstPlan.count)],
      ['from frame to frame of a burst', of(burstPlan.intervalMs, 'milliseconds')],
      ['from frame to frame of gestures', of(gesturePlan(1).intervalMs, 'milliseconds')],
      ['largest frame', of(burstPlan.maxBytes, 'bytes')],
      ['most frames in one form', String(mostFrames)],
      ['a frame is remembered for', of(FRAME_MEMORY_MS / 1000, 'seconds')],
    ]);
    expect(gestures).toEqual(
      Object.entries(gestureTable).map(([name, { pair, showsDepth }]) => [
        `\`${name}\``,
        pair === null ? 'none' : `\`${pair}\``,
        showsDepth ? 'yes' : 'no',
      ]),
    );
    expect(challenges).toEqual(
      gestureCounts.map((count) => [
        String(count),
        String(gestureSequences(challengeOf(count, [])!).length),
        String(gesturePlan(count).count),
        of(gestureDeadlineMs(count), 'milliseconds'),
      ]),
    );
    expect(exclusion).toEqual([
      [
        'fewest gestures of a challenge to a burst in doubt',
        String(constantOf('packages/liveness/src/policy.ts', 'DOUBTFUL_GESTURE_COUNT')),
      ],
      ['margin of the targets, as a factor', String(constantOf('packages/liveness/src/gesture-targets.ts', 'GUIDE_MARGIN'))],
      ['fewest sequences with an exclusion', String(MIN_SEQUENCES)],
    ]);
    const asDecimal = (value: number): string => value.toFixed(6).replace(/0+$/, '');
    expect(levels).toEqual(
      defaultCalibration.levels.map(({ level, similarity, falseMatchRate }) => [
        String(level),
        String(similarity),
        asDecimal(falseMatchRate),
      ]),
    );
    expect(results).toEqual([
      ['life of a result', of(RESULT_LIFETIME_SECONDS, 'seconds')],
      ['result and selfie are kept for, at most', of(AUDIT_IMAGE_LIFETIME_SECONDS, 'seconds')],
      ['`iat` may lie ahead by, at most', of(CLOCK_TOLERANCE_SECONDS, 'seconds')],
    ]);
  });

  it('has no number outside its tables, where none would be compared', () => {
    const prose = text.replace(/^\|.*$/gm, '').replace(/`[^`]*`|RS256|ES256|SHA-256|^\d\. /gm, '');
    expect(prose.match(/\d+/g) ?? []).toEqual([]);
  });

  it('has every section that the source refers to', () => {
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
    const sources = readdirSync(join(root, 'packages'), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && /[\\/]src([\\/]|$)/.test(entry.parentPath))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    const named = sources.flatMap((source) => [...source.matchAll(/docs\/protocol\.md, ([A-Za-z ]+)/g)].map(([, section = '']) => section));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((section) => !headings.includes(section))).toEqual([]);
    expect(sources.flatMap((source) => source.match(/specification \d+\b(?!\.)/g) ?? [])).toEqual([]);
  });
});
