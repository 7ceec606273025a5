import type { FaceEngine, FrameAnalysis } from '@face-session/face';
import { burstPlan, isUsableFrame, judgeBurst, livenessCalibration, type BurstVerdict } from '@face-session/liveness';
import { equalErrorRate, sortScores } from './error-rates.js';
import { REAL, readLivenessData, type LivenessData, type ReadClip, type Recording } from './liveness-data.js';
import { shareOf, type Share } from './wilson-interval.js';

/** One burst of a recording, judged with the service's own rules. */
export interface JudgedBurst {
  readonly recording: Recording;
  readonly verdict: BurstVerdict;
  /** Whether the spoof score takes it for real: enough usable frames, and their median from the live threshold on. */
  readonly acceptedByScore: boolean;
  /** Whether too few frames were usable (ISO/IEC 30107-3: a non-response); never accepted. */
  readonly unusable: boolean;
}

/** One species of attack against the living people of the same set (ISO/IEC 30107-3; never pooled over sets or species); APCER and BPCER of usable bursts. */
export interface SpeciesReport extends ErrorShares {
  readonly set: string;
  readonly species: string;
  /** The same of single usable frames, and of whole recordings, which are taken for real if one usable burst of theirs is. */
  readonly frameLevel: ErrorShares;
  readonly recordingLevel: ErrorShares;
  /** Non-responses: unusable bursts of attacks and of living people, of all. Neither is accepted. */
  readonly apnrr: Share;
  readonly bpnrr: Share;
  /** Attack and living bursts that all checks together find live, doubtful, an attack. Clips only: single pictures have no order in time. */
  readonly verdicts: { readonly attack: Verdicts; readonly real: Verdicts } | null;
  /** Equal error rates of the spoof score, on all frames with a face, on the usable ones, on the medians of bursts. */
  readonly eer: { readonly frames: number; readonly usableFrames: number; readonly bursts: number };
  /** Scores for a plot: medians of bursts. */
  readonly scores: { readonly attack: readonly number[]; readonly real: readonly number[] };
  readonly recordings: { readonly attack: number; readonly real: number };
}

/** Attacks taken for real, and living people not taken for real. */
export interface ErrorShares {
  readonly apcer: Share;
  readonly bpcer: Share;
}

/** How many bursts got each verdict. */
export type Verdicts = Record<BurstVerdict['verdict'], number>;

/** What `evaluate -- liveness` measured on real recordings: each species of attack, each burst, and what could not be read. */
export interface LivenessReport {
  readonly species: readonly SpeciesReport[];
  readonly bursts: readonly JudgedBurst[];
  readonly unreadable: LivenessData['unreadable'];
}

/**
 * Passive liveness on a folder of living people and attacks. The rule, fixed before any of these data were looked at: a burst is as many successive frames as
 * the service takes (clips: at its interval; folders of single pictures: in their order), none used twice; those frames count that are close, frontal and lit
 * as the calibration says; of three at least the median spoof score must reach the live threshold, which is .5, the net's own boundary.
 */
export async function evaluateLiveness(engine: FaceEngine, folder: string, readClip: ReadClip): Promise<LivenessReport> {
  const { recordings, unreadable } = await readLivenessData(engine, folder, readClip);
  const bursts = recordings.flatMap(judgeRecording);
  const species = [...new Set(recordings.map(({ set }) => set))].flatMap((set) => {
    const labels = new Set(recordings.filter((recording) => recording.set === set && recording.label !== REAL).map(({ label }) => label));
    return [...labels].map((label) => reportSpecies(set, label, bursts, recordings));
  });
  return { species, bursts, unreadable };
}

