import type { Calibration, SceneMotion } from '@face-session/face';
import type { AttemptFailureCode, GestureFault, LivenessMethod, MatchLevel, QualityCause } from '@face-session/protocol';
import type { LivenessCalibration } from '../calibration.js';
import type { Circumstances } from '../circumstance-checks.js';
import type { ChallengeRequirement } from '../draw-gestures.js';
import type { Evidence } from '../evidence.js';
import type { NeutralFace } from '../neutral-face.js';
import type { SeenGesture } from '../seen-gestures.js';
import type { TimedFrame } from '../timed-frame.js';

/** The thresholds that an attempt is decided by. */
export interface Calibrations {
  readonly match: Calibration;
  readonly liveness: LivenessCalibration;
}

/** One upload as it was measured. */
export interface MeasuredUpload {
  readonly frames: readonly TimedFrame[];
  /** Digests of this upload that the service has received before, in any attempt. */
  readonly replayedDigests: ReadonlySet<string>;
  /** When the upload had arrived, ms since the attempt was opened, by the server's clock. */
  readonly receivedAtMs: number;
  /** How the scene of a burst moves. Without it, the movement is in doubt. */
  readonly sceneMotion?: SceneMotion | undefined;
  /** What is known of the attempt beside its frames; judged with its burst. */
  readonly circumstances?: Circumstances | undefined;
}

/** The findings of every check, each with what was measured and its threshold: for the audit log, never for the client. */
export type Findings = Readonly<Record<string, Evidence>>;

/** Why an attempt failed that has no check of its own in {@link Findings}. */
type OtherReason =
  'no_match' | 'other_nonce' | 'unreadable_frame' | 'too_many_frames' | 'gestures_late' | 'gesture_declined' | 'light_late';

/** The attempt is over, and it counts. */
export interface FailedDecision {
  readonly outcome: 'failed';
  readonly code: AttemptFailureCode;
  /** The check that failed, or another reason: for metrics and the audit log. */
  readonly reason: string;
  /** Null if the face was not compared. */
  readonly matchLevel: MatchLevel | null;
  /** What the person can do better; only if nothing else was wrong, so that it teaches an attacker nothing. */
  readonly gestureFault?: GestureFault;
  readonly eyesClosed?: true;
  /** What was wrong with the pictures of a burst, whatever a check found. */
  readonly qualityCause?: QualityCause;
  readonly findings: Findings;
  readonly seenGestures?: readonly SeenGesture[];
}

/** The attempt is over with success. */
export interface PassedDecision {
  readonly outcome: 'passed';
  /** What proved liveness. */
  readonly method: LivenessMethod;
  readonly matchLevel: MatchLevel;
  readonly findings: Findings;
  readonly seenGestures?: readonly SeenGesture[];
}

/** The attempt goes on: gestures are to be drawn and asked for. */
export interface ChallengedDecision {
  readonly outcome: 'challenged';
  readonly challenge: ChallengeRequirement;
  readonly matchLevel: MatchLevel;
  /** What the gestures are measured against. */
  readonly neutral: NeutralFace;
  readonly findings: Findings;
}

/** The attempt goes on: light is to be drawn and shown. */
export interface LightDecision extends LightFollowers {
  readonly outcome: 'light';
  readonly matchLevel: MatchLevel;
  readonly neutral: NeutralFace;
  readonly findings: Findings;
}

/** Which gestures follow a challenge of light. */
export interface LightFollowers {
  /** After the light was seen; null: the attempt passes. Light never takes the place of gestures that the policy or a doubt asks for. */
  readonly then: ChallengeRequirement | null;
  /** After the check abstained, the person declined or the capture could not; null: the attempt passes. */
  readonly instead: ChallengeRequirement | null;
}

/** An attempt that fails before its frames can be measured. */
export function failedUnjudged(reason: Exclude<OtherReason, 'no_match'>, matchLevel: MatchLevel | null = null): FailedDecision {
  return {
    outcome: 'failed',
    code: 'FACE_LIVENESS_FAILED',
    reason,
    matchLevel,
    ...(reason === 'gestures_late' && { gestureFault: 'TOO_LATE' }),
    findings: {},
  };
}

/** The first check that failed or else doubted. */
export function failedCheckOf(findings: Findings): string {
  const found = Object.entries(findings);
  const failed = found.find(([, { outcome }]) => outcome === 'fail') ?? found.find(([, { outcome }]) => outcome === 'doubtful');
  return failed?.[0] ?? 'liveness';
}
