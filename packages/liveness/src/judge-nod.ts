import { similarity } from '@face-session/face';
import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { findingsOf, requireThat, worstOutcome, type Evidence } from './evidence.js';
import { faceGeometry } from './face-geometry.js';
import { judgeEyesOpen } from './judge-eyes-open.js';
import { hasOneFace, type OneFaceFrame, type TimedFrame } from './timed-frame.js';

/** Two pictures around a nod, and what is to be checked of them. */
interface PicturesOfNod {
  readonly before: OneFaceFrame;
  readonly after: OneFaceFrame;
  readonly best: OneFaceFrame;
  /** How far the nose moved along the line from the eyes to the mouth, 0 between the eyes and 1 at the mouth. */
  readonly shift: number;
  /** Degrees of roll between the two. */
  readonly tilt: number;
  readonly allowClosedEyes: boolean;
  readonly calibration: LivenessCalibration;
}

/** The checks of two pictures with one face each, each named for what a live person's have. Undefined where the session does without the check. */
const pictureChecks = {
  depth: ({ shift, calibration: { nod } }) => requireThat(Math.abs(shift) >= nod.minDepth, Math.abs(shift), nod.minDepth),
  turn: ({ before, after, shift, calibration: { nod } }) => {
    // Forward is down for the pose and further towards the mouth for the nose.
    const turn = (before.analysis.pose.pitch - after.analysis.pose.pitch) * Math.sign(shift);
    return requireThat(turn >= nod.minDegrees, turn, nod.minDegrees);
  },
  upright: ({ tilt, calibration: { nod } }) => requireThat(tilt <= nod.maxTilt, tilt, nod.maxTilt),
  identity: ({ before, after, calibration: { nod } }) => {
    const alike = similarity(before.analysis.template, after.analysis.template);
    return requireThat(alike >= nod.minIdentity, alike, nod.minIdentity);
  },
  // The other picture is of a bowed head, whose lids seem lowered.
  eyesOpen: ({ best, allowClosedEyes, calibration: { burst } }) =>
    allowClosedEyes ? undefined : judgeEyesOpen([best], burst.minEyeOpenness),
  spoofScore: ({ before, after, calibration: { burst } }) => {
    const score = Math.min(before.analysis.spoofScore ?? 0, after.analysis.spoofScore ?? 0);
    return requireThat(score >= burst.liveSpoofScore, score, burst.liveSpoofScore);
  },
} satisfies Record<string, (pictures: PicturesOfNod) => Evidence | undefined>;

export type NodCheck = 'oneFace' | 'freshFrames' | keyof typeof pictureChecks;

/** The names of all checks of a nod. */
export const nodChecks = Object.keys({ oneFace: true, freshFrames: true, ...pictureChecks }) as readonly NodCheck[];

interface NodOptions {
  /** Those digests of these pictures that the service has been sent before, in whatever attempt. */
  readonly replayedDigests?: ReadonlySet<string>;
  /** Whether closed eyes are accepted. */
  readonly allowClosedEyes?: boolean;
  readonly calibration?: LivenessCalibration;
}

interface NodVerdict {
  readonly live: boolean;
  /** Every check's finding; a check that could not be made is absent. For the audit, never for the client. */
  readonly evidence: Partial<Record<NodCheck, Evidence>>;
  /** The picture in which the person looks at the camera more: to compare with the reference and to keep. */
  readonly bestFrame: 0 | 1;
}

/**
 * Judges two pictures of a head that nodded between them, up or down. The nose tip stands out of the face, so in a nod it moves along the line from the
 * eyes to the mouth; on a flat picture it cannot, however that is shifted, turned, tilted or stretched. Both pictures must look real as well: there is
 * no second chance by gestures here, so a doubt fails.
 */
export function judgeNod(first: TimedFrame, second: TimedFrame, options: NodOptions = {}): NodVerdict {
  const { replayedDigests, allowClosedEyes = false, calibration = defaultLivenessCalibration } = options;
  const frames = [first, second];
  const replayed = frames.some(({ digest }) => replayedDigests?.has(digest));
  const found: Partial<Record<NodCheck, Evidence>> = { freshFrames: requireThat(first.digest !== second.digest && !replayed) };
  const faces = frames.filter(hasOneFace).filter(({ analysis }) => analysis.faces[0].box.width >= calibration.burst.minFaceWidth);
  found.oneFace = requireThat(faces.length === 2, faces.length, 2);
  const [before, after] = faces;
  if (!before || !after) return { live: false, evidence: found, bestFrame: 0 };

  const bestFrame = turnedAway(before) <= turnedAway(after) ? 0 : 1;
  const [from, to] = [faceGeometry(before.analysis.landmarks), faceGeometry(after.analysis.landmarks)];
  const [shift, tilt] = [to.noseDown - from.noseDown, Math.abs(to.roll - from.roll)];
  const pictures = { before, after, best: bestFrame === 0 ? before : after, shift, tilt, allowClosedEyes, calibration };
  Object.assign(found, findingsOf(pictureChecks, pictures));
  return {
    live: worstOutcome(Object.values(found).map(({ outcome }) => outcome)) === 'pass',
    evidence: found,
    bestFrame,
  };
}

/** Degrees between where the face looks and the camera. */
function turnedAway({ analysis: { pose } }: OneFaceFrame): number {
  return Math.hypot(pose.yaw, pose.pitch);
}
