import { createCamera, createPicture, loadSubjects, neutralPose, seededRandom, virtualHead, type Picture } from '@face-session/attacks';
import { defaultCalibration, type FrameAnalysis } from '@face-session/face';
import { createNodeEngine, decodePicture } from '@face-session/face/node';
import {
  attemptRules,
  burstParts,
  challengeOf,
  decideAttempt,
  defaultLivenessCalibration,
  gestureCounts,
  gestureSequences,
  type AttemptRules,
  type ClientRules,
  type MeasuredUpload,
} from '@face-session/liveness';
import { DEFAULT_MINIMUM_MATCH_LEVEL, MAX_ATTEMPTS, type Gesture } from '@face-session/protocol';
import { beforeAll, describe, expect, it } from 'vitest';

/*
 * One photo, moved in its plane by a script: rotated by 20 degrees for a tilt, scaled by 1.32 or 0.76 for a move, squeezed for a turn or a nod. Its frames are
 * measured once by the real models, and then decided for every sequence that can be drawn.
 */

/** What the script does to the photo at the height of a gesture. */
interface Affine {
  readonly roll: number;
  readonly across: number;
  readonly down: number;
}
const still: Affine = { roll: 0, across: 1, down: 1 };
/** The cosines of a turn by 28 and a nod by 18 degrees: how a rotated plane looks from afar. */
const height: Record<Gesture, Affine> = {
  TILT_LEFT: { ...still, roll: 20 },
  TILT_RIGHT: { ...still, roll: -20 },
  MOVE_CLOSER: { ...still, across: 1.32, down: 1.32 },
  MOVE_FURTHER: { ...still, across: 0.76, down: 0.76 },
  TURN_LEFT: { ...still, across: 0.88 },
  TURN_RIGHT: { ...still, across: 0.88 },
  NOD: { ...still, down: 0.95 },
};

/** Up, held and back, at four frames a second. */
const SHARES = [0.4, 0.8, 1, 1, 0.7, 0.3, 0];

let reference: Float32Array;
let burst: MeasuredUpload;
const looking: FrameAnalysis[] = [];
const done = new Map<Gesture, FrameAnalysis[]>();

beforeAll(async () => {
  const engine = await createNodeEngine();
  const [subject] = await loadSubjects(engine, ['sample3.jpg']);
  if (subject === undefined) throw new Error('The demonstration pictures have changed.');
  const photo = virtualHead(subject)(neutralPose);
  const camera = createCamera(seededRandom('planar'));
  const measure = async (affine: Affine, shift = 0): Promise<FrameAnalysis> =>
    engine.analyse(await decodePicture((await camera(moved(photo, affine, shift))).jpeg), burstParts());
  reference = (await measure(still)).template!;
  const frames = [];
  for (let index = 0; index < 5; index++) {
    const analysis = await measure(still, 3 * index);
    frames.push({ capturedAtMs: 600 + 150 * index, digest: `burst ${String(index)}`, analysis });
  }
  burst = { frames, replayedDigests: new Set(), receivedAtMs: 2_000 };
  for (let index = 0; index < 3; index++) looking.push(await measure(still, index));
  for (const gesture of Object.keys(height) as Gesture[]) {
    const analyses: FrameAnalysis[] = [];
    for (const share of SHARES) analyses.push(await measure(between(height[gesture], share)));
    done.set(gesture, analyses);
  }
}, 180_000);

function between({ roll, across, down }: Affine, share: number): Affine {
  return { roll: share * roll, across: 1 + share * (across - 1), down: 1 + share * (down - 1) };
}

/** The photo, transformed about the middle of its face and shifted to the right, pixels. */
function moved(photo: Picture, { roll, across, down }: Affine, shift: number): Picture {
  const { width, height: rows } = photo;
  const out = createPicture(width, rows);
  const angle = (roll * Math.PI) / 180;
  const middle = { x: width / 2, y: rows / 2 };
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < width; column++, at += 3) {
      const [dx, dy] = [column - middle.x - shift, row - middle.y];
      const u = middle.x + (Math.cos(angle) * dx + Math.sin(angle) * dy) / across;
      const v = middle.y + (Math.cos(angle) * dy - Math.sin(angle) * dx) / down;
      const from = 3 * (Math.round(Math.max(0, Math.min(rows - 1, v))) * width + Math.round(Math.max(0, Math.min(width - 1, u))));
      for (let channel = 0; channel < 3; channel++) out.data[at + channel] = photo.data[from + channel] as number;
    }
  }
  return out;
}

function perform(gestures: readonly Gesture[]): MeasuredUpload & { challengedAtMs: number } {
  const analyses = [...looking, ...gestures.flatMap((gesture) => done.get(gesture) ?? [])];
  const frames = analyses.map((analysis, index) => ({ capturedAtMs: 2_300 + 250 * index, digest: `gestures ${String(index)}`, analysis }));
  return { frames, replayedDigests: new Set(), challengedAtMs: 2_000, receivedAtMs: 14_000 };
}

/** Of all sequences that can be drawn, those that the photo passes. */
function passed(rules: AttemptRules): string[] {
  const challenge = challengeOf(rules.gestureCount, rules.excludedGestures);
  if (challenge === null) throw new Error('No challenge');
  return gestureSequences(challenge)
    .filter((asked) => {
      const attempt = { burst, asked, gestures: perform(asked) };
      return decideAttempt(attempt, reference, rules, { match: defaultCalibration, liveness: defaultLivenessCalibration }).passed;
    })
    .map((asked) => asked.join());
}

describe('One photo, rotated by 20 degrees and scaled by 1.32 or 0.76', () => {
  it.each(['TILT_LEFT', 'TILT_RIGHT', 'MOVE_CLOSER', 'MOVE_FURTHER'] as const)(
    'does %s: it is seen, so what refuses the photo is depth',
    (gesture) => {
      const rules = { ...rulesOf(1, {}), livenessPolicy: 'active' } as const;
      const attempt = { burst, asked: [gesture], gestures: perform([gesture]) };
      const { gestures } = decideAttempt(attempt, reference, rules, { match: defaultCalibration, liveness: defaultLivenessCalibration });
      expect(gestures).toMatchObject({ outcome: 'failed', reason: 'depth', findings: { gestures: { outcome: 'pass' } } });
    },
  );

  describe.each(gestureCounts)('under active liveness with %i gestures', (count) => {
    it.each<[string, ClientRules]>([
      ['whose client has no setting', {}],
      ['whose client excludes turns', { excludedGesture: 'FACE_TURN' }],
    ])('with excludedGesture FACE_TURN in the opening call, %s, passes no sequence', (_, client) => {
      expect(passed(rulesOf(count, client))).toEqual([]);
    });
  });
});

function rulesOf(gestureCount: (typeof gestureCounts)[number], client: ClientRules): AttemptRules {
  const service = {
    livenessPolicy: 'active',
    gestureCount,
    minimumMatchLevel: DEFAULT_MINIMUM_MATCH_LEVEL,
    maxAttempts: MAX_ATTEMPTS,
  } as const;
  return attemptRules(service, client, { excludedGesture: 'FACE_TURN' });
}
