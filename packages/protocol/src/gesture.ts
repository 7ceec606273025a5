import { z } from 'zod';

/** The six requests of active liveness. Left and right are the person's own. */
export const gestures = ['MOVE_CLOSER', 'MOVE_FURTHER', 'TILT_LEFT', 'TILT_RIGHT', 'TURN_LEFT', 'TURN_RIGHT'] as const;
export type Gesture = (typeof gestures)[number];
export const gestureSchema = z.enum(gestures);

/** The pairs of gestures, any one of which an integrator may exclude. */
export const livenessGestures = ['FACE_MOVE', 'FACE_TILT', 'FACE_TURN'] as const;
export type LivenessGesture = (typeof livenessGestures)[number];
export const livenessGestureSchema = z.enum(livenessGestures);

/** The pair that each gesture belongs to. */
export const livenessGestureOf: Record<Gesture, LivenessGesture> = {
  MOVE_CLOSER: 'FACE_MOVE',
  MOVE_FURTHER: 'FACE_MOVE',
  TILT_LEFT: 'FACE_TILT',
  TILT_RIGHT: 'FACE_TILT',
  TURN_LEFT: 'FACE_TURN',
  TURN_RIGHT: 'FACE_TURN',
};
