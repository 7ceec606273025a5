import type { AttestationFormat } from './attestation.js';
import type { DeviceReport } from './device.js';
import type { Gesture, GestureTargets, GesturePair } from './gesture.js';
import type { LightChallenge, LightStep } from './light.js';
import type { MatchLevel } from './match-level.js';
import type { AttemptFailureCode } from './session-code.js';
import type { CaptureKey } from './signed-upload.js';
import type { SimulatedCamera } from './test-mode.js';

/** How the background of the audit-trail image is hidden before the image is stored. */
export const obfuscationTypes = ['FILLED', 'FILLED_WHITE', 'BLURRED'] as const;
export type ObfuscationTypeName = (typeof obfuscationTypes)[number];

/*
 * The attempt protocol of our own plugin. Every call carries `Authorization: Bearer` and `UQ-Session-ID`.
 *   POST /api/v1/attempts                        wishes  -> an open attempt, not charged yet
 *   POST /api/v1/attempts/{attemptId}/frames     a frame of the burst, sent while the next are taken (optional)
 *   POST /api/v1/attempts/{attemptId}/burst      frames  -> charges the attempt, then decides: passed, failed or challenged
 *   POST /api/v1/attempts/{attemptId}/light      frames  -> after a challenge of light: passed, failed or challenged
 *   POST /api/v1/attempts/{attemptId}/light/decline  a challenge of light that is not shown -> passed or challenged
 *   POST /api/v1/attempts/{attemptId}/gestures   frames  -> after a challenge: passed or failed
 *   POST /api/v1/attempts/{attemptId}/decline    a gesture that the person cannot do -> failed; another pair may take its place in the next attempt
 *   POST /api/v1/face/end                        -> ends the session without success: its JWS, if it had a failed attempt
 * Gestures are drawn and shown only once the attempt is charged, so asking again until a convenient gesture comes costs attempts.
 */

/** Functions of the browser through which a page gets and describes a camera. */
export const cameraFunctions = ['getUserMedia', 'enumerateDevices', 'getSettings', 'getCapabilities', 'label', 'toString'] as const;
export type CameraFunction = (typeof cameraFunctions)[number];

/** What the client's camera says of itself: evidence for the audit, never a reason to pass. */
export interface CameraInfo {
  label?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  frameRate?: number | undefined;
  facingMode?: string | undefined;
}

/** What the browser told of the camera's track and of its pictures until the burst was sent: the client's word. */
export interface CameraTrace {
  /** Class of the track. That of a camera is `MediaStreamTrack`. */
  trackClass?: string | undefined;
  /** Whether the browser lists the device of the track among its cameras. */
  isListed?: boolean | undefined;
  /** Whether the track names the group of its device. Absent where the browser knows no groups. */
  hasGroup?: boolean | undefined;
  /** Whether the track has a range of widths and heights. Absent where the browser has no capabilities. */
  hasRange?: boolean | undefined;
  /** Functions that code of the page has replaced. */
  replaced?: CameraFunction[] | undefined;
  /** Pictures that were counted. */
  pictures: number;
  /** Those of them that had the time at which a camera took them. Absent where the browser does not tell it of every camera. */
  captureTimes?: number | undefined;
  /** Those of them that came from a decoder or from another device. */
  decoded: number;
  /** Median time from picture to picture in milliseconds, and the median deviation from it. */
  intervalMs: number;
  jitterMs: number;
  /** Whether a copy of the track follows {@link OpenAttemptResponse.cameraRate}: it refuses, or the rate that it then claims, in pictures a second. */
  rate?: 'refused' | number | undefined;
}

/** Body of `POST /api/v1/attempts`. All fields are wishes: they make the attempt stricter. Those in {@link declinableWishes} could weaken it, and may be declined. */
export interface OpenAttemptRequest {
  minimumMatchLevel?: MatchLevel | undefined;
  maxAttempts?: number | undefined;
  allowClosedEyes?: boolean | undefined;
  activeLiveness?: boolean | undefined;
  excludedGesture?: GesturePair | undefined;
  obfuscationType?: ObfuscationTypeName | undefined;
  camera?: CameraInfo | undefined;
  /** Whose signature the uploads of the attempt carry. The first key of a session is its only one. */
  captureKey?: CaptureKey | undefined;
  /** What the client says of its device. */
  device?: DeviceReport | undefined;
  /** A challenge of light is drawn if service, client or app ask for one. Not measured on people yet. */
  lightChallenge?: LightChallenge | undefined;
  /** Whether the capture can show a challenge of light. Without it none is drawn; where light is required, gestures take its place. */
  showsLight?: true | undefined;
  /** The key of App Attest that the app has. The answer says whether the service knows it. */
  attestationKeyId?: string | undefined;
}

