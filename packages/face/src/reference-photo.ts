import type { DetectedFace } from './detect.js';
import type { FaceEngine } from './face-engine.js';
import { intersectionOverUnion, scaleBox, type Box } from './geometry.js';
import { measureGrain, smooth } from './grain.js';
import type { Landmarks } from './landmarks.js';
import type { Pixels } from './pixels.js';
import type { Quality } from './quality.js';
import { cutOut } from './cut-out.js';
import { rotateQuarters } from './rotate.js';
import { similarity, type Embedding } from './template.js';

/** Why a photo cannot be compared with. */
export type ReferenceFault = 'FACE_NOT_FOUND' | 'MULTIPLE_FACES' | 'FACE_TOO_SMALL' | 'FACE_TOO_BLURRED';

/** What became of a reference photo: a template, or why there is none. */
export type ReferenceOutcome =
  | { readonly accepted: true; readonly template: Float32Array; readonly quality: PhotoQuality }
  | { readonly accepted: false; readonly code: ReferenceFault };

/** How fit an accepted photo is for comparison: {@link Quality}, and one score over all. */
export interface PhotoQuality extends Quality {
  /** 0 to 100, from the magnitude of the embedding; undefined with a recognition model of the operator's own, whose magnitudes are not known. */
  readonly unifiedQualityScore?: number;
}

/** Magnitude of a score of 50, and the change of magnitude that takes it to 73: half of the printed portraits of 33 pixels are below 50. */
const UNIFIED_MIDDLE = 3;
const UNIFIED_STEP = 0.4;

/** A second face of more than this share of the first one's side makes it unclear whose photo it is; bystanders and ghost portraits are smaller. */
const LIKE_SIZE = 0.75;

/**
 * From this similarity on, two faces on one photo are two portraits of one person. Far above level 3, because strangers before one camera resemble
 * each other: a faded second print of a portrait has 0.62 and more, two people of one origin less than 0.49 (docs/accuracy.md).
 */
const SAME_PERSON = 0.55;

/** Fewest pixels between the eyes: below it the measured error rises steeply (docs/accuracy.md). */
const MINIMUM_INTER_EYE_PIXELS = 10;

/** Lowest sharpness: below it a portrait's similarity to another one of the same person falls under the threshold of level 3. */
const MINIMUM_SHARPNESS = 0.055;

/**
 * Lowest strength of a face, the product of the magnitude of its embedding and the detector's score: on the photo as it stands, and on turned or
 * partial views, where false finds are more frequent and true faces upright. docs/accuracy.md has both error rates.
 */
const LEAST_STRENGTH = { upright: 2, elsewhere: 2.5 } as const;

/** From this magnitude on a face stands upright: of faces turned by quarters, 95 % have 2.7 or less (docs/accuracy.md). */
const UPRIGHT_MAGNITUDE = 3;

/** A turned view must be stronger by this much than an upright one that is a face: a turned face is weaker than the same face upright by 0.5 and more. */
const TURNED_ADVANTAGE = 0.3;

/** From this score on, a face that is too weak is reported as too small or too blurred if it is, rather than as none. */
const SURE_SCORE = 0.75;

/** Grain from which a photo is smoothed, see {@link measureGrain}. */
const GRAINY = 3.4;

/** Width of a face from which grain needs no filter, in pixels: the recognition model reads faces of about half of its 112 pixels, so it averages. */
const GRAIN_MATTERS_BELOW = 112;

/** Longest side of a photo that is smoothed whole when no face is found on it, in pixels: the detector averages the grain of larger ones itself. */
const SMOOTHED_WHOLE_SIDE = 640;

/** How much of the surroundings of a grainy face is read again, in widths of its box, and the scales that the detector reads it at, in turn until it finds the face. */
const SURROUNDINGS = 3;
const SCALES = [1, 1.5, 2] as const;

/** Overlap (intersection over union) from which the face that is found again is the same one. */
const FOUND_AGAIN = 0.3;

/** A photo without a face is searched in parts, of this share of its sides, at these places: a portrait may be small on a large scan. */
const PART = 0.4;
const PART_OFFSETS = [0, 0.3, 0.6] as const;

