/** Why the camera cannot be used for now; the person can change it without a new session. */
export type CameraCause =
  /** The question was dismissed or answered with no; it can be asked again. */
  | 'denied'
  /** The browser does not ask any more: only its settings help. */
  | 'deniedForGood'
  /** There is no camera. */
  | 'none'
  /** Another application has it, or it is broken. */
  | 'busy'
  /** It was opened, and shows nothing. */
  | 'silent';
