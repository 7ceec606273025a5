import type { FailedDecision, PassedDecision } from '@face-session/liveness';
import {
  DEFAULT_TEST_OUTCOME,
  MAX_ATTEMPTS,
  type AttemptFailureCode,
  type SimulatedCamera,
  type TestOutcome,
} from '@face-session/protocol';
import type { Sealer } from '../keys/sealer.js';
import { refusal } from './refusal.js';

/** What the service does in place of measuring pictures. */
interface Simulation {
  /** What the capture has in place of a camera. */
  readonly camera: SimulatedCamera;
  /** What an attempt is refused with when it is opened. */
  readonly refused?: 'SESSION_EXPIRED' | 'MEDIA_VIRTUAL_CAMERA_DETECTED';
  /** How long the answer to an upload takes, in milliseconds. */
  readonly delayMs?: number;
  /** What the attempt of that number fails with; null: it passes. */
  readonly failure: (attempt: number) => AttemptFailureCode | null;
  /** Whether the burst is answered with gestures, after which the attempt ends as it would without them. */
  readonly gestures?: true;
  /** Whether the burst is answered with light, where the capture can show it. */
  readonly light?: true;
}

/** Longer than an impatient person waits, shorter than the capture does. */
const SLOW_MS = 8_000;

const passes = (): null => null;

const simulations: Readonly<Record<TestOutcome, Simulation>> = {
  pass: { camera: 'working', failure: passes },
  pass_second: { camera: 'working', failure: (attempt) => (attempt === 1 ? 'FACE_LIVENESS_FAILED' : null) },
  no_match: { camera: 'working', failure: () => 'FACE_NO_MATCH' },
  liveness_failed: { camera: 'working', failure: () => 'FACE_LIVENESS_FAILED' },
  gestures: { camera: 'working', gestures: true, failure: passes },
  gestures_failed: { camera: 'working', gestures: true, failure: () => 'FACE_LIVENESS_FAILED' },
  light: { camera: 'working', light: true, failure: passes },
  slow: { camera: 'working', delayMs: SLOW_MS, failure: passes },
  expired: { camera: 'working', refused: 'SESSION_EXPIRED', failure: passes },
  camera_denied: { camera: 'denied', failure: passes },
  camera_missing: { camera: 'missing', failure: passes },
  virtual_camera: { camera: 'working', refused: 'MEDIA_VIRTUAL_CAMERA_DETECTED', failure: passes },
};

/** What a test session has in place of a template: the outcome, sealed under the session id for its own purpose, so that neither passes for the other. */
export function sealOutcome(sealer: Sealer, sessionId: string, outcome: TestOutcome = DEFAULT_TEST_OUTCOME): Buffer {
  return sealer.seal('test-outcome', sessionId, Buffer.from(outcome));
}

/** @throws if it is not the sealed outcome of this session, such as the template of a real one */
export function openSimulation(sealer: Sealer, sessionId: string, sealed: Uint8Array): Simulation {
  return simulations[sealer.open('test-outcome', sessionId, sealed).toString() as TestOutcome];
}

/** What is decided of an attempt without its pictures. */
export function simulatedDecision({ failure, gestures }: Simulation, attempt: number): FailedDecision | PassedDecision {
  const code = attempt > MAX_ATTEMPTS ? 'FACE_LIVENESS_FAILED' : failure(attempt);
  if (code === null) return { outcome: 'passed', method: gestures ? 'gestures' : 'burst', matchLevel: 5, findings: {} };
  const matchLevel = code === 'FACE_NO_MATCH' ? 1 : null;
  return { outcome: 'failed', code, reason: 'test', matchLevel, findings: {}, ...(gestures && { gestureFault: 'TOO_SMALL' }) };
}

/** The audit-trail image of test sessions: a grey JPEG of 16 x 16 pixels. */
export const testImage = Buffer.from(
  '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAQABADASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q==',
  'base64',
);

/** The refusal of what is not simulated: a test client handles no face. */
export const notSimulated = refusal(
  'FORBIDDEN',
  'A test client has simulated sessions only. Use another client to compare or enrol faces.',
);
