import type { DetectedFace, FrameAnalysis } from '@face-session/face';
import type { TimedFrame } from './timed-frame.js';

/** A frame that shows one person, measured as far as both uploads need. */
export interface OneFaceFrame extends TimedFrame {
  readonly analysis: FrameAnalysis &
    Required<Pick<FrameAnalysis, 'landmarks' | 'pose' | 'template'>> & { readonly faces: readonly [DetectedFace, ...DetectedFace[]] };
}

/** A second face of less than this part of the first one's width is a bystander or a picture on the wall. */
const BYSTANDER_WIDTH = 0.5;

/** Whether a picture shows one person, whoever else may be small in its background. */
export function showsOnePerson([first, second]: readonly DetectedFace[]): boolean {
  return first !== undefined && (second === undefined || second.box.width < BYSTANDER_WIDTH * first.box.width);
}

/** Whether one face, and not two of like size, is in the frame, with all that judging needs measured. */
export function hasOneFace(frame: TimedFrame): frame is OneFaceFrame {
  const { faces, landmarks, pose, template } = frame.analysis;
  return landmarks !== undefined && pose !== undefined && template !== undefined && showsOnePerson(faces);
}
