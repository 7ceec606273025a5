import { appendFile } from 'node:fs/promises';
import { createReadStream, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  lightingScreens,
  litVisitors,
  loadSubjects,
  screenLux,
  seededRandom,
  simulateLight,
  type FaceStill,
  type LitMeasures,
  type LitVisitorName,
} from '@face-session/attacks';
import { defineCommand, InputError, shareOf, writeReport, type Share } from '@face-session/evaluate';
import type { FaceEngine } from '@face-session/face';
import { createFacePool, createNodeEngine, type FacePool } from '@face-session/face/node';
import { defaultLivenessCalibration, drawLight, judgeLight, type LightVerdict, type LitFrame } from '@face-session/liveness';
import { MAX_ATTEMPTS, type LightStep } from '@face-session/protocol';
import { positive } from '../positive.js';

/** The document that has the figures of light. */
export const LIGHT_DOCUMENT = fileURLToPath(new URL('../../../docs/light-challenge.md', import.meta.url));

/** Light of a white screen over that of the room at the face: from a dark room to daylight. */
const LIVING_RATIOS = [2, 0.5, 0.2, 0.1, 0.05, 0.02, 0.005] as const;
/** Of attackers. The last two of those who bring their own tint draw its strength themselves. */
const ATTACK_RATIOS = [0.5, 0.2] as const;

type ScreenName = keyof typeof lightingScreens;

/** Attempts of one session, as they were measured. */
interface LightRecord {
  readonly format: typeof LIGHT_FORMAT;
  readonly visitor: LitVisitorName;
  readonly ratio: number;
  readonly number: number;
  readonly screen: ScreenName;
  readonly attempts: readonly LitMeasures[];
}

const LIGHT_FORMAT = 'face-session-light-records/1';

/** How the attempts of one session were judged. */
export interface LightEnd extends Pick<LightRecord, 'visitor' | 'ratio' | 'number' | 'screen'> {
  readonly verdicts: readonly LightVerdict[];
  /** How the same pictures were judged as recordings: by sequences that did not light them, {@link OTHER_SEQUENCES} for each attempt. */
  readonly asRecordings: readonly LightVerdict[];
}

/** Other sequences that the pictures of an attempt are judged by. */
const OTHER_SEQUENCES = 50;

/** How many sessions of challenges of light are played, and where they are kept. */
export interface LightOptions {
  /** Of three attempts, of each visitor at each ratio of light. */
  readonly sessions: number;
  /** Nothing is played after so long. */
  readonly minutes: number;
  /** Sessions already played; new ones are added. */
  readonly recordFile: string;
}

/** Measures challenges of light on virtual people and attackers. Sessions in the file of `--records` are not played again: today's rule judges them. */
export const light = defineCommand({
  summary: 'Measures the challenge of light on virtual people and attackers. Nothing of it was measured on people.',
  options: {
    report: { value: 'FILE.md', meaning: 'The report to write.', default: LIGHT_DOCUMENT },
    sessions: { value: 'N', meaning: 'Sessions of three attempts, of each visitor at each ratio of light.', default: '8' },
    minutes: { value: 'N', meaning: 'Stops playing after so long, and reports what there is.', default: '30' },
    records: { value: 'FILE', meaning: 'Keeps what was measured, and continues from it. Default: a temporary file.' },
  },
  async run(_folder, { report, records, ...options }) {
    const sessions = positive('sessions', options.sessions);
    const minutes = positive('minutes', options.minutes);
    const recordFile = resolve(records ?? join(tmpdir(), `face-session-light-${String(process.pid)}.jsonl`));
    const pool = await createFacePool();
    const ends = await simulateLights(await createNodeEngine(), pool, { sessions, minutes, recordFile });
    await pool.close();
    await writeReport(resolve(report), 'light', lightMarkdown(ends));
    return lightRows(ends);
  },
});

