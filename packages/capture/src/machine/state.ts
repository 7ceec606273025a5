import type {
  AttemptFailureCode,
  FramePlan,
  Gesture,
  GestureFault,
  GestureTargets,
  OpenAttemptResponse,
  QualityCause,
} from '@face-session/protocol';
import type { EndCode } from '../end-code.js';
import type { CameraCause, EndFault, GuideFault, ShownFault } from '../faults.js';
import type { Hint } from '../guidance/hint.js';
import type { CapturedFrame } from '../service/service-client.js';

/** Why the person is asked to try again. The first two count against the attempts; `FAULT` and `FACE_TIMEOUT` do not. */
export type RetryReason = AttemptFailureCode | 'FACE_TIMEOUT' | 'GESTURE_TIMEOUT' | 'GESTURE_DECLINED' | 'GESTURE_KEPT' | 'FAULT';

/** How a session came to its end. */
export type End = { readonly result: string } | (EndCause & { readonly data?: string | undefined; readonly cause?: unknown });

/** Why a session ended without success. */
export interface EndCause {
  readonly code: EndCode;
  /** What went wrong; undefined if the person left or did not match. */
  readonly fault?: EndFault | undefined;
  /** What happened, for the developer. */
  readonly detail?: string | undefined;
}

/** What the session is doing; exactly one screen belongs to each. */
export type Phase =
  /** The person reads what will happen, before the browser asks for the camera. */
  | { readonly name: 'introduction' }
  /** The browser asks the person for the camera; `isInterrupted`: it was on, and the system took it away. */
  | { readonly name: 'permission'; readonly isInterrupted?: boolean }
  /** The camera cannot be used; the person reads how to change that, and comes back. */
  | (EndCause & { readonly name: 'blocked'; readonly cause: CameraCause })
  /** The camera is allowed; its first picture is awaited. */
  | { readonly name: 'camera' }
  /** The preview runs; the guide or the attempt is awaited. */
  | { readonly name: 'preparing' }
  /** The person fits the face into the oval. */
  | { readonly name: 'framing'; readonly hint: Hint }
  /** The face is well placed: a short wait for it to stay. */
  | { readonly name: 'hold' }
  /** The frames of the burst are being taken. */
  | { readonly name: 'shot'; readonly taken: number; readonly wanted: number }
  /** The burst is uploaded and decided. */
  | { readonly name: 'upload'; readonly frames?: readonly CapturedFrame[] | undefined }
  /** The person does the gestures that the service drew. */
  | {
      readonly name: 'gesture';
      readonly gestures: readonly Gesture[];
      readonly index: number;
      /** `back`: the gesture was seen, the look into the camera is awaited. */
      readonly stage: 'do' | 'back';
      /** Of the gesture, 0 to 1. */
      readonly share: number;
      readonly expiresInMs: number;
      /** Pictures to take of the gestures. */
      readonly plan?: FramePlan | undefined;
      /** How far each gesture must go. */
      readonly targets?: GestureTargets | undefined;
      /** Whether the first gesture has visibly begun, and whether all are done. */
      readonly begun?: boolean;
      readonly done?: boolean;
    }
  /** The frames of the gestures are uploaded and decided. */
  | {
      readonly name: 'gestureUpload';
      readonly frames?: readonly CapturedFrame[] | undefined;
      /** What the person cannot do: told in place of frames. */
      readonly declined?: Gesture | undefined;
    }
  /** The attempt came to nothing; the person reads why and tries again. */
  | {
      readonly name: 'retry';
      readonly reason: RetryReason;
      readonly remainingAttempts?: number;
      /** What went wrong beside the person, if the reason is `FAULT`. */
      readonly fault?: ShownFault | undefined;
      readonly detail?: string | undefined;
      readonly gestureFault?: GestureFault | undefined;
      /** The eyes were closed, and nothing else was wrong. */
      readonly eyesClosed?: boolean | undefined;
      readonly qualityCause?: QualityCause | undefined;
      /** The last thing that kept the face from being well placed, where the time ran out over it. */
      readonly hint?: Hint | undefined;
      /** A pause for the person to settle: trying again waits until it is over. */
      readonly settling: boolean;
    }
  /** The page is not visible; the camera is off. */
  | { readonly name: 'paused' }
  /** Success is shown for a moment. */
  | { readonly name: 'passed'; readonly result: string }
  /** The session is over; the partial result is fetched. */
  | (EndCause & { readonly name: 'closing' })
  /** The session is over; the person reads why. */
  | (EndCause & { readonly name: 'failed'; readonly data?: string | undefined })
  | { readonly name: 'ended'; readonly end: End };

export type PhaseName = Phase['name'];