function judgeRecording(recording: Recording): JudgedBurst[] {
  const bursts: JudgedBurst[] = [];
  for (let first = 0; first + burstPlan.count <= recording.frames.length; first += burstPlan.count) {
    const frames = recording.frames.slice(first, first + burstPlan.count).map((analysis, index) => ({
      analysis,
      capturedAtMs: index * burstPlan.intervalMs,
      digest: `${recording.path}#${String(first + index)}`,
    }));
    const verdict = judgeBurst(frames, { receivedAtMs: burstPlan.count * burstPlan.intervalMs });
    const { coverage, spoofScore } = verdict.evidence;
    bursts.push({
      recording,
      verdict,
      acceptedByScore: coverage?.outcome === 'pass' && spoofScore?.outcome === 'pass',
      unusable: coverage?.outcome !== 'pass',
    });
  }
  return bursts;
}

function reportSpecies(set: string, species: string, bursts: readonly JudgedBurst[], recordings: readonly Recording[]): SpeciesReport {
  const of = (label: string) => bursts.filter(({ recording }) => recording.set === set && recording.label === label);
  const recordingsOf = (label: string) => recordings.filter((recording) => recording.set === set && recording.label === label);
  const attack = of(species);
  const real = of(REAL);
  const isClip = recordingsOf(species).every((recording) => recording.isClip);
  const framesOf = (label: string, wanted: (frame: FrameAnalysis) => boolean) =>
    recordingsOf(label).flatMap(({ frames }) => frames.flatMap((frame) => (wanted(frame) ? [frame.spoofScore ?? 0] : [])));
  const eerOf = (wanted: (frame: FrameAnalysis) => boolean) => eer(framesOf(REAL, wanted), framesOf(species, wanted));
  const scoresOf = (judged: readonly JudgedBurst[]) => judged.filter(isUsable).map(({ verdict }) => verdict.score);
  const acceptedFrames = (label: string) => framesOf(label, (frame) => isUsableFrame(frame)).map(isLiveScore);
  const acceptedBursts = (judged: readonly JudgedBurst[]) => judged.filter(isUsable).map(({ acceptedByScore }) => acceptedByScore);
  const acceptedRecordings = (judged: readonly JudgedBurst[]) =>
    [...new Set(judged.filter(isUsable).map(({ recording }) => recording))].map((recording) =>
      judged.some((burst) => burst.recording === recording && burst.acceptedByScore),
    );
  return {
    set,
    species,
    ...errorShares(acceptedBursts(attack), acceptedBursts(real)),
    frameLevel: errorShares(acceptedFrames(species), acceptedFrames(REAL)),
    recordingLevel: errorShares(acceptedRecordings(attack), acceptedRecordings(real)),
    apnrr: shareOf(attack.filter(({ unusable }) => unusable).length, attack.length),
    bpnrr: shareOf(real.filter(({ unusable }) => unusable).length, real.length),
    verdicts: isClip ? { attack: countVerdicts(attack), real: countVerdicts(real) } : null,
    eer: {
      frames: eerOf((frame) => frame.faces.length > 0),
      usableFrames: eerOf((frame) => isUsableFrame(frame)),
      bursts: eer(scoresOf(real), scoresOf(attack)),
    },
    scores: { attack: scoresOf(attack), real: scoresOf(real) },
    recordings: { attack: recordingsOf(species).length, real: recordingsOf(REAL).length },
  };
}

/** From whether each attack, and each living person, was taken for real. */
function errorShares(attacks: readonly boolean[], real: readonly boolean[]): ErrorShares {
  return {
    apcer: shareOf(attacks.filter((accepted) => accepted).length, attacks.length),
    bpcer: shareOf(real.filter((accepted) => !accepted).length, real.length),
  };
}

const isLiveScore = (score: number): boolean => score >= livenessCalibration.burst.liveSpoofScore;

const isUsable = ({ unusable }: JudgedBurst): boolean => !unusable;

function countVerdicts(bursts: readonly JudgedBurst[]): Verdicts {
  const count = (wanted: BurstVerdict['verdict']) => bursts.filter(({ verdict }) => verdict.verdict === wanted).length;
  return { live: count('live'), doubtful: count('doubtful'), attack: count('attack') };
}

function eer(real: readonly number[], attack: readonly number[]): number {
  if (real.length === 0 || attack.length === 0) return NaN;
  return equalErrorRate(sortScores(Float32Array.from(real)), sortScores(Float32Array.from(attack)));
}
