import type { DetectedFace } from './detect.js';
import type { FaceEngine } from './face-engine.js';
import { landmarkPose } from './landmark-pose.js';
import type { Landmarks } from './landmarks.js';
import type { Pixels } from './pixels.js';
import { rotateQuarters } from './rotate.js';

/** Why a photo cannot be compared with. */
export type ReferenceFault = 'FACE_NOT_FOUND' | 'MULTIPLE_FACES' | 'FACE_TOO_SMALL' | 'FACE_TOO_BLURRED';

/** What became of a reference photo: a template, or why there is none. */
export type ReferenceOutcome =
  { readonly accepted: true; readonly template: Float32Array } | { readonly accepted: false; readonly code: ReferenceFault };

/** A second face of more than this share of the first one's side makes it unclear whose photo it is; ghost portraits are smaller. */
const LIKE_SIZE = 0.75;

/** Fewest pixels between the eyes: below it the measured error rises steeply (docs/accuracy.md). */
const MINIMUM_INTER_EYE_PIXELS = 10;

/** Lowest sharpness at the size of comparison. */
const MINIMUM_SHARPNESS = 0.03;

/** A face that stands upright and is surely one: no need to look at the photo turned. */
const SURE_SCORE = 0.9;
const UPRIGHT_DEGREES = 40;

interface Candidate {
  readonly pixels: Pixels;
  readonly faces: readonly DetectedFace[];
  readonly landmarks: Landmarks;
  readonly score: number;
}

/** The template of the main face on a photo as people send them: any side up, a whole card, a ghost portrait beside the main one. */
export async function readReferencePhoto(engine: FaceEngine, pixels: Pixels): Promise<ReferenceOutcome> {
  const found = await findUpright(engine, pixels);
  if (!found) return { accepted: false, code: 'FACE_NOT_FOUND' };
  const [first, second] = found.faces;
  if (first && second && Math.sqrt((second.box.width * second.box.height) / (first.box.width * first.box.height)) > LIKE_SIZE) {
    return { accepted: false, code: 'MULTIPLE_FACES' };
  }
  const quality = engine.quality(found.pixels, found.faces, found.landmarks);
  if (quality.interEyeDistance < MINIMUM_INTER_EYE_PIXELS) return { accepted: false, code: 'FACE_TOO_SMALL' };
  if (quality.sharpness < MINIMUM_SHARPNESS) return { accepted: false, code: 'FACE_TOO_BLURRED' };
  return { accepted: true, template: await engine.template(found.pixels, found.landmarks) };
}

async function findUpright(engine: FaceEngine, pixels: Pixels): Promise<Candidate | undefined> {
  let best: Candidate | undefined;
  for (const quarters of [0, 1, 3, 2] as const) {
    const turned = rotateQuarters(pixels, quarters);
    const faces = await engine.detect(turned);
    const [main] = faces;
    if (!main) continue;
    const landmarks = await engine.landmarks(turned, main.box);
    const upright = Math.abs(landmarkPose(landmarks).roll) < UPRIGHT_DEGREES;
    const score = main.score - (upright ? 0 : 0.2);
    if (!best || score > best.score) best = { pixels: turned, faces, landmarks, score };
    if (quarters === 0 && upright && main.score >= SURE_SCORE) break;
  }
  return best;
}