/** Plays sessions of every visitor at every ratio, one of each in turn, so that whatever is there when the time is over is balanced. */
export async function simulateLights(
  engine: FaceEngine,
  pool: Pick<FacePool, 'analyse'>,
  { sessions, minutes, recordFile }: LightOptions,
): Promise<LightEnd[]> {
  const untilMs = performance.now() + minutes * 60_000;
  const ends: LightEnd[] = [];
  for await (const record of readRecords(recordFile)) ends.push(endOf(record));
  const played = new Set(ends.map(nameOf));
  const subjects = await loadSubjects(engine);
  const plays = Object.keys(litVisitors).flatMap((visitor) =>
    (visitor === 'living' ? LIVING_RATIOS : ATTACK_RATIOS).map((ratio) => ({ visitor: visitor as LitVisitorName, ratio })),
  );
  const screens = Object.keys(lightingScreens) as ScreenName[];
  for (let number = 0; number < sessions; number++) {
    for (const { visitor, ratio } of plays) {
      const name = nameOf({ visitor, ratio, number });
      if (played.has(name) || performance.now() >= untilMs) continue;
      const random = seededRandom(name);
      const screen = screens[random.fork('screen').below(screens.length)] as ScreenName;
      const scenario = { visitor, victim: subjects[number % subjects.length] as FaceStill, screen: lightingScreens[screen], ratio };
      const attempts: LitMeasures[] = [];
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        attempts.push(await simulateLight(scenario, pool, random.fork(String(attempt))));
      }
      const record: LightRecord = { format: LIGHT_FORMAT, visitor, ratio, number, screen, attempts };
      await appendFile(recordFile, `${JSON.stringify(record)}\n`);
      ends.push(endOf(record));
    }
    process.stderr.write(`\rSessions of light of each kind: ${String(number + 1)} of ${String(sessions)}`);
  }
  process.stderr.write('\n');
  return ends;
}

function endOf({ visitor, ratio, number, screen, attempts }: LightRecord): LightEnd {
  const judged = (frames: readonly LitFrame[], steps: readonly LightStep[]): LightVerdict =>
    judgeLight(frames, steps, defaultLivenessCalibration.light).verdict;
  const random = seededRandom(`${nameOf({ visitor, ratio, number })} other`);
  const isRecorded = visitor === 'living' || visitor === 'recordingOfOtherLight' || visitor === 'recordingWithoutLight';
  return {
    visitor,
    ratio,
    number,
    screen,
    verdicts: attempts.map(({ steps, frames }) => judged(frames, steps)),
    asRecordings: !isRecorded
      ? []
      : attempts.flatMap(({ frames }) =>
          Array.from({ length: OTHER_SEQUENCES }, () =>
            judged(
              frames,
              drawLight((n) => random.below(n)),
            ),
          ),
        ),
  };
}

const nameOf = ({ visitor, ratio, number }: Pick<LightEnd, 'visitor' | 'ratio' | 'number'>): string =>
  `light ${visitor} ${String(ratio)} ${String(number)}`;

async function* readRecords(file: string): AsyncGenerator<LightRecord> {
  if (!existsSync(file)) return;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line === '') continue;
    const record = JSON.parse(line) as { format?: unknown };
    if (record.format !== LIGHT_FORMAT)
      throw new InputError(`${file} is not recorded in the format ${LIGHT_FORMAT}. Play into a new file.`);
    yield record as LightRecord;
  }
}

/** What came of the attempts of a visitor at a ratio. */
export interface LightRow {
  readonly visitor: LitVisitorName;
  readonly ratio: number;
  readonly seen: Share;
  readonly abstained: Share;
  readonly attack: Share;
  /** Of the attempts in which the check does not abstain, those in which it sees the light. */
  readonly seenOfJudged: Share;
  /** Sessions in which one of three attempts is seen. */
  readonly sessions: Share;
  /** Of the pictures under other sequences, those in which the light is seen by chance. They are no independent trials: a few faces, many sequences. */
  readonly asRecordings: Share;
}

