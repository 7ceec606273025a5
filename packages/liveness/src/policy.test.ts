import { describe, expect, it } from 'vitest';
import { consequenceOf, gestureCountFor, strictestPolicy } from './policy.js';

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

describe('gestureCountFor', () => {
  it('asks for what is configured, and for at least two when the burst is in doubt', () => {
    expect(gestureCountFor('live', 1)).toBe(1);
    expect(gestureCountFor('doubtful', 1)).toBe(2);
    expect(gestureCountFor('doubtful', 3)).toBe(3);
  });
});
