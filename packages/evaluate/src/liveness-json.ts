import type { LivenessReport } from './liveness.js';

/** Error rates of one species of attack and of the living people of its set, of bursts unless named otherwise: shares from 0 to 1, null where nothing was measured. */
export interface SpeciesJson {
  readonly set: string;
  readonly apcer: number | null;
  readonly bpcer: number | null;
  readonly apcerFrames: number | null;
  readonly bpcerFrames: number | null;
  readonly apcerRecordings: number | null;
  readonly bpcerRecordings: number | null;
  readonly apnrr: number | null;
  readonly bpnrr: number | null;
  readonly attackBursts: number;
  readonly realBursts: number;
  readonly eerFrames: number | null;
  readonly eerUsableFrames: number | null;
  readonly eerBursts: number | null;
}

/** The figures of real recordings as `evaluate liveness` prints them, by species. */
export function livenessJson(report: LivenessReport): {
  readonly real: Record<string, SpeciesJson>;
  readonly unreadable: readonly string[];
} {
  const species = report.species.map(
    ({ species: name, set, apcer, bpcer, frameLevel, recordingLevel, apnrr, bpnrr, eer }): [string, SpeciesJson] => [
      name,
      {
        set,
        apcer: known(apcer.rate),
        bpcer: known(bpcer.rate),
        apcerFrames: known(frameLevel.apcer.rate),
        bpcerFrames: known(frameLevel.bpcer.rate),
        apcerRecordings: known(recordingLevel.apcer.rate),
        bpcerRecordings: known(recordingLevel.bpcer.rate),
        apnrr: known(apnrr.rate),
        bpnrr: known(bpnrr.rate),
        attackBursts: apcer.of,
        realBursts: bpcer.of,
        eerFrames: known(eer.frames),
        eerUsableFrames: known(eer.usableFrames),
        eerBursts: known(eer.bursts),
      },
    ],
  );
  return { real: Object.fromEntries(species), unreadable: report.unreadable.map(({ path }) => path) };
}

function known(rate: number): number | null {
  return Number.isFinite(rate) ? Number(rate.toFixed(5)) : null;
}
