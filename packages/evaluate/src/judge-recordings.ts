import { defaultCalibration, measureSceneMotion, sceneFramesOf, withoutCentre, type SceneMotion } from '@face-session/face';
import { attemptRules, burstPlan, decideBurst, liveTemplate, type BurstDecision, type LivenessCalibration } from '@face-session/liveness';
import { DEFAULT_MINIMUM_MATCH_LEVEL, MAX_ATTEMPTS } from '@face-session/protocol';
import { landmarkMotion } from './landmark-motion.js';
import type { RecordedFrame, Recording } from './liveness-data.js';

/** The rules that recordings are decided by: those of a service with default settings. */
const RULES = attemptRules(
  { livenessPolicy: 'adaptive', gestureCount: 2, minimumMatchLevel: DEFAULT_MINIMUM_MATCH_LEVEL, maxAttempts: MAX_ATTEMPTS },
  {},
  {},
);

/** One burst of a recording, decided as the service decides it. */
export interface JudgedBurst {
  readonly recording: Recording;
  /** Under the policy `adaptive`. The face matches by itself, because a recording has no ID photo. */
  readonly decision: BurstDecision;
  /** Whether the spoof score takes it for real: enough usable frames, and their median from the live threshold on. */
  readonly acceptedByScore: boolean;
  /** Whether too few frames were usable (ISO/IEC 30107-3: a non-response); never accepted. */
  readonly unusable: boolean;
}

/** Recordings, and their bursts as a calibration has them judged. */
export interface JudgedRecordings {
  readonly recordings: readonly Recording[];
  readonly bursts: readonly JudgedBurst[];
  readonly calibration: LivenessCalibration;
}

/**
 * Judges recordings burst by burst: as many successive frames as the service takes (clips: at its interval; folders of single pictures: in their order), none
 * used twice.
 */
export function judgeRecordings(
  recordings: readonly Recording[],
  calibration: LivenessCalibration,
  motionOf: MotionOf = measuredMotion,
): JudgedRecordings {
  return { recordings, bursts: recordings.flatMap((recording) => judgeRecording(recording, calibration, motionOf)), calibration };
}

/** The same recordings judged by the earlier movement rule, which takes any movement of the landmarks for life. */
export function judgedByLandmarks({ recordings, calibration }: JudgedRecordings): JudgedRecordings {
  return judgeRecordings(recordings, calibration, landmarkMotion);
}

/** How the scene of a burst moves, as a movement rule sees it; undefined is doubt. */
type MotionOf = (frames: readonly RecordedFrame[]) => SceneMotion | undefined;

function measuredMotion(frames: readonly RecordedFrame[]): SceneMotion | undefined {
  const scenes = sceneFramesOf(frames);
  return scenes && measureSceneMotion(scenes);
}

/** The same recordings judged by the score of the net asked once of every frame. */
export function judgedAsSeen(judged: JudgedRecordings): JudgedRecordings {
  return judgedByScore(judged, ({ spoofScoreAsSeen }) => spoofScoreAsSeen);
}

/** The same recordings judged by the score of the net asked twice of every frame. */
export function judgedByBothViews(judged: JudgedRecordings): JudgedRecordings {
  return judgedByScore(judged, ({ spoofScoreOfBoth }) => spoofScoreOfBoth);
}

function judgedByScore(
  { recordings, calibration }: JudgedRecordings,
  scoreOf: (frame: RecordedFrame) => number | undefined,
): JudgedRecordings {
  const rescored = recordings.map((recording) => ({
    ...recording,
    frames: recording.frames.map((frame) => {
      const spoofScore = scoreOf(frame);
      return spoofScore === undefined ? frame : { ...frame, spoofScore };
    }),
  }));
  return judgeRecordings(rescored, calibration);
}

/** Those of one set and label. */
export function judgedOf({ recordings, bursts, calibration }: JudgedRecordings, set: string, label: string): JudgedRecordings {
  const isWanted = (recording: Recording) => recording.set === set && recording.label === label;
  return { recordings: recordings.filter(isWanted), bursts: bursts.filter(({ recording }) => isWanted(recording)), calibration };
}

/** A burst is matched with its own template, which needs no centre. */
const OWN_FACE = withoutCentre(defaultCalibration);

function judgeRecording(recording: Recording, calibration: LivenessCalibration, motionOf: MotionOf): JudgedBurst[] {
  const bursts: JudgedBurst[] = [];
  for (let first = 0; first + burstPlan.count <= recording.frames.length; first += burstPlan.count) {
    const recorded = recording.frames.slice(first, first + burstPlan.count);
    const frames = recorded.map((analysis, index) => ({
      analysis,
      capturedAtMs: index * burstPlan.intervalMs,
      digest: `${recording.path}#${String(first + index)}`,
    }));
    const upload = {
      frames,
      receivedAtMs: burstPlan.count * burstPlan.intervalMs,
      replayedDigests: new Set<string>(),
      sceneMotion: motionOf(recorded),
    };
    const own = liveTemplate(frames.map(({ analysis }) => analysis)) ?? new Float32Array();
    const decision = decideBurst(upload, own, RULES, { match: OWN_FACE, liveness: calibration });
    const { coverage, spoofScore } = decision.findings;
    bursts.push({
      recording,
      decision,
      acceptedByScore: coverage?.outcome === 'pass' && spoofScore?.outcome === 'pass',
      unusable: coverage?.outcome !== 'pass',
    });
  }
  return bursts;
}
