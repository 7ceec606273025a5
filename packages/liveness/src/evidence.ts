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

/** What a table of checks finds of a thing. A check that answers undefined has nothing to judge, and no finding. */
export function findingsOf<Checks extends Readonly<Record<string, (of: never) => Evidence | undefined>>>(
  checks: Checks,
  of: Parameters<Checks[keyof Checks]>[0],
): Partial<Record<keyof Checks, Evidence>> {
  const findings: Partial<Record<keyof Checks, Evidence>> = {};
  for (const name of Object.keys(checks) as (keyof Checks)[]) {
    const finding = checks[name]?.(of);
    if (finding !== undefined) findings[name] = finding;
  }
  return findings;
}

/** The worst of several outcomes. */
export function worstOutcome(outcomes: readonly EvidenceOutcome[]): EvidenceOutcome {
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.includes('doubtful') ? 'doubtful' : 'pass';
}
