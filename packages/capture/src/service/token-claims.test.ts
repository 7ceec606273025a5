import { describe, expect, it } from 'vitest';
import { reportsSteps } from './token-claims.js';

const tokenOf = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;

describe('whether the steps of a session are reported', () => {
  it.each([
    ['nobody', undefined, {}, false],
    ['the operator', undefined, { trace_events: true }, true],
    ['the app', true, {}, true],
    ['the operator, against the app,', false, { trace_events: true }, false],
    ['a claim of another type', undefined, { trace_events: 'true' }, false],
  ])('if %s wants it', (_, traceEvents, claims, reports) => {
    expect(reportsSteps({ token: tokenOf(claims), traceEvents })).toBe(reports);
  });

  it('is no with a token that is no JWT', () => {
    expect(reportsSteps({ token: 'T' })).toBe(false);
  });
});
