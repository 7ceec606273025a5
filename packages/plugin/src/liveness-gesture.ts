/** The pairs of gestures, one of which may be excluded from active liveness. */
export enum LivenessGesture {
  /** Move closer, move further. */
  FACE_MOVE = 'FACE_MOVE',
  /** Tilt left, tilt right. */
  FACE_TILT = 'FACE_TILT',
  /** Turn left, turn right. */
  FACE_TURN = 'FACE_TURN',
}
