import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type * as protocol from './index.js';
import type * as schemas from './schemas/index.js';

type Of<Name extends keyof typeof schemas> = (typeof schemas)[Name] extends infer Schema extends z.ZodType ? z.output<Schema> : never;

/** The modules that a module imports, itself included, and every other package that one of them names. */
function importsOf(entry: string, seen = new Set<string>()): string[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const named = [...readFileSync(entry, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map(([, name]) => name ?? '');
  return named.flatMap((name) => (name.startsWith('.') ? importsOf(join(dirname(entry), name.replace(/[.]js$/, '.ts')), seen) : [name]));
}

describe('the main entry', () => {
  it('imports no other package, neither at run time nor for its types', () => {
    expect(importsOf(join(import.meta.dirname, 'index.ts'))).toEqual([]);
  });

  it('is imported by its schemas, which need zod', () => {
    expect(new Set(importsOf(join(import.meta.dirname, 'schemas', 'index.ts')))).toEqual(new Set(['zod']));
  });
});

describe('the types', () => {
  it('are those of the schemas', () => {
    expectTypeOf<Of<'attemptOutcomeSchema'>>().toEqualTypeOf<protocol.AttemptOutcome>();
    expectTypeOf<Of<'cameraInfoSchema'>>().toEqualTypeOf<protocol.CameraInfo>();
    expectTypeOf<Of<'createHandOffResponseSchema'>>().toEqualTypeOf<protocol.CreateHandOffResponse>();
    expectTypeOf<Of<'deviceInfoSchema'>>().toEqualTypeOf<protocol.DeviceInfo>();
    expectTypeOf<Of<'faceResultSchema'>>().toEqualTypeOf<protocol.FaceResult>();
    expectTypeOf<Of<'faceSessionClaimsSchema'>>().toEqualTypeOf<protocol.FaceSessionClaims>();
    expectTypeOf<Of<'framePlanSchema'>>().toEqualTypeOf<protocol.FramePlan>();
    expectTypeOf<Of<'frameTimesSchema'>>().toEqualTypeOf<protocol.FrameTimes>();
    expectTypeOf<Of<'gestureSchema'>>().toEqualTypeOf<protocol.Gesture>();
    expectTypeOf<Of<'gestureTargetsSchema'>>().toEqualTypeOf<protocol.GestureTargets>();
    expectTypeOf<Of<'handOffStateSchema'>>().toEqualTypeOf<protocol.HandOffProgress>();
    expectTypeOf<Of<'handOverSessionResponseSchema'>>().toEqualTypeOf<protocol.HandOverSessionResponse>();
    expectTypeOf<Of<'matchLevelSchema'>>().toEqualTypeOf<protocol.MatchLevel>();
    expectTypeOf<Of<'openAttemptRequestSchema'>>().toEqualTypeOf<protocol.OpenAttemptRequest>();
    expectTypeOf<Of<'openAttemptResponseSchema'>>().toEqualTypeOf<protocol.OpenAttemptResponse>();
    expectTypeOf<Of<'photoQualitySchema'>>().toEqualTypeOf<protocol.PhotoQualityMeasures>();
    expectTypeOf<Of<'problemSchema'>>().toEqualTypeOf<protocol.Problem>();
    expectTypeOf<Of<'tokenErrorSchema'>>().toEqualTypeOf<protocol.TokenError>();
    expectTypeOf<Of<'tokenResponseSchema'>>().toEqualTypeOf<protocol.TokenResponse>();
    expectTypeOf<Of<'traceEventSchema'>>().toEqualTypeOf<protocol.TraceEventFields>();
  });
});
