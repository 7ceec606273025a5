import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadSubjects } from '@face-session/attacks';
import { defineCommand } from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser, quietFlags } from '../../../scripts/lib/browser.mjs';
import { openBuild, type Build } from '../capture-bench/build.js';
import { oneSession, watchGuidance, type Watched } from '../capture-bench/capture-page.js';
import { findLeaks } from '../capture-bench/leaks.js';
import { cameraFile, idPhoto } from '../capture-bench/sitting-person.js';
import { positive } from '../positive.js';
import { slowDown } from '../slow-down.js';
import { median } from '../timing.js';

/** How long the guidance is watched in each round, twice, in milliseconds. */
const GUIDANCE_MS = 3_000;

/** Milliseconds from the first look to the second on this machine: until the browser has compiled the models' runtime anew, for speed. */
const SETTLING_MS = 1_500;

/** How many times slower than this machine the phones are: the first is this machine. */
const FACTORS = [1, 4, 6] as const;

/** What was measured of one build in all rounds. */
interface Taken {
  /** By factor: pictures of the guidance, at its beginning and later. */
  readonly guidance: Partial<Record<string, (readonly [first: Watched, settled: Watched])[]>>;
  /** By factor: times of whole sessions since the call, in milliseconds. */
  readonly sessions: Partial<Record<string, Record<string, number>[]>>;
}

/**
 * Measures the capture in Chromium, with a virtual person who sits still before a fake camera, and the real service on the same machine.
 * - `firstFrameMs`: from the call to the first picture on the screen.
 * - `guidanceFps`: pictures measured per second, in the first three seconds of the guidance; `settledFps`: later, when the browser compiles no more.
 * - `placedToVerdictMs`: from the moment at which the face is well placed to the decision on the screen.
 * - `lastPictureToVerdictMs`: from the last picture taken to the decision on the screen.
 * - `jsGzipKb`: plugin and capture with one language, without the model runtime.
 * - `downloadMb`: what the first session downloads, compressed.
 * - `leaks`: kinds of objects of which 25 sessions leave more, and the next 25 again.
 * - `slow`: the same on phones 4 and 6 times slower than this machine. It stops the page's process most of the time, so it needs Linux or macOS.
 *
 * With `--against`, a second checkout takes turns with this one in every round.
 */
export const capture = defineCommand({
  summary: 'Measures in Chromium how long a person waits, what the browser downloads, and what is left after 50 sessions.',
  options: {
    against: { value: 'FOLDER', meaning: 'Another checkout, built: measured in turns with this one.' },
    rounds: { value: 'N', meaning: 'Rounds; the figures are medians of them.', default: '7' },
  },
  async run(_, { against, rounds: count }) {
    const rounds = Math.ceil(positive('rounds', count));
    const folder = await mkdtemp(join(tmpdir(), 'face-session-bench-'));
    const still = (await loadSubjects(await createNodeEngine()))[0];
    if (!still) throw new Error('There is no virtual person to sit for the camera.');
    const camera = join(folder, 'camera.mjpeg');
    await writeFile(camera, await cameraFile(still));
    const photo = await idPhoto(still);
    const browser = await launch(camera);
    const builds: Build[] = [];
    try {
      builds.push(await openBuild(undefined, browser, photo));
      if (against !== undefined) builds.push(await openBuild(resolve(against), browser, photo));
      const first: Record<string, number>[] = [];
      for (const { page, session } of builds) first.push(await oneSession(page, await session()));
      const taken = builds.map((): Taken => ({ guidance: {}, sessions: {} }));
      for (let round = 0; round < rounds; round++) await runRound(browser, builds, taken, round);
      const [own, other] = builds.map((build, index) => figuresOf(build, taken[index] as Taken, first[index] as Record<string, number>));
      const leaks = builds[0] && (await findLeaks(builds[0].page, builds[0].session));
      return { ...own, leaks: leaks?.kinds.length, left: leaks, rounds, ...(other && { against: other }) };
    } finally {
      await browser.close();
      for (const build of builds) await build.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** One session and one look at the guidance at each speed; the builds take turns, the first of one round being the last of the next. */
async function runRound(browser: Browser, builds: readonly Build[], taken: readonly Taken[], round: number): Promise<void> {
  const order = builds.map((build, index) => [build, taken[index] as Taken] as const);
  if (round % 2 === 1) order.reverse();
  for (const factor of FACTORS) {
    for (const [{ page, session }, { guidance, sessions }] of order) {
      const [watching, whole] = [await session(), await session()];
      const end = factor === 1 ? undefined : slowDown(await renderersOf(browser), factor);
      try {
        (guidance[factor] ??= []).push(await watchGuidance(page, watching, GUIDANCE_MS, SETTLING_MS * factor));
        (sessions[factor] ??= []).push(await oneSession(page, whole));
      } finally {
        await end?.();
      }
    }
    const rates = taken.map(
      ({ guidance }) =>
        guidance[factor]
          ?.at(-1)
          ?.map((each) => round1(rateOf(each)))
          .join(', then ') ?? '',
    );
    process.stderr.write(`round ${round + 1}, ${factor}x: ${rates.join(' here, ')} pictures a second${rates.length > 1 ? ' there' : ''}\n`);
  }
}

/** The figures of a build: medians of all rounds. */
function figuresOf(build: Build, { guidance, sessions }: Taken, first: Record<string, number>): Record<string, unknown> {
  const between = (factor: number, from: string, to: string): number =>
    Math.round(median((sessions[factor] ?? []).map((times) => (times[to] ?? NaN) - (from === 'call' ? 0 : (times[from] ?? NaN)))));
  const speed = (factor: number): Record<string, number> => {
    const watched = guidance[factor] ?? [];
    return {
      guidanceFps: round1(median(watched.map(([first]) => rateOf(first)))),
      settledFps: round1(median(watched.map(([, settled]) => rateOf(settled)))),
      previewFps: round1(median(watched.map(([first]) => first.shown / first.seconds))),
      placedToVerdictMs: between(factor, 'placed', 'verdict'),
      lastPictureToVerdictMs: between(factor, 'lastPicture', 'verdict'),
      pictures: watched.flat().reduce((sum, { measured }) => sum + measured, 0),
    };
  };
  const [, ...slow] = FACTORS;
  return {
    firstFrameMs: between(1, 'call', 'firstFrame'),
    ...speed(1),
    callToVerdictMs: between(1, 'call', 'verdict'),
    jsGzipKb: build.jsGzipKb,
    downloadMb: build.downloadMb,
    first: { firstFrameMs: Math.round(first['firstFrame'] ?? NaN), guidedMs: Math.round(first['framing'] ?? NaN) },
    slow: Object.fromEntries(slow.map((factor) => [`${factor}x`, speed(factor)])),
  };
}

const rateOf = ({ measured, seconds }: Watched): number => measured / seconds;

async function launch(camera: string): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium or Chrome found: install one, or set CHROMIUM_PATH');
  return chromium.launch({
    executablePath,
    args: [
      ...quietFlags,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
    ],
  });
}

/** The process ids of the pages. */
async function renderersOf(browser: Browser): Promise<number[]> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const round1 = (value: number): number => Math.round(value * 10) / 10;