/** Faces of a view that are looked at, largest first: a false find may be larger than the portrait. */
const FACES_OF_VIEW = 4;

interface Candidate extends Embedding {
  readonly box: Box;
  readonly score: number;
  readonly landmarks: Landmarks;
}

/** What a search found on a photo, turned one way: faces that are strong enough, strongest of the largest first. */
interface TurnedPhoto {
  readonly pixels: Pixels;
  readonly faces: readonly Candidate[];
}

/** How a turned copy of a photo is searched. */
interface Search {
  readonly pixels: (photo: Pixels) => Pixels | undefined;
  readonly regions: (photo: Pixels) => readonly Box[];
  readonly leastUpright: number;
}

/** The template of the main face on a photo as people send them: any side up, a whole card, a second portrait of the same person beside the main one. */
export async function readReferencePhoto(engine: FaceEngine, pixels: Pixels): Promise<ReferenceOutcome> {
  const doubtful: TurnedPhoto[] = [];
  let found: TurnedPhoto | undefined;
  for (const search of [searchWhole, searchSmoothed, searchInParts]) found ??= await findUpright(engine, pixels, search, doubtful);
  if (!found) return { accepted: false, code: faultOfDoubtful(engine, doubtful) ?? 'FACE_NOT_FOUND' };
  const main = await mainFace(engine, found);
  if (!main) return { accepted: false, code: 'MULTIPLE_FACES' };
  const quality = qualityOf(engine, found.pixels, main);
  const fault = faultOf(quality);
  if (fault) return { accepted: false, code: fault };
  return {
    accepted: true,
    template: await readTemplate(engine, found.pixels, main),
    quality: { ...quality, singleFacePresent: singleFacePresent(found, main), ...unified(engine, main) },
  };
}

function singleFacePresent({ faces }: TurnedPhoto, main: Candidate): number {
  const second = faces.find((face) => face !== main);
  return second ? Math.max(0, 1 - area(second.box) / area(main.box)) : 1;
}

function unified(engine: FaceEngine, { magnitude }: Candidate): Pick<PhotoQuality, 'unifiedQualityScore'> {
  if (!engine.knowsMagnitudes) return {};
  return { unifiedQualityScore: Math.round(100 / (1 + Math.exp((UNIFIED_MIDDLE - magnitude) / UNIFIED_STEP))) };
}

function faultOf({ interEyeDistance, sharpness }: Quality): ReferenceFault | undefined {
  if (interEyeDistance < MINIMUM_INTER_EYE_PIXELS) return 'FACE_TOO_SMALL';
  return sharpness < MINIMUM_SHARPNESS ? 'FACE_TOO_BLURRED' : undefined;
}

function qualityOf(engine: FaceEngine, pixels: Pixels, face: Candidate): Quality {
  return engine.quality(pixels, [face], face.landmarks);
}

/** What is wrong with a face that is too weak, on the photo as it stands. */
function faultOfDoubtful(engine: FaceEngine, doubtful: readonly TurnedPhoto[]): ReferenceFault | undefined {
  for (const { pixels, faces } of doubtful) {
    const sure = faces.find(({ score }) => score >= SURE_SCORE);
    const fault = sure && faultOf(qualityOf(engine, pixels, sure));
    if (fault) return fault;
  }
  return undefined;
}

/**
 * The main face of a photo: the largest, or the strongest of several portraits of one person of like size. Undefined if faces of like size are of
 * different people.
 */
async function mainFace(engine: FaceEngine, { pixels, faces }: TurnedPhoto): Promise<Candidate | undefined> {
  const [largest] = faces;
  if (!largest) return undefined;
  const alike = faces.filter(({ box }) => Math.sqrt(area(box) / area(largest.box)) > LIKE_SIZE);
  if (alike.length === 1) return largest;
  const main = alike.reduce((best, face) => (face.magnitude > best.magnitude ? face : best));
  for (const face of alike) {
    if (face === main) continue;
    const templates = await Promise.all([readTemplate(engine, pixels, main), readTemplate(engine, pixels, face)]);
    if (similarity(...templates) < SAME_PERSON) return undefined;
  }
  return main;
}

