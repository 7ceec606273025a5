import type { DetectedFace } from './detect.js';
import type { FaceEngine } from './face-engine.js';
import { intersectionOverUnion, type Box } from './geometry.js';
import type { Landmarks } from './landmarks.js';
import type { Pixels } from './pixels.js';
import { rotateQuarters } from './rotate.js';
import type { Embedding } from './template.js';

/** Why a photo cannot be compared with. */
export type ReferenceFault = 'FACE_NOT_FOUND' | 'MULTIPLE_FACES' | 'FACE_TOO_SMALL' | 'FACE_TOO_BLURRED';

/** What became of a reference photo: a template, or why there is none. */
export type ReferenceOutcome =
  { readonly accepted: true; readonly template: Float32Array } | { readonly accepted: false; readonly code: ReferenceFault };

/** A second face of more than this share of the first one's side makes it unclear whose photo it is; ghost portraits are smaller. */
const LIKE_SIZE = 0.75;

/** Fewest pixels between the eyes: below it the measured error rises steeply (docs/accuracy.md). */
const MINIMUM_INTER_EYE_PIXELS = 10;

/** Lowest sharpness: below it a portrait's similarity to another one of the same person falls under the threshold of level 3. */
const MINIMUM_SHARPNESS = 0.055;

/**
 * From this magnitude on a face surely stands upright: of faces turned by quarters none reached it (measured, docs/accuracy.md). Models that give
 * unit vectors never reach it: then all four sides are looked at, and the detector's score decides.
 */
const UPRIGHT_MAGNITUDE = 3;

/** A photo without a face is looked at in parts, of this share of its sides, at these places: a portrait may be small on a large scan. */
const PART = 0.4;
const PART_OFFSETS = [0, 0.3, 0.6] as const;

interface Candidate extends Embedding {
  readonly pixels: Pixels;
  readonly faces: readonly DetectedFace[];
  readonly landmarks: Landmarks;
}

/** The template of the main face on a photo as people send them: any side up, a whole card, a ghost portrait beside the main one. */
export async function readReferencePhoto(engine: FaceEngine, pixels: Pixels): Promise<ReferenceOutcome> {
  const found = (await findUpright(engine, pixels, detectWhole)) ?? (await findUpright(engine, pixels, detectInParts));
  if (!found) return { accepted: false, code: 'FACE_NOT_FOUND' };
  const [first, second] = found.faces;
  if (first && second && Math.sqrt(area(second.box) / area(first.box)) > LIKE_SIZE) return { accepted: false, code: 'MULTIPLE_FACES' };
  const quality = engine.quality(found.pixels, found.faces, found.landmarks);
  if (quality.interEyeDistance < MINIMUM_INTER_EYE_PIXELS) return { accepted: false, code: 'FACE_TOO_SMALL' };
  if (quality.sharpness < MINIMUM_SHARPNESS) return { accepted: false, code: 'FACE_TOO_BLURRED' };
  return { accepted: true, template: found.template };
}

type Detect = (engine: FaceEngine, pixels: Pixels) => Promise<readonly DetectedFace[]>;

/** The photo turned the way in which its main face is most surely one. */
async function findUpright(engine: FaceEngine, pixels: Pixels, detect: Detect): Promise<Candidate | undefined> {
  let best: Candidate | undefined;
  for (const quarters of [0, 1, 3, 2] as const) {
    const turned = rotateQuarters(pixels, quarters);
    const faces = await detect(engine, turned);
    const [main] = faces;
    if (!main) continue;
    const landmarks = await engine.landmarks(turned, main.box);
    const embedding = await engine.embed(turned, landmarks);
    const candidate = { pixels: turned, faces, landmarks, ...embedding };
    if (!best || strength(candidate) > strength(best)) best = candidate;
    if (embedding.magnitude >= UPRIGHT_MAGNITUDE) break;
  }
  return best;
}

function strength({ magnitude, faces }: Candidate): number {
  return magnitude * (faces[0]?.score ?? 0);
}

const detectWhole: Detect = (engine, pixels) => engine.detect(pixels);

const detectInParts: Detect = async (engine, pixels) => {
  const found: DetectedFace[] = [];
  const width = pixels.width * PART;
  const height = pixels.height * PART;
  for (const top of PART_OFFSETS) {
    for (const left of PART_OFFSETS) {
      const faces = await engine.detect(pixels, { x: left * pixels.width, y: top * pixels.height, width, height });
      // Parts overlap, so a face may be seen twice.
      found.push(...faces.filter(({ box }) => found.every((known) => intersectionOverUnion(known.box, box) === 0)));
    }
  }
  return found.sort((a, b) => area(b.box) - area(a.box));
};

function area({ width, height }: Box): number {
  return width * height;
}
