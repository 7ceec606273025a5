import { mulberry32, defaultCalibration, sceneFramesOf, type Pixels, type SceneMotion } from '@face-session/face';
import { decodePicture, type FacePool } from '@face-session/face/node';
import {
  attemptRules,
  burstParts,
  burstPlan,
  decideBurst,
  defaultLivenessCalibration,
  livenessPolicies,
  type BurstDecision,
  type LivenessPolicy,
} from '@face-session/liveness';
import { DEFAULT_MINIMUM_MATCH_LEVEL, MAX_ATTEMPTS } from '@face-session/protocol';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { readDataSet, type DataItem } from './data-set.js';
import { throughH264 } from './h264.js';
import { REAL } from './liveness-data.js';
import { landmarkMotion } from './landmark-motion.js';
import { FfmpegMissingError } from './read-clip.js';

/** How a script moves a photo as a whole. */
export const photoMotions = ['panned', 'zoomed', 'rotated', 'tilted', 'handheld'] as const;
type PhotoMotion = (typeof photoMotions)[number];

/** What the moved photo goes through before it is sent. */
export const photoMedia = ['clean', 'JPEG 50', 'noisy', 'H.264'] as const;
type PhotoMedium = (typeof photoMedia)[number];

/** How many bursts had each outcome. */
export type Outcomes = Record<BurstDecision['outcome'], number>;

/** The bursts of one motion through one medium. */
export interface MovedPhotosRow {
  readonly motion: PhotoMotion;
  readonly medium: PhotoMedium;
  readonly bursts: number;
  readonly outcomes: Record<LivenessPolicy, Outcomes>;
  /** The same bursts under `adaptive`, with any movement of the landmarks taken for life. */
  readonly landmarkRule: Outcomes;
  /** Why there are no bursts; undefined where there are. */
  readonly notMeasured?: string;
}

export interface MovedPhotosReport {
  readonly people: number;
  /** People left out before these. */
  readonly skipped: number;
  readonly rows: readonly MovedPhotosRow[];
}

export interface MovedPhotosOptions {
  /** Most people; one photo of each, the sets in turn. */
  readonly people: number;
  /** So many people are left out first: those that a threshold was chosen on. None unless given. */
  readonly skip?: number;
  readonly seed?: number;
  /** A codec for video: frames in, as many frames out. ffmpeg's H.264 unless given. */
  readonly codec?: (frames: readonly Pixels[]) => Promise<Pixels[]>;
}

/** Side of a frame, pixels. A photo is drawn larger by {@link MARGIN}, so that its edges stay out of sight. */
const SIDE = 480;
const MARGIN = 1.25;
/** Deviation of the noise of a noisy medium, of 255: a webcam in poor light. */
const NOISE = 6;
const QUALITY = { clean: 95, 'JPEG 50': 50, noisy: 90, 'H.264': 95 } as const satisfies Record<PhotoMedium, number>;

/**
 * Moves one photo each of up to so many people as a whole, and decides each burst against the template of that same photo: the case of an attacker who holds
 * the ID photo. Photos come from those sets of the folder that hold people, not recordings. Same seed, same bursts.
 */
export async function evaluateMovedPhotos(
  pool: Pick<FacePool, 'analyse' | 'sceneMotion'>,
  folder: string,
  { people, skip = 0, seed = 1, codec = throughH264 }: MovedPhotosOptions,
): Promise<MovedPhotosReport> {
  const items = choosePeople(await readDataSet(folder), skip + people, mulberry32(seed)).slice(skip);
  const rows = photoMotions.flatMap((motion) => photoMedia.map((medium) => emptyRow(motion, medium)));
  for (const [number, { path }] of items.entries()) {
    const file = await readFile(join(folder, path));
    const photo = await decodePicture(file);
    const { template } = await pool.analyse(file, { template: true });
    for (const [index, row] of rows.entries()) {
      if (template === undefined || row.notMeasured !== undefined) continue;
      const random = mulberry32(1000 * seed + (skip + number) * rows.length + index);
      const frames = poses(row.motion, random).map((pose) => drawPhoto(photo, pose));
      try {
        const sent = await throughMedium(frames, row.medium, random, codec);
        rows[index] = addBurst(row, await measureBurst(pool, sent), template);
      } catch (error) {
        if (row.medium !== 'H.264' || !(error instanceof FfmpegMissingError)) throw error;
        rows[index] = { ...row, notMeasured: 'ffmpeg not found' };
      }
    }
  }
  return { people: items.length, skipped: skip, rows };
}