/** All that the session remembers between two events. */
export interface SessionState {
  readonly phase: Phase;
  readonly cameraOpen: boolean;
  /** The page cannot be seen: the camera is off, and time limits wait. */
  readonly hidden: boolean;
  /** Another camera that the person may change to. */
  readonly otherCamera: string | undefined;
  /** `absent`: there will be no guidance here; the person presses the shutter, if that is allowed. */
  readonly guide: 'loading' | 'ready' | 'absent';
  /** The share of the guide's files that has arrived, 0 to 1. */
  readonly guideArrived: number;
  /** Why there is no guidance. */
  readonly guideFault: { readonly fault: GuideFault; readonly detail: string };
  readonly attempt: OpenAttemptResponse | undefined;
  /** When the attempt was requested, in milliseconds of `performance.now`. */
  readonly attemptOpenedAt: number;
  /** The share of the service's largest picture that is used: less after a picture that was too large. */
  readonly shrink: number;
  /** The person is asked whether to leave; nothing is photographed meanwhile. */
  readonly leaving: boolean;
  readonly failedAttempts: number;
  /** Faults of the network or the service so far; the first is forgiven. */
  readonly faults: number;
  readonly wantsIncompleteData: boolean;
  /** Whether a session without guidance goes on with a shutter; it ends otherwise. */
  readonly allowsShutter: boolean;
}

/** Something that happened. An event that means nothing in the present phase changes nothing. */
export type SessionEvent =
  | { readonly type: 'BEGIN' }
  | { readonly type: 'CAMERA_ALLOWED' }
  | { readonly type: 'CAMERA_READY' }
  | { readonly type: 'CAMERA_FAILED'; readonly fault: EndFault; readonly detail?: string | undefined }
  | { readonly type: 'CAMERA_LOST' }
  | { readonly type: 'CAMERA_CHOICE'; readonly other?: string | undefined }
  /** A camera was plugged in or out. */
  | { readonly type: 'DEVICES_CHANGED' }
  /** The person allowed the camera in the settings. */
  | { readonly type: 'PERMISSION_GRANTED' }
  | { readonly type: 'GUIDE_ARRIVING'; readonly share: number }
  | { readonly type: 'GUIDE_READY' }
  | { readonly type: 'GUIDE_ABSENT'; readonly fault: GuideFault; readonly detail: string }
  | { readonly type: 'ATTEMPT_OPENED'; readonly attempt: OpenAttemptResponse; readonly openedAt?: number }
  | { readonly type: 'PLACED' }
  | { readonly type: 'HINTED'; readonly hint: Hint }
  | { readonly type: 'SHUTTER' }
  | { readonly type: 'FRAME_TAKEN'; readonly taken: number }
  | { readonly type: 'FRAMES_TAKEN'; readonly frames?: readonly CapturedFrame[] }
  | {
      readonly type: 'GESTURE_PROGRESS';
      readonly index: number;
      readonly stage: 'do' | 'back';
      readonly share: number;
      readonly begun?: boolean;
      readonly done?: boolean;
    }
  /** The person cannot do it. */
  | { readonly type: 'DECLINE_GESTURE'; readonly gesture: Gesture }
  | { readonly type: 'SWITCH_CAMERA' }
  | { readonly type: 'PASSED'; readonly result: string }
  | {
      readonly type: 'ATTEMPT_FAILED';
      readonly code: AttemptFailureCode;
      readonly remainingAttempts: number;
      readonly gestureFault?: GestureFault | undefined;
      /** The eyes were closed, and nothing else was wrong. */
      readonly eyesClosed?: boolean | undefined;
      readonly qualityCause?: QualityCause | undefined;
      /** After a declined gesture: whether another takes its place. */
      readonly gestureReplaced?: boolean | undefined;
    }
  | {
      readonly type: 'CHALLENGED';
      readonly gestures: readonly Gesture[];
      readonly expiresInMs: number;
      readonly frames?: FramePlan;
      readonly targets?: GestureTargets;
    }
  /** A call came to nothing; the same call may succeed later. */
  | { readonly type: 'FAULT'; readonly fault: ShownFault; readonly detail?: string | undefined }
  | (EndCause & { readonly type: 'SESSION_OVER' })
  | { readonly type: 'INCOMPLETE_DATA'; readonly data?: string | undefined }
  | { readonly type: 'RETRY' }
  /** The person asks to leave. */
  | { readonly type: 'LEAVE' }
  /** The app ends the session, or nobody can see it any more. */
  | { readonly type: 'CANCEL' }
  | { readonly type: 'STAY' }
  | { readonly type: 'LEAVE_CONFIRMED' }
  | { readonly type: 'CLOSE' }
  | { readonly type: 'HIDDEN' }
  | { readonly type: 'VISIBLE' }
  /** Something threw that must not. */
  | { readonly type: 'BROKEN'; readonly cause: unknown }
  | { readonly type: 'TIMEOUT' };

/** Something to be done because of a transition. */
export type Effect =
  | 'openCamera'
  | 'closeCamera'
  | 'chooseNextCamera'
  | 'loadGuide'
  | 'openAttempt'
  | 'takeBurst'
  | 'uploadBurst'
  | 'takeGestures'
  | 'uploadGestures'
  | 'declineGesture'
  | 'stop'
  | 'fetchIncompleteData';

export interface Transition {
  readonly state: SessionState;
  readonly effects: readonly Effect[];
}
