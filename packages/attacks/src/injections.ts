import type { CameraTrace } from '@face-session/protocol';
import { webcam } from './camera.js';
import type { FaceStill } from './face-still.js';
import { RecordingAttack } from './recording.js';
import type { TamperingClient } from './attempt.js';
import type { Visitor } from './session.js';
import type { SeededRandom } from './random.js';
import { StillPicture } from './still-picture.js';

/** What Chromium 156 tells of its fake device, which stands in for a camera. */
const camera: CameraTrace = {
  trackClass: 'MediaStreamTrack',
  isListed: true,
  hasGroup: true,
  hasRange: true,
  replaced: [],
  pictures: 40,
  captureTimes: 40,
  decoded: 0,
  intervalMs: 66.6,
  jitterMs: 0.3,
  rate: 6,
};

/** What Chromium 156 tells of each injection: measured once, and held against the browser by tests/injections. */
const traces = {
  camera,
  wrapped: { ...camera, replaced: ['getUserMedia'] },
  canvas: {
    ...camera,
    trackClass: 'CanvasCaptureMediaStreamTrack',
    isListed: false,
    hasGroup: false,
    replaced: ['getUserMedia'],
    captureTimes: 0,
  },
  maskedCanvas: { ...camera, replaced: ['getUserMedia', 'getSettings', 'getCapabilities', 'label'], captureTimes: 0 },
  generator: {
    ...camera,
    trackClass: 'MediaStreamTrackGenerator',
    isListed: false,
    hasGroup: false,
    hasRange: false,
    replaced: ['getUserMedia'],
    rate: 'refused',
  },
  clip: { ...camera, isListed: false, hasGroup: false, replaced: ['getUserMedia'], captureTimes: 0, decoded: 40, jitterMs: 0.06 },
  remote: {
    ...camera,
    isListed: false,
    hasGroup: false,
    hasRange: false,
    replaced: ['getUserMedia'],
    captureTimes: 0,
    decoded: 40,
    rate: 'refused',
  },
} satisfies Record<string, CameraTrace>;

/** Width of 16:9 at the height of the pictures of a webcam. */
const WIDE = 852;

/**
 * Who feeds pictures in, in the place of a camera. Unless told otherwise each plays recordings of all gestures on request, so that nothing but the evidence against
 * the camera stops them.
 */
export const injectors = {
  /** A virtual camera under another name: the page sees a camera. */
  injectedRenamed: (victim) => injected(victim, { cameraTrace: traces.camera }),
  injectedWrapped: (victim) => injected(victim, { cameraTrace: traces.wrapped }),
  injectedCanvas: (victim) => injected(victim, { cameraTrace: traces.canvas }),
  injectedMaskedCanvas: (victim) => injected(victim, { cameraTrace: traces.maskedCanvas }),
  injectedGenerator: (victim) => injected(victim, { cameraTrace: traces.generator }),
  injectedRemote: (victim) => injected(victim, { cameraTrace: traces.remote }),
  /** A frontal clip through a video codec, by a page. */
  injectedClip: (victim) => injected(victim, { cameraTrace: traces.clip, throughVideo: true }, 'frontal'),
  /** Recordings of 4:3 that fill 16:9, by a virtual camera under another name. */
  injectedStretched: (victim) => injected(victim, { cameraTrace: traces.camera, camera: { ...webcam, stretchedWidth: WIDE } }),
  /** A still with noise of its own in each picture, by a virtual camera under another name. */
  injectedNoisyStill: (victim) => ({
    attempt: (_number, _earlier, random) => ({ presenter: new StillPicture(victim, random), client: { cameraTrace: traces.camera } }),
  }),
} as const satisfies Record<string, (victim: FaceStill) => Visitor>;

function injected(victim: FaceStill, client: TamperingClient, kind: 'library' | 'frontal' = 'library'): Visitor {
  return {
    attempt: (_number: number, _earlier: unknown, random: SeededRandom) => ({
      presenter: new RecordingAttack(victim, kind, 'injected', random),
      client,
    }),
  };
}
