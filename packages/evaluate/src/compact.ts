import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceEngine } from '@face-session/face';
import { compareTemplates } from '@face-session/liveness';
import { decodePicture } from '@face-session/face/node';
import { readDataSet } from './data-set.js';
import { mapConcurrently, peopleBySet } from './samples.js';

/** How another engine's detector and landmarks agree with those of the full nets, on the largest face of each picture of one set. */
interface AgreementReport {
  /** Pictures in which the full nets find a face. */
  readonly pictures: number;
  /** Of these, without a face for the other nets. */
  readonly lost: number;
  /** Of these, with another number of faces. */
  readonly otherCount: number;
  /** Mean distance of the 68 landmarks over the distance of the eyes: median and 95th percentile. */
  readonly landmarkError: { readonly median: number; readonly p95: number };
  /** Similarity of the template aligned by the other landmarks to the full nets' own: median and 5th percentile. */
  readonly similarity: { readonly median: number; readonly p5: number };
}

/** Compares the two engines on every set of people of a folder. */
export async function evaluateCompact(full: FaceEngine, compact: FaceEngine, folder: string): Promise<Record<string, AgreementReport>> {
  const report: Record<string, AgreementReport> = {};
  for (const [set, items] of peopleBySet(await readDataSet(folder))) {
    const outcomes = await mapConcurrently(items, async ({ path }) => compareOn(full, compact, await readFile(join(folder, path))));
    const seen = outcomes.filter((outcome) => outcome !== undefined);
    const both = seen.flatMap((outcome) => (outcome === 'lost' ? [] : [outcome]));
    const errors = both.map(({ landmarkError }) => landmarkError);
    const similarities = both.map(({ similarity: alike }) => alike);
    report[set] = {
      pictures: seen.length,
      lost: seen.length - both.length,
      otherCount: both.filter(({ sameCount }) => !sameCount).length,
      landmarkError: { median: quantile(errors, 0.5), p95: quantile(errors, 0.95) },
      similarity: { median: quantile(similarities, 0.5), p5: quantile(similarities, 0.05) },
    };
  }
  return report;
}

/** One picture; undefined where the full nets find no face. */
async function compareOn(
  full: FaceEngine,
  compact: FaceEngine,
  picture: Uint8Array,
): Promise<{ sameCount: boolean; landmarkError: number; similarity: number } | 'lost' | undefined> {
  const pixels = await decodePicture(picture);
  const known = await full.analyse(pixels, { template: true, quality: true });
  if (!known.landmarks || !known.template || !known.quality) return undefined;
  const faces = await compact.detect(pixels);
  const [face] = faces;
  if (!face) return 'lost';
  const landmarks = await compact.landmarks(pixels, face.box);
  let distance = 0;
  for (let i = 0; i < landmarks.length; i += 2) {
    distance += Math.hypot(
      (landmarks[i] as number) - (known.landmarks[i] as number),
      (landmarks[i + 1] as number) - (known.landmarks[i + 1] as number),
    );
  }
  return {
    sameCount: faces.length === known.faces.length,
    landmarkError: distance / (landmarks.length / 2) / known.quality.interEyeDistance,
    similarity: compareTemplates((await full.embed(pixels, landmarks)).template, known.template),
  };
}

/** The value below which a share of the values lies; NaN of none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The measured part of docs/accuracy.md about the browser's nets. */
export function compactMarkdown(report: Record<string, AgreementReport>): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  return [
    '| set | pictures with a face | lost | other number of faces | landmark error, median / 95th percentile | similarity of templates, median / 5th percentile |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(report).map(
      ([set, { pictures, lost, otherCount, landmarkError, similarity: alike }]) =>
        `| ${set} | ${String(pictures)} | ${String(lost)} | ${String(otherCount)} | ${percent(landmarkError.median)} / ${percent(landmarkError.p95)} | ${alike.median.toFixed(4)} / ${alike.p5.toFixed(4)} |`,
    ),
  ].join('\n');
}
