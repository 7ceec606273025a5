import type { LivenessReport, SpeciesReport } from './liveness.js';
import type { ScoreFigures } from './score-figures.js';

/** Error rates of the spoof score, of bursts unless named otherwise: shares from 0 to 1, null where nothing was measured. */
interface ScoreJson {
  readonly apcer: number | null;
  readonly bpcer: number | null;
  readonly apcerFrames: number | null;
  readonly bpcerFrames: number | null;
  readonly apcerRecordings: number | null;
  readonly bpcerRecordings: number | null;
  readonly eerFrames: number | null;
  readonly eerOnePersonFrames: number | null;
  readonly eerUsableFrames: number | null;
  readonly eerBursts: number | null;
}

/** One species of attack and the living people of its set. */
export interface SpeciesJson extends ScoreJson {
  readonly set: string;
  readonly apnrr: number | null;
  readonly bpnrr: number | null;
  readonly attackBursts: number;
  readonly realBursts: number;
  /** Of the net asked once, on the same frames. */
  readonly baseline: ScoreJson;
  /** By group, where the manifest names groups. */
  readonly fairness?: SpeciesReport['fairness'];
}

/** The figures of real recordings as `evaluate liveness` prints them, by species. */
export function livenessJson(report: LivenessReport): {
  readonly real: Record<string, SpeciesJson>;
  readonly unreadable: readonly string[];
} {
  const species = report.species.map((figures): [string, SpeciesJson] => [
    figures.species,
    {
      set: figures.set,
      ...scoreJson(figures),
      apnrr: known(figures.apnrr.rate),
      bpnrr: known(figures.bpnrr.rate),
      attackBursts: figures.apcer.of,
      realBursts: figures.bpcer.of,
      baseline: scoreJson(figures.baseline),
      ...(figures.fairness && { fairness: figures.fairness }),
    },
  ]);
  return { real: Object.fromEntries(species), unreadable: report.unreadable.map(({ path }) => path) };
}

function scoreJson({ apcer, bpcer, frameLevel, recordingLevel, eer }: ScoreFigures): ScoreJson {
  return {
    apcer: known(apcer.rate),
    bpcer: known(bpcer.rate),
    apcerFrames: known(frameLevel.apcer.rate),
    bpcerFrames: known(frameLevel.bpcer.rate),
    apcerRecordings: known(recordingLevel.apcer.rate),
    bpcerRecordings: known(recordingLevel.bpcer.rate),
    eerFrames: known(eer.frames),
    eerOnePersonFrames: known(eer.onePersonFrames),
    eerUsableFrames: known(eer.usableFrames),
    eerBursts: known(eer.bursts),
  };
}

function known(rate: number): number | null {
  return Number.isFinite(rate) ? Number(rate.toFixed(5)) : null;
}
