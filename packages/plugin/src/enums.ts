/** The colours of the capture screen. */
export enum AppearanceMode {
  /** As the device is set. */
  SYSTEM = 'SYSTEM',
  LIGHT = 'LIGHT',
  DARK = 'DARK',
}

/** The lists of a background check. Outside this project; here so that code that names them compiles. */
export enum BackgroundCheckType {
  RDC = 'RDC',
  DOW_JONES = 'DOW_JONES',
}

/** The pairs of gestures, one of which may be excluded from active liveness. */
export enum LivenessGesture {
  /** Move closer, move further. */
  FACE_MOVE = 'FACE_MOVE',
  /** Tilt left, tilt right. */
  FACE_TILT = 'FACE_TILT',
  /** Turn left, turn right. */
  FACE_TURN = 'FACE_TURN',
}

/** How the background of the stored selfie is hidden. */
export enum ObfuscationType {
  /** The mean colour of the picture. */
  FILLED = 'FILLED',
  FILLED_WHITE = 'FILLED_WHITE',
  BLURRED = 'BLURRED',
}
