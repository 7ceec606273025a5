import { showsOnePerson, type DetectedFace, type FrameAnalysis } from '@face-session/face';
import type { TimedFrame } from './timed-frame.js';

/** A frame that shows one person, measured as far as both uploads need. */
export interface OneFaceFrame extends TimedFrame {
  readonly analysis: FrameAnalysis &
    Required<Pick<FrameAnalysis, 'landmarks' | 'pose' | 'template'>> & { readonly faces: readonly [DetectedFace, ...DetectedFace[]] };
}

/** Whether one face, and not two of like size, is in the frame, with all that judging needs measured. */
export function hasOneFace(frame: TimedFrame): frame is OneFaceFrame {
  const { faces, landmarks, pose, template } = frame.analysis;
  return landmarks !== undefined && pose !== undefined && template !== undefined && showsOnePerson(faces);
}
