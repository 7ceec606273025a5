import type { LivenessCalibration } from './calibration.js';
import { findingsOf, worstOutcome, type Evidence, type EvidenceOutcome } from './evidence.js';
import { cameraItemChecks, judgeCamera, type KnownCamera } from './judge-camera.js';
import { judgeDevice, type JudgedDevice } from './judge-device.js';
import { judgeHistory, type AttemptHistory } from './judge-history.js';
import { judgeUnseen } from './judge-unseen.js';

/** What is known of an attempt beside its frames. A member that is absent has nothing to judge, and no finding. */
export interface Circumstances {
  /** Earlier attempts of the same session, user, photo, device and address. */
  readonly history?: AttemptHistory | undefined;
  /** How much the burst differs from the most alike one before, in what other pixels change. */
  readonly earlierDifference?: number | undefined;
  /** The camera, by the client's word and by the pictures. */
  readonly camera?: KnownCamera | undefined;
  /** The device of the capture, and the operator's rules for it. */
  readonly device?: JudgedDevice | undefined;
  /** Checks whose doubt asks for gestures under every policy, because the operator's setting says so. Any other doubt changes nothing under `passive`. */
  readonly insisted?: readonly CircumstanceCheck[] | undefined;
}

/** What a check of circumstances gets. */
interface KnownCircumstances extends Omit<Circumstances, 'insisted'> {
  readonly calibration: LivenessCalibration;
}

/** The checks of what is known beside the frames, each named for what it looks at. Undefined where there is nothing to judge. */
export const circumstanceChecks = {
  sessionHistory: ({ history, calibration }) => judgeHistory('session', history, calibration.history),
  userHistory: ({ history, calibration }) => judgeHistory('user', history, calibration.history),
  photoHistory: ({ history, calibration }) => judgeHistory('photo', history, calibration.history),
  deviceHistory: ({ history, calibration }) => judgeHistory('device', history, calibration.history),
  addressHistory: ({ history, calibration }) => judgeHistory('address', history, calibration.history),
  unseenBurst: ({ earlierDifference, calibration }) => judgeUnseen(earlierDifference, calibration.replay),
  ...cameraItemChecks,
  camera: ({ camera, calibration }) => judgeCamera(camera, calibration.camera),
  device: ({ device }) => judgeDevice(device),
} satisfies Record<string, (known: KnownCircumstances) => Evidence | undefined>;

export type CircumstanceCheck = keyof typeof circumstanceChecks;

/** What the circumstances of an attempt were found to be. */
export interface CircumstancesVerdict {
  /** Every check's finding. For the audit, never for the client. */
  readonly evidence: Partial<Record<CircumstanceCheck, Evidence>>;
  /** The worst of all findings. */
  readonly outcome: EvidenceOutcome;
  /** The worst of the findings of `insisted` checks: what counts under every policy. */
  readonly insistedOutcome: EvidenceOutcome;
}

/** Judges what is known of an attempt beside its frames. Without circumstances there are no findings, and the outcome is `pass`. */
export function judgeCircumstances(circumstances: Circumstances | undefined, calibration: LivenessCalibration): CircumstancesVerdict {
  const { insisted = [], ...known } = circumstances ?? {};
  const found: CircumstancesVerdict['evidence'] = findingsOf(circumstanceChecks, { ...known, calibration });
  const outcomesOf = (names: readonly CircumstanceCheck[]): EvidenceOutcome[] => names.flatMap((name) => found[name]?.outcome ?? []);
  return {
    evidence: found,
    outcome: worstOutcome(outcomesOf(Object.keys(found) as CircumstanceCheck[])),
    insistedOutcome: worstOutcome(outcomesOf(insisted)),
  };
}
