export const traceCategories = ['SDK', 'FACE_SESSION'] as const;
export type TraceCategory = (typeof traceCategories)[number];

export const traceEventNames = ['INIT', 'VIEW', 'START', 'IN_PROGRESS', 'COMPLETE', 'SKIP', 'FINISH'] as const;
export type TraceEventName = (typeof traceEventNames)[number];

export const traceStatuses = ['SUCCESS', 'FAILURE'] as const;
export type TraceStatus = (typeof traceStatuses)[number];

export const traceStatusCodes = [
  'USER_CANCEL',
  'SESSION_EXPIRED',
  'UNEXPECTED_ERROR',
  'CAMERA_NOT_AVAILABLE',
  'CAMERA_PERMISSION_NOT_GRANTED',
  'FACE_LIVENESS_FAILED',
  'FACE_NO_MATCH',
  'FACE_TIMEOUT',
  'FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
  'FACE_INCORRECT_POSITION_DETECTED',
  'FACE_INCORRECT_DISTANCE_DETECTED',
  'FACE_DARK_ENVIRONMENT_DETECTED',
  'FACE_BLUR_DETECTED',
  'FACE_MOUTH_COVER_DETECTED',
  'FACE_EYES_COVER_DETECTED',
  'FACE_EYES_CLOSED_DETECTED',
  'FACE_SPOTLIGHT_DETECTED',
  'FACE_SHADOW_DETECTED',
  'FACE_EYES_SHADOW_DETECTED',
  'FACE_MULTIPLE_FACES_DETECTED',
  'FACE_LIVENESS_MOVE_CLOSER',
  'FACE_LIVENESS_MOVE_FURTHER',
  'FACE_LIVENESS_TILT_LEFT',
  'FACE_LIVENESS_TILT_RIGHT',
  'FACE_LIVENESS_TURN_LEFT',
  'FACE_LIVENESS_TURN_RIGHT',
  'FACE_LIVENESS_NOD',
] as const;
export type TraceStatusCode = (typeof traceStatusCodes)[number];

/**
 * One step of a session as the app's `TraceEvent` listeners and the events call get it; fields are absent, never null.
 */
export interface TraceEventFields {
  category: TraceCategory;
  event: TraceEventName;
  status?: TraceStatus | undefined;
  sessionId?: string | undefined;
  page?: 'FACE' | undefined;
  statusCode?: TraceStatusCode | undefined;
  statusMessage?: string | undefined;
  /** UTC, whole seconds: `2026-03-01T12:00:00Z`. */
  timestamp: string;
  /** Random, one per installation. */
  deviceIdentifier?: string | undefined;
}
