import type { FaceEngine } from '@face-session/face';
import { defaultLivenessCalibration, type BurstDecision, type LivenessCalibration } from '@face-session/liveness';
import {
  judgedAsSeen,
  judgedByBothViews,
  judgedByLandmarks,
  judgedOf,
  judgeRecordings,
  type JudgedBurst,
  type JudgedRecordings,
} from './judge-recordings.js';
import { differentialsOf, type Differential, type GroupCases } from './fairness.js';
import { REAL, readLivenessData, type LivenessData, type ReadClip } from './liveness-data.js';
import { burstScores, scoreFigures, type ScoreFigures } from './score-figures.js';
import { mulberry32, shareOf, type Share } from '@face-session/face';

/** One species of attack against the living people of the same set (ISO/IEC 30107-3; never pooled over sets or species). */
export interface SpeciesReport extends ScoreFigures {
  readonly set: string;
  readonly species: string;
  /** The figures of the net asked once, without the mirror image, on the same frames. */
  readonly baseline: ScoreFigures;
  /** Non-responses: unusable bursts of attacks and of living people, of all. Neither is accepted. */
  readonly apnrr: Share;
  readonly bpnrr: Share;
  /** Attack and living bursts that all checks together find live, doubtful, an attack. Clips only: single pictures have no order in time. */
  readonly verdicts: { readonly attack: Verdicts; readonly real: Verdicts } | null;
  /** Scores for a plot: medians of bursts. */
  readonly scores: { readonly attack: readonly number[]; readonly real: readonly number[] };
  readonly recordings: { readonly attack: number; readonly real: number };
  /** How the rates of usable bursts differ between groups, by recording; of manifests that name groups. */
  readonly fairness?: { readonly apcer: readonly Differential[]; readonly bpcer: readonly Differential[] };
}

/** How many bursts got each verdict. */
type Verdicts = Record<BurstDecision['verdict'], number>;

/** What `evaluate -- liveness` measured on real recordings: each species of attack, each burst, and what could not be read. */
export interface LivenessReport {
  readonly species: readonly SpeciesReport[];
  readonly bursts: readonly JudgedBurst[];
  /** The same bursts, in the same order, by the earlier movement rule: any movement of the landmarks counts. */
  readonly burstsByLandmarks: readonly JudgedBurst[];
  /** Bursts that get the same verdict when the net is asked twice of every frame, not only of those that are unclear. */
  readonly sameByBothViews: Share;
  /** Frames of living people and of attacks that are clear at first sight, so that the net is asked once. */
  readonly clearFrames: { readonly real: Share; readonly attack: Share };
  readonly unreadable: LivenessData['unreadable'];
}

/**
 * Passive liveness on a folder of living people and attacks. The rule, fixed before any of these data were looked at: those frames of a burst count that are
 * close, frontal and lit as the calibration says; of three at least the median spoof score must reach the live threshold, which is 0.5, the net's own boundary.
 */
export async function evaluateLiveness(
  engine: FaceEngine,
  folder: string,
  readClip: ReadClip,
  calibration: LivenessCalibration = defaultLivenessCalibration,
): Promise<LivenessReport> {
  const { recordings, unreadable } = await readLivenessData(engine, folder, readClip, calibration);
  const judged = judgeRecordings(recordings, calibration);
  const baseline = judgedAsSeen(judged);
  const species = [...new Set(recordings.map(({ set }) => set))].flatMap((set) => {
    const labels = new Set(recordings.filter((recording) => recording.set === set && recording.label !== REAL).map(({ label }) => label));
    return [...labels].map((label) => reportSpecies(set, label, judged, baseline));
  });
  const bothViews = judgedByBothViews(judged).bursts;
  const same = judged.bursts.filter(({ decision }, index) => decision.verdict === bothViews[index]?.decision.verdict);
  return {
    species,
    bursts: judged.bursts,
    burstsByLandmarks: judgedByLandmarks(judged).bursts,
    sameByBothViews: shareOf(same.length, judged.bursts.length),
    clearFrames: {
      real: clearShare(recordings.filter(({ label }) => label === REAL)),
      attack: clearShare(recordings.filter(({ label }) => label !== REAL)),
    },
    unreadable,
  };
}

function reportSpecies(set: string, species: string, judged: JudgedRecordings, baseline: JudgedRecordings): SpeciesReport {
  const attack = judgedOf(judged, set, species);
  const real = judgedOf(judged, set, REAL);
  const hasGroups = [...attack.recordings, ...real.recordings].some(({ groups }) => groups !== undefined);
  const isClip = attack.recordings.every((recording) => recording.isClip);
  return {
    set,
    species,
    ...scoreFigures(attack, real),
    baseline: scoreFigures(judgedOf(baseline, set, species), judgedOf(baseline, set, REAL)),
    apnrr: shareOf(attack.bursts.filter(({ unusable }) => unusable).length, attack.bursts.length),
    bpnrr: shareOf(real.bursts.filter(({ unusable }) => unusable).length, real.bursts.length),
    verdicts: isClip ? { attack: countVerdicts(attack.bursts), real: countVerdicts(real.bursts) } : null,
    scores: { attack: burstScores(attack), real: burstScores(real) },
    recordings: { attack: attack.recordings.length, real: real.recordings.length },
    ...(hasGroups && {
      fairness: {
        apcer: differentialsOf(casesOf(attack, true), mulberry32(SEED)),
        bpcer: differentialsOf(casesOf(real, false), mulberry32(SEED)),
      },
    }),
  };
}

const SEED = 20_240_603;

/** Usable bursts by recording. @param acceptedIsError whether a burst that is taken for real is an error, as of an attack */
function casesOf({ bursts }: JudgedRecordings, acceptedIsError: boolean): GroupCases[] {
  return bursts
    .filter(({ unusable }) => !unusable)
    .map(({ recording, acceptedByScore }) => ({
      groups: recording.groups ?? {},
      people: [recording.path],
      errors: acceptedByScore === acceptedIsError ? 1 : 0,
      of: 1,
    }));
}

function clearShare(recordings: LivenessData['recordings']): Share {
  const scores = recordings.flatMap(({ frames }) =>
    frames.flatMap(({ spoofScore, spoofScoreAsSeen: seen }) => (seen === undefined ? [] : [spoofScore === seen])),
  );
  return shareOf(scores.filter(Boolean).length, scores.length);
}

function countVerdicts(bursts: readonly JudgedBurst[]): Verdicts {
  const count = (wanted: BurstDecision['verdict']) => bursts.filter(({ decision }) => decision.verdict === wanted).length;
  return { live: count('live'), doubtful: count('doubtful'), attack: count('attack') };
}
