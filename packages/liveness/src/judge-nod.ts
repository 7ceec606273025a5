import { similarity } from '@face-session/face';
import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { requireThat, worstOutcome, type Evidence } from './evidence.js';
import { faceGeometry } from './face-geometry.js';
import { judgeEyesOpen } from './judge-eyes-open.js';
import { hasOneFace, type OneFaceFrame, type TimedFrame } from './timed-frame.js';

/** The checks of two pictures around a nod, each named for what a live person's have. */
export const nodChecks = ['oneFace', 'freshFrames', 'identity', 'eyesOpen', 'depth', 'turn', 'upright', 'spoofScore'] as const;
export type NodCheck = (typeof nodChecks)[number];

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
  const { nod, burst } = options.calibration ?? defaultLivenessCalibration;
  const frames = [first, second];
  const replayed = frames.some(({ digest }) => options.replayedDigests?.has(digest));
  const found: Partial<Record<NodCheck, Evidence>> = { freshFrames: requireThat(first.digest !== second.digest && !replayed) };
  const faces = frames.filter(hasOneFace).filter(({ analysis }) => analysis.faces[0].box.width >= burst.minFaceWidth);
  found.oneFace = requireThat(faces.length === 2, faces.length, 2);
  const [before, after] = faces;
  if (!before || !after) return { live: false, evidence: found, bestFrame: 0 };

  const [from, to] = [faceGeometry(before.analysis.landmarks), faceGeometry(after.analysis.landmarks)];
  const shift = to.noseDown - from.noseDown;
  // Forward is down for the pose and further towards the mouth for the nose.
  const turn = (before.analysis.pose.pitch - after.analysis.pose.pitch) * Math.sign(shift);
  const alike = similarity(before.analysis.template, after.analysis.template);
  const spoofScore = Math.min(...faces.map(({ analysis }) => analysis.spoofScore ?? 0));
  found.depth = requireThat(Math.abs(shift) >= nod.minDepth, Math.abs(shift), nod.minDepth);
  found.turn = requireThat(turn >= nod.minDegrees, turn, nod.minDegrees);
  found.upright = requireThat(Math.abs(to.roll - from.roll) <= nod.maxTilt, Math.abs(to.roll - from.roll), nod.maxTilt);
  found.identity = requireThat(alike >= nod.minIdentity, alike, nod.minIdentity);
  const bestFrame = turnedAway(before) <= turnedAway(after) ? 0 : 1;
  // The other picture is of a bowed head, whose lids seem lowered.
  if (options.allowClosedEyes !== true) found.eyesOpen = judgeEyesOpen([bestFrame === 0 ? before : after], burst.minEyeOpenness);
  found.spoofScore = requireThat(spoofScore >= burst.liveSpoofScore, spoofScore, burst.liveSpoofScore);
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
