import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { FaceEngine, FrameAnalysis, Pixels } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import { burstParts, burstPlan, type LivenessCalibration } from '@face-session/liveness';
import { readDataSet, type DataItem, type Groups } from './data-set.js';

/** Decodes a clip at so many milliseconds between frames, all frames upright and of one size. Rejects where the clip cannot be read here. */
export type ReadClip = (file: string, intervalMs: number) => Promise<Pixels[]>;

/** One recording: a clip, or the pictures of one folder in their order. */
export interface Recording {
  readonly set: string;
  /** `real`, or the species of the attack: `print`, `replay`. */
  readonly label: string;
  /** Relative to the folder of the data. */
  readonly path: string;
  /** Frames in the time of the burst; false: single pictures, whose order in time says nothing. */
  readonly isClip: boolean;
  readonly frames: readonly RecordedFrame[];
  /** As the manifest has them. */
  readonly groups?: Groups;
}

/** A frame as the service measures it, and beside its score those that it is compared with. */
export interface RecordedFrame extends FrameAnalysis {
  /** Spoof score of the picture as it is, without its mirror image: the baseline. Absent without a face. */
  readonly spoofScoreAsSeen?: number;
  /** Spoof score of both views, also where the service asks one; absent without a face. */
  readonly spoofScoreOfBoth?: number;
}

/** What was measured of a folder of recordings. */
export interface LivenessData {
  readonly recordings: readonly Recording[];
  /** What could not be read, and why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

const PICTURES = ['.jpg', '.jpeg', '.png'];

/** The label of living people; what else stands in a set that has it is a species of attack. */
export const REAL = 'real';

/** Measures all recordings of those sets of a folder that hold living people or attacks. */
export async function readLivenessData(
  engine: FaceEngine,
  folder: string,
  readClip: ReadClip,
  calibration: LivenessCalibration,
): Promise<LivenessData> {
  const items = await readDataSet(folder);
  const sets = new Set(items.filter(({ label }) => label === REAL).map(({ set }) => set));
  const recordings: Recording[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  const groups = new Map<string, DataItem[]>();
  for (const item of items.filter(({ set }) => sets.has(set))) {
    const path = isPicture(item) ? dirname(item.path) : item.path;
    groups.set(path, [...(groups.get(path) ?? []), item]);
  }
  for (const [path, group] of groups) {
    const [{ set, label, groups: belongsTo } = { set: '', label: '', groups: undefined }] = group;
    const isClip = !group.every(isPicture);
    try {
      const pictures = isClip
        ? await readClip(join(folder, path), burstPlan.intervalMs)
        : await Promise.all(group.map(async (item) => decodePicture(await readFile(join(folder, item.path)))));
      const frames: RecordedFrame[] = [];
      for (const picture of pictures) frames.push(await measureFrame(engine, picture, calibration));
      recordings.push({ set, label, path, isClip, frames, ...(belongsTo && { groups: belongsTo }) });
    } catch (error) {
      unreadable.push({ path, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { recordings, unreadable };
}

async function measureFrame(engine: FaceEngine, picture: Pixels, calibration: LivenessCalibration): Promise<RecordedFrame> {
  const analysis = await engine.analyse(picture, burstParts(calibration));
  const [face] = analysis.faces;
  if (face === undefined) return analysis;
  return {
    ...analysis,
    spoofScoreAsSeen: await engine.spoofScore(picture, face.box, { views: ['asSeen'] }),
    spoofScoreOfBoth: await engine.spoofScore(picture, face.box),
  };
}

function isPicture({ path }: DataItem): boolean {
  return PICTURES.includes(extname(path).toLowerCase());
}