/** How many frames an upload holds and how far apart they are taken. */
export interface FramePlan {
  /** Frames wanted. */
  count: number;
  /** Milliseconds from frame to frame. */
  intervalMs: number;
  /** Largest frame, bytes of JPEG. */
  maxBytes: number;
}

/**
 * Wishes that may have no effect. `allowClosedEyes` and an excluded `FACE_TURN` are granted only where the setting of the client on the server allows it;
 * another excluded pair, if enough sequences are left.
 */
export const declinableWishes = ['excludedGesture', 'allowClosedEyes'] as const;
export type DeclinableWish = (typeof declinableWishes)[number];

/** Answer of `POST /api/v1/attempts`, status 201. */
export interface OpenAttemptResponse {
  attemptId: string;
  attemptNumber: number;
  /** This one included. */
  remainingAttempts: number;
  sessionExpiresInMs: number;
  burst: FramePlan;
  /** Whether frames of the burst may be sent one by one, while the next are taken. */
  framesAhead?: true | undefined;
  /** Every upload of the attempt must be signed with its `captureKey`. */
  signedUploads?: true | undefined;
  /**
   * Attestations that the burst may carry. Absent: the operator has set up no app, or the attempt has no `captureKey`. `app-attest-assertion` is among them if
   * the service knows the key of `attestationKeyId`.
   */
  attestations?: AttestationFormat[] | undefined;
  /** Wishes that have no effect because the setting of the client on the server does not grant them. */
  declinedWishes?: DeclinableWish[] | undefined;
  /** Pictures a second, drawn at random, that a copy of the camera's track is asked for. */
  cameraRate?: number | undefined;
  /** Test mode only: what the capture has in place of a camera. */
  simulatedCamera?: SimulatedCamera | undefined;
}

/** Body of `POST /api/v1/attempts/{attemptId}/decline`. */
export interface DeclineGestureRequest {
  /** One of the challenge. */
  gesture: Gesture;
  /** Required where the attempt has a `captureKey`. */
  signature?: string | undefined;
}

/** When the frames of an upload were taken, in milliseconds since the attempt was opened. */
export type FrameTimes = {
  capturedAtMs: number;
  /** The frame of this time was sent ahead: it has no file in this upload. */
  ahead?: true | undefined;
}[];

/** What was wrong with a gesture, told to the person so that the next attempt succeeds. */
export const gestureFaults = ['TOO_SMALL', 'TOO_EARLY', 'TOO_LATE', 'MIRRORED', 'WRONG_GESTURE'] as const;
export type GestureFault = (typeof gestureFaults)[number];

/**
 * What was wrong with the pictures of a failed attempt, told to the person so that the next attempt succeeds. Light, sharpness, size and
 * turn only: measured on the frames by themselves, never a finding of a liveness check.
 */
export const qualityCauses = ['TOO_DARK', 'TOO_BRIGHT', 'UNEVEN_LIGHT', 'BLURRED', 'TOO_FAR', 'TOO_CLOSE', 'NOT_FRONTAL'] as const;
export type QualityCause = (typeof qualityCauses)[number];

/** Answer of the uploads and of a declined gesture, status 200: an outcome is a value, not an error. */
export type AttemptOutcome =
  | {
      outcome: 'passed';
      /** The signed result, compact JWS (or JWE). */
      result: string;
    }
  | {
      outcome: 'failed';
      code: AttemptFailureCode;
      /** 0: the session is over. */
      remainingAttempts: number;
      gestureFault?: GestureFault | undefined;
      /** The eyes were closed, and nothing else was wrong. */
      eyesClosed?: true | undefined;
      /** The most basic one; absent if the pictures were good or nothing is known. */
      qualityCause?: QualityCause | undefined;
      /** After a declined gesture: whether its pair is not drawn again in this session. */
      gestureReplaced?: boolean | undefined;
    }
  | {
      outcome: 'challenged';
      /** To be done in this order. */
      gestures: Gesture[];
      expiresInMs: number;
      frames: FramePlan;
      /** How far the movements must go, for the guide. */
      targets: GestureTargets;
    }
  | {
      /** Colours to show around the face while frames are taken. Only for a capture that has announced `showsLight`. */
      outcome: 'light';
      /** To be shown in this order, without a pause. */
      steps: LightStep[];
      expiresInMs: number;
      frames: FramePlan;
    };