/** The photo turned the way in which its faces are strongest; undefined where none is strong enough. */
async function findUpright(engine: FaceEngine, photo: Pixels, search: Search, doubtful: TurnedPhoto[]): Promise<TurnedPhoto | undefined> {
  const pixels = search.pixels(photo);
  if (!pixels) return undefined;
  let best: TurnedPhoto | undefined;
  for (const quarters of [0, 1, 3, 2] as const) {
    const turned = rotateQuarters(pixels, quarters);
    const found = await facesOf(engine, turned, search.regions(turned));
    const least = quarters === 0 ? search.leastUpright : LEAST_STRENGTH.elsewhere;
    const faces = found.filter((face) => !engine.knowsMagnitudes || strength(face) >= least);
    if (quarters === 0 && search === searchWhole) doubtful.push({ pixels: turned, faces: found });
    if (faces.length === 0) continue;
    if (!best || strongest(faces) > strongest(best.faces) + TURNED_ADVANTAGE) best = { pixels: turned, faces };
    if (engine.knowsMagnitudes && Math.max(...faces.map(({ magnitude }) => magnitude)) >= UPRIGHT_MAGNITUDE) break;
  }
  return best;
}

async function facesOf(engine: FaceEngine, pixels: Pixels, regions: readonly Box[]): Promise<Candidate[]> {
  const found: DetectedFace[] = [];
  for (const region of regions) {
    // Regions overlap, so a face may be found twice.
    const faces = await engine.detect(pixels, region);
    found.push(...faces.filter(({ box }) => found.every((known) => intersectionOverUnion(known.box, box) === 0)));
  }
  const largest = found.sort((a, b) => area(b.box) - area(a.box)).slice(0, FACES_OF_VIEW);
  const candidates: Candidate[] = [];
  for (const { box, score } of largest) {
    const landmarks = await engine.landmarks(pixels, box);
    candidates.push({ box, score, landmarks, ...(await engine.embed(pixels, landmarks)) });
  }
  return candidates;
}

function strength({ magnitude, score }: Candidate): number {
  return magnitude * score;
}

function strongest(faces: readonly Candidate[]): number {
  return Math.max(...faces.map(strength));
}

const whole = ({ width, height }: Pixels): Box => ({ x: 0, y: 0, width, height });

const searchWhole: Search = {
  pixels: (photo) => photo,
  regions: (photo) => [whole(photo)],
  leastUpright: LEAST_STRENGTH.upright,
};

/** Grain hides small faces from the detector: smoothed, and drawn smaller, they are found. */
const searchSmoothed: Search = {
  pixels: (photo) => (Math.max(photo.width, photo.height) <= SMOOTHED_WHOLE_SIDE ? smooth(photo) : undefined),
  regions: (photo) => [scaleBox(whole(photo), 1.5), scaleBox(whole(photo), 2)],
  leastUpright: LEAST_STRENGTH.upright,
};

const searchInParts: Search = {
  pixels: (photo) => photo,
  regions: (photo) =>
    PART_OFFSETS.flatMap((top) =>
      PART_OFFSETS.map((left) => ({
        x: left * photo.width,
        y: top * photo.height,
        width: PART * photo.width,
        height: PART * photo.height,
      })),
    ),
  leastUpright: LEAST_STRENGTH.elsewhere,
};

/** The template of a face: the one at hand, or, where grain covers the face, that of its smoothed surroundings. */
async function readTemplate(engine: FaceEngine, pixels: Pixels, face: Candidate): Promise<Float32Array> {
  if (face.box.width >= GRAIN_MATTERS_BELOW || measureGrain(pixels, face.box) < GRAINY) return face.template;
  const cut = cutOut(pixels, scaleBox(face.box, SURROUNDINGS));
  const box = { ...face.box, x: face.box.x - cut.x, y: face.box.y - cut.y };
  const smoothed = smooth(cut.pixels);
  for (const scale of SCALES) {
    const faces = await engine.detect(smoothed, scaleBox(whole(smoothed), scale));
    const again = faces.find((candidate) => intersectionOverUnion(candidate.box, box) > FOUND_AGAIN);
    if (again) return (await engine.embed(smoothed, await engine.landmarks(smoothed, again.box))).template;
  }
  return face.template;
}

function area({ width, height }: Box): number {
  return width * height;
}
