import { findQualityFaults, qualityFaults, type FrameAnalysis } from '@face-session/face';
import { qualityCauses, type QualityCause } from '@face-session/protocol';

/**
 * What was wrong with the pictures of a burst that failed, for the person: the most basic fault of light, sharpness, size or turn that more than half of the
 * frames have. Measured on the frames by themselves, so it tells nothing of the liveness checks.
 * @returns undefined if the pictures were good, or what was wrong is no fault of theirs
 */
export function qualityCauseOf(analyses: readonly FrameAnalysis[]): QualityCause | undefined {
  const found = analyses.map((analysis) => findQualityFaults(analysis));
  return qualityFaults.filter(isCause).find((cause) => found.filter((faults) => faults.includes(cause)).length * 2 > analyses.length);
}

function isCause(fault: string): fault is QualityCause {
  return (qualityCauses as readonly string[]).includes(fault);
}
