import { afterEach, expect, it, vi } from 'vitest';
import { createVisits } from './visits.js';

afterEach(() => {
  vi.useRealTimers();
});

it('a visit keeps its selfie no longer than the service does', () => {
  vi.useFakeTimers();
  const visits = createVisits();
  const visit = visits.start({ sessionId: 'd2186cf1-4f3f-4a3f-9c59-0f6c3f2f6f10', nonce: 'n' });
  visits.keepSelfie(visit, new Uint8Array([1]), 60);

  vi.advanceTimersByTime(59_000);
  expect(visits.find(visit.id)?.selfie).toEqual(new Uint8Array([1]));
  vi.advanceTimersByTime(1_000);
  expect(visits.find(visit.id)).toEqual({ id: visit.id, sessionId: visit.sessionId, nonce: 'n' });
});
