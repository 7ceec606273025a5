import { showsOnePerson, type FrameAnalysis } from '@face-session/face';
import { isUsableFrame } from '@face-session/liveness';
import { equalErrorRate, sortScores } from './error-rates.js';
import type { JudgedBurst, JudgedRecordings } from './judge-recordings.js';
import { shareOf, type Share } from '@face-session/face';

/** Attacks taken for real, and living people not taken for real. */
interface ErrorShares {
  readonly apcer: Share;
  readonly bpcer: Share;
}

/** Error rates of the spoof score on one species of attack and the living people of its set; APCER and BPCER of usable bursts. */
export interface ScoreFigures extends ErrorShares {
  /** The same of single usable frames, and of whole recordings, which are taken for real if one usable burst of theirs is. */
  readonly frameLevel: ErrorShares;
  readonly recordingLevel: ErrorShares;
  /** Equal error rates on all frames with a face, on those that show one person, on the usable ones, on the medians of usable bursts; NaN where there are none. */
  readonly eer: Readonly<Record<'frames' | 'onePersonFrames' | 'usableFrames' | 'bursts', number>>;
}

/** The figures of attacks against living people. */
export function scoreFigures(attack: JudgedRecordings, real: JudgedRecordings): ScoreFigures {
  const { burst } = attack.calibration;
  const isUsable = (frame: FrameAnalysis) => isUsableFrame(frame, burst);
  const eerOf = (wanted: (frame: FrameAnalysis) => boolean) => equalErrorOf(frameScores(real, wanted), frameScores(attack, wanted));
  const acceptedFrames = (of: JudgedRecordings) => frameScores(of, isUsable).map((score) => score >= burst.liveSpoofScore);
  return {
    ...errorShares(acceptedBursts(attack), acceptedBursts(real)),
    frameLevel: errorShares(acceptedFrames(attack), acceptedFrames(real)),
    recordingLevel: errorShares(acceptedRecordings(attack), acceptedRecordings(real)),
    eer: {
      frames: eerOf(({ faces }) => faces.length > 0),
      onePersonFrames: eerOf(({ faces }) => showsOnePerson(faces)),
      usableFrames: eerOf(isUsable),
      bursts: equalErrorOf(burstScores(real), burstScores(attack)),
    },
  };
}

/** Median spoof scores of the usable bursts. */
export function burstScores(judged: JudgedRecordings): number[] {
  return usableBursts(judged).map(({ decision }) => decision.score);
}

function usableBursts({ bursts }: JudgedRecordings): JudgedBurst[] {
  return bursts.filter(({ unusable }) => !unusable);
}

function frameScores({ recordings }: JudgedRecordings, wanted: (frame: FrameAnalysis) => boolean): number[] {
  return recordings.flatMap(({ frames }) => frames.filter(wanted).map(({ spoofScore }) => spoofScore ?? 0));
}

function acceptedBursts(judged: JudgedRecordings): boolean[] {
  return usableBursts(judged).map(({ acceptedByScore }) => acceptedByScore);
}

function acceptedRecordings(judged: JudgedRecordings): boolean[] {
  const accepted = new Map<unknown, boolean>();
  for (const { recording, acceptedByScore } of usableBursts(judged)) {
    accepted.set(recording, acceptedByScore || accepted.get(recording) === true);
  }
  return [...accepted.values()];
}

/** From whether each attack, and each living person, was taken for real. */
function errorShares(attacks: readonly boolean[], real: readonly boolean[]): ErrorShares {
  return {
    apcer: shareOf(attacks.filter((accepted) => accepted).length, attacks.length),
    bpcer: shareOf(real.filter((accepted) => !accepted).length, real.length),
  };
}

function equalErrorOf(real: readonly number[], attack: readonly number[]): number {
  if (real.length === 0 || attack.length === 0) return NaN;
  return equalErrorRate(sortScores(Float32Array.from(real)), sortScores(Float32Array.from(attack)));
}
