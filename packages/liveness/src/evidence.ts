/** What one check found. `doubtful` asks for more evidence, `fail` refuses. */
export type EvidenceOutcome = 'pass' | 'doubtful' | 'fail';

/** One check's finding, kept with the attempt for audit; never told to the client. */
export interface Evidence {
  readonly outcome: EvidenceOutcome;
  /** The measured figure, in the unit of its threshold; absent if there was nothing to measure. */
  readonly value?: number;
  /** The threshold it was held against. */
  readonly threshold?: number;
}

/** A check that either holds or refuses. */
export function requireThat(holds: boolean, value?: number, threshold?: number): Evidence {
  return evidence(holds ? 'pass' : 'fail', value, threshold);
}

export function evidence(outcome: EvidenceOutcome, value?: number, threshold?: number): Evidence {
  return {
    outcome,
    ...(value === undefined ? {} : { value }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

/** The worst of several outcomes. */
export function worstOutcome(outcomes: readonly EvidenceOutcome[]): EvidenceOutcome {
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.includes('doubtful') ? 'doubtful' : 'pass';
}