/** What came of each visitor at each ratio. */
export function lightRows(ends: readonly LightEnd[]): LightRow[] {
  const groups = new Map<string, LightEnd[]>();
  for (const end of ends) {
    const key = `${end.visitor} ${String(end.ratio)}`;
    groups.set(key, [...(groups.get(key) ?? []), end]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const verdicts = group.flatMap((end) => end.verdicts);
    const recorded = group.flatMap(({ asRecordings }) => asRecordings);
    const count = (wanted: LightVerdict): number => verdicts.filter((verdict) => verdict === wanted).length;
    const share = (wanted: LightVerdict): Share => shareOf(count(wanted), verdicts.length);
    const row = {
      visitor: first.visitor,
      ratio: first.ratio,
      seen: share('seen'),
      abstained: share('abstained'),
      attack: share('attack'),
      seenOfJudged: shareOf(count('seen'), count('seen') + count('attack')),
      sessions: shareOf(group.filter((end) => end.verdicts.includes('seen')).length, group.length),
      asRecordings: shareOf(recorded.filter((verdict) => verdict === 'seen').length, recorded.length),
    };
    return [row];
  });
}

/** What docs/light-challenge.md says of virtual people and attackers. */
export function lightMarkdown(ends: readonly LightEnd[]): string {
  const rows = lightRows(ends);
  const living = rows.filter(({ visitor }) => visitor === 'living').sort((a, b) => b.ratio - a.ratio);
  const attackers = rows.filter(({ visitor }) => visitor !== 'living');
  return [
    'Not measured on people yet: virtual people, simulated cameras and simulated attackers.',
    '',
    '| screen | size, cm | brightness, cd/m² | distance, cm | light of white at the face, lux |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(lightingScreens).map(
      ([name, screen]) =>
        `| ${name} | ${String(screen.widthCm)} x ${String(screen.heightCm)} | ${String(screen.luminance)} | ${String(screen.distanceCm)} | ${screenLux(screen).toFixed(0)} |`,
    ),
    '',
    'Living people, by the light of a white screen over that of the room, at the face. Attempts.',
    '',
    '| ratio | room, lux: phone to monitor | seen | abstained | taken for an attack | seen, where it does not abstain |',
    '| --- | --- | --- | --- | --- | --- |',
    ...living.map(
      ({ ratio, ...row }) =>
        `| ${String(ratio)} | ${roomLux(ratio)} | ${shown(row.seen)} | ${shown(row.abstained)} | ${shown(row.attack)} | ${shown(row.seenOfJudged)} |`,
    ),
    '',
    `The same pictures as recordings: judged by ${String(OTHER_SEQUENCES)} sequences for each attempt that did not light them. Many sequences and few faces: the intervals take them for independent.`,
    '',
    '| pictures of | ratio | light seen by chance, attempts | sessions of three, if each attempt were independent |',
    '| --- | --- | --- | --- |',
    ...rows
      .filter(({ asRecordings }) => asRecordings.of > 0)
      .map(
        ({ visitor, ratio, asRecordings }) =>
          `| ${visitor} | ${String(ratio)} | ${shownFinely(asRecordings)} | ${(100 * (1 - (1 - asRecordings.rate) ** MAX_ATTEMPTS)).toFixed(2)} % |`,
      ),
    '',
    'Attackers. A session is three attempts; it counts if one of them is seen.',
    '',
    '| attacker | ratio | attempts seen | abstained | refused | sessions with one seen |',
    '| --- | --- | --- | --- | --- | --- |',
    ...attackers.map(
      ({ visitor, ratio, ...row }) =>
        `| ${visitor} | ${String(ratio)} | ${shown(row.seen)} | ${shown(row.abstained)} | ${shown(row.attack)} | ${shown(row.sessions)} |`,
    ),
    '',
  ].join('\n');
}

function roomLux(ratio: number): string {
  const lux = Object.values(lightingScreens).map((screen) => screenLux(screen) / ratio);
  return `${Math.min(...lux).toFixed(0)} to ${Math.max(...lux).toFixed(0)}`;
}

function shownFinely({ count, of, rate, low, high }: Share): string {
  const fine = (value: number): string => `${(100 * value).toFixed(2)} %`;
  return `${fine(rate)} (${fine(low)} to ${fine(high)}; ${String(count)} of ${String(of)})`;
}

const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;

function shown({ count, of, rate, low, high }: Share): string {
  return of === 0 ? 'none' : `${percent(rate)} (${percent(low)} to ${percent(high)}; ${String(count)} of ${String(of)})`;
}