/** One photo of each person; sets in turn, so that a small set counts beside a large one. */
function choosePeople(items: readonly DataItem[], people: number, random: () => number): DataItem[] {
  const recordings = new Set(items.filter(({ label }) => label === REAL).map(({ set }) => set));
  const sets = new Map<string, Map<string, DataItem>>();
  for (const item of items) {
    if (recordings.has(item.set)) continue;
    const persons = sets.get(item.set) ?? new Map<string, DataItem>();
    if (!persons.has(item.label)) persons.set(item.label, item);
    sets.set(item.set, persons);
  }
  const queues = [...sets.values()].map((persons) =>
    [...persons.values()]
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item),
  );
  const chosen: DataItem[] = [];
  for (let turn = 0; chosen.length < people && queues.some((queue) => turn < queue.length); turn++) {
    for (const queue of queues) if (queue[turn] && chosen.length < people) chosen.push(queue[turn] as DataItem);
  }
  return chosen;
}

/** Where the photo is in one frame: shift in pixels, scale, roll in radians; how much further away its right and lower sides are than its middle, in parts. */
interface PhotoPose {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly roll: number;
  readonly right: number;
  readonly down: number;
}

function poses(motion: PhotoMotion, random: () => number): PhotoPose[] {
  const between = (low: number, high: number) => low + (high - low) * random();
  const sign = random() < 0.5 ? -1 : 1;
  const [angle, shift, growth, turn, tilt] = [
    between(0, 2 * Math.PI),
    between(3, 10),
    sign * between(0.01, 0.04),
    (sign * between(0.6, 3) * Math.PI) / 180,
    between(0.01, 0.035),
  ];
  const still: PhotoPose = { x: 0, y: 0, scale: 1, roll: 0, right: 0, down: 0 };
  let held = still;
  return Array.from({ length: burstPlan.count }, (_, index): PhotoPose => {
    const at = index - (burstPlan.count - 1) / 2;
    if (motion === 'panned') return { ...still, x: at * shift * Math.cos(angle), y: at * shift * Math.sin(angle) };
    if (motion === 'zoomed') return { ...still, scale: Math.exp(at * growth) };
    if (motion === 'rotated') return { ...still, roll: at * turn };
    if (motion === 'tilted') return { ...still, right: at * tilt * Math.cos(angle), down: at * tilt * Math.sin(angle) };
    held = {
      ...held,
      x: held.x + between(-6, 6),
      y: held.y + between(-6, 6),
      scale: held.scale * between(0.985, 1.015),
      roll: held.roll + between(-0.015, 0.015),
    };
    return held;
  });
}

/** Draws the photo in a pose, by bilinear interpolation; beyond its edges they repeat. */
function drawPhoto({ width, height, channels, data }: Pixels, { x, y, scale, roll, right: rightAway, down: downAway }: PhotoPose): Pixels {
  const frame = new Uint8Array(SIDE * SIDE * 3);
  const size = Math.min(width, height) / (SIDE * MARGIN * scale);
  const [cosine, sine] = [size * Math.cos(roll), size * Math.sin(roll)];
  for (let row = 0, at = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const [seenAcross, seenDown] = [column - SIDE / 2 - x, row - SIDE / 2 - y];
      const depth = 1 + (rightAway * seenAcross + downAway * seenDown) / (SIDE / 2);
      const [across, down] = [seenAcross / depth, seenDown / depth];
      const u = Math.max(0, Math.min(width - 1.001, width / 2 + cosine * across + sine * down));
      const v = Math.max(0, Math.min(height - 1.001, height / 2 - sine * across + cosine * down));
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [right, below] = [u - left, v - top];
      for (let channel = 0; channel < 3; channel++, at++) {
        const first = (top * width + left) * channels + channel;
        const second = first + width * channels;
        const upper = (data[first] as number) * (1 - right) + (data[first + channels] as number) * right;
        const lower = (data[second] as number) * (1 - right) + (data[second + channels] as number) * right;
        frame[at] = Math.round(upper * (1 - below) + lower * below);
      }
    }
  }
  return { width: SIDE, height: SIDE, channels: 3, data: frame };
}

