import { describe, expect, it } from 'vitest';
import type { EvidenceOutcome } from './evidence.js';
import { consequenceOf, consequenceWith, gestureCountFor, livenessPolicies, strictestPolicy, verdictWith } from './policy.js';

describe('strictestPolicy', () => {
  it('lets nobody ask for less', () => {
    expect(strictestPolicy('adaptive', 'passive')).toBe('adaptive');
    expect(strictestPolicy('passive', 'active')).toBe('active');
    expect(strictestPolicy('active', 'passive', 'adaptive')).toBe('active');
  });
});

describe('consequenceOf', () => {
  it('fails an attack under every policy', () => {
    for (const policy of ['passive', 'adaptive', 'active'] as const) expect(consequenceOf(policy, 'attack')).toBe('failed');
  });

  it('passes a live burst unless gestures are always wanted, and a doubtful one never without them', () => {
    expect(consequenceOf('passive', 'live')).toBe('passed');
    expect(consequenceOf('adaptive', 'live')).toBe('passed');
    expect(consequenceOf('active', 'live')).toBe('challenged');
    expect(consequenceOf('passive', 'doubtful')).toBe('failed');
    expect(consequenceOf('adaptive', 'doubtful')).toBe('challenged');
    expect(consequenceOf('active', 'doubtful')).toBe('challenged');
  });
});

describe('consequenceWith', () => {
  const known = (outcome: EvidenceOutcome, insistedOutcome: EvidenceOutcome = 'pass') => ({ outcome, insistedOutcome });
  const verdicts = ['live', 'doubtful', 'attack'] as const;

  it('changes nothing where circumstances pass', () => {
    for (const policy of livenessPolicies) {
      for (const verdict of verdicts) {
        expect(consequenceWith(policy, verdict, known('pass'))).toBe(consequenceOf(policy, verdict));
        expect(verdictWith(policy, verdict, known('pass'))).toBe(verdict);
      }
    }
  });

  it('fails every burst where circumstances fail', () => {
    for (const policy of livenessPolicies) {
      for (const verdict of verdicts) {
        expect(consequenceWith(policy, verdict, known('fail'))).toBe('failed');
        expect(verdictWith(policy, verdict, known('fail'))).toBe('attack');
      }
    }
  });

  it('asks for gestures after a doubt, except under passive', () => {
    expect(consequenceWith('adaptive', 'live', known('doubtful'))).toBe('challenged');
    expect(consequenceWith('active', 'live', known('doubtful'))).toBe('challenged');
    expect(consequenceWith('passive', 'live', known('doubtful'))).toBe('passed');
    expect(verdictWith('adaptive', 'live', known('doubtful'))).toBe('doubtful');
    expect(verdictWith('passive', 'live', known('doubtful'))).toBe('live');
  });

  it('asks for gestures under passive too, where the operator insists on it', () => {
    expect(consequenceWith('passive', 'live', known('doubtful', 'doubtful'))).toBe('challenged');
    expect(verdictWith('passive', 'live', known('doubtful', 'doubtful'))).toBe('doubtful');
  });

  it('never saves a burst that the policy fails', () => {
    expect(consequenceWith('passive', 'doubtful', known('doubtful', 'doubtful'))).toBe('failed');
    expect(consequenceWith('adaptive', 'attack', known('doubtful', 'doubtful'))).toBe('failed');
  });
});

describe('gestureCountFor', () => {
  it('asks for what is configured, and for at least two when the burst is in doubt', () => {
    expect(gestureCountFor('live', 1)).toBe(1);
    expect(gestureCountFor('doubtful', 1)).toBe(2);
    expect(gestureCountFor('doubtful', 3)).toBe(3);
  });
});
