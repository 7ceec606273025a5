import { findQualityFaults, qualityFaults, type FrameAnalysis } from '@face-session/face';
import { qualityCauses, type QualityCause } from '@face-session/protocol';

/**
 * Returns what was wrong with the pictures of a failed burst, for the person: the most basic fault of light, sharpness, size or turn that more than half of the
 * frames have. It is measured on each frame alone, so it reveals nothing of the liveness checks.
 * @returns undefined if the pictures were good
 */
export function qualityCauseOf(analyses: readonly FrameAnalysis[]): QualityCause | undefined {
  const found = analyses.map((analysis) => findQualityFaults(analysis));
  return qualityFaults.filter(isCause).find((cause) => found.filter((faults) => faults.includes(cause)).length * 2 > analyses.length);
}

function isCause(fault: string): fault is QualityCause {
  return (qualityCauses as readonly string[]).includes(fault);
}