async function throughMedium(
  frames: readonly Pixels[],
  medium: PhotoMedium,
  random: () => number,
  codec: (frames: readonly Pixels[]) => Promise<Pixels[]>,
): Promise<Uint8Array[]> {
  const seen = medium === 'H.264' ? await codec(frames) : medium === 'noisy' ? frames.map((frame) => addNoise(frame, random)) : frames;
  return Promise.all(
    seen.map(({ width, height, channels, data }) =>
      sharp(data, { raw: { width, height, channels } }).jpeg({ quality: QUALITY[medium] }).toBuffer(),
    ),
  );
}

function addNoise(frame: Pixels, random: () => number): Pixels {
  // Three evenly spread numbers in [-1, 1] add up to a deviation of 1.
  const grain = () => 2 * (random() + random() + random()) - 3;
  return { ...frame, data: Uint8Array.from(frame.data, (value) => Math.max(0, Math.min(255, Math.round(value + NOISE * grain())))) };
}

/** A burst as the service measures it. */
type MeasuredBurst = Parameters<typeof decideBurst>[0];

async function measureBurst(pool: Pick<FacePool, 'analyse' | 'sceneMotion'>, jpegs: readonly Uint8Array[]): Promise<MeasuredBurst> {
  const analyses = await Promise.all(jpegs.map((jpeg) => pool.analyse(jpeg, burstParts())));
  const scenes = sceneFramesOf(analyses);
  return {
    frames: analyses.map((analysis, index) => ({ analysis, digest: analysis.digest, capturedAtMs: index * burstPlan.intervalMs })),
    receivedAtMs: burstPlan.count * burstPlan.intervalMs,
    replayedDigests: new Set(),
    sceneMotion: scenes && (await pool.sceneMotion(scenes)),
  };
}

function addBurst(row: MovedPhotosRow, burst: MeasuredBurst, reference: Float32Array): MovedPhotosRow {
  const decide = (policy: LivenessPolicy, sceneMotion: SceneMotion | undefined) =>
    decideBurst({ ...burst, sceneMotion }, reference, rulesOf(policy), { match: defaultCalibration, liveness: defaultLivenessCalibration })
      .outcome;
  const outcomes = Object.fromEntries(
    livenessPolicies.map((policy) => [policy, counted(row.outcomes[policy], decide(policy, burst.sceneMotion))]),
  ) as MovedPhotosRow['outcomes'];
  const seen = landmarkMotion(burst.frames.map(({ analysis }) => analysis));
  return { ...row, bursts: row.bursts + 1, outcomes, landmarkRule: counted(row.landmarkRule, decide('adaptive', seen)) };
}

function rulesOf(livenessPolicy: LivenessPolicy) {
  return attemptRules(
    { livenessPolicy, gestureCount: 2, minimumMatchLevel: DEFAULT_MINIMUM_MATCH_LEVEL, maxAttempts: MAX_ATTEMPTS },
    {},
    {},
  );
}

function counted(outcomes: Outcomes, outcome: BurstDecision['outcome']): Outcomes {
  return { ...outcomes, [outcome]: outcomes[outcome] + 1 };
}

function emptyRow(motion: PhotoMotion, medium: PhotoMedium): MovedPhotosRow {
  const none: Outcomes = { passed: 0, challenged: 0, failed: 0, light: 0 };
  return { motion, medium, bursts: 0, outcomes: { passive: none, adaptive: none, active: none }, landmarkRule: none };
}
