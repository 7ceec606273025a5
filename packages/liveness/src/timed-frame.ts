import { showsOnePerson, type DetectedFace, type FrameAnalysis } from '@face-session/face';

/** One uploaded frame: its time by the client, the digest of its pixels, and the measurements of the server. */
export interface TimedFrame {
  /** Milliseconds since the attempt was opened, by the client's clock: a claim, checked for plausibility. */
  readonly capturedAtMs: number;
  /** SHA-256 of the decoded pixels, hexadecimal: the same whatever file holds them. */
  readonly digest: string;
  /** The server's own measurements, with at least the parts named by {@link burstParts} or {@link gestureParts}. */
  readonly analysis: FrameAnalysis;
}

/** A frame that shows one person, measured as far as both uploads need. */
export interface OneFaceFrame extends TimedFrame {
  readonly analysis: FrameAnalysis &
    Required<Pick<FrameAnalysis, 'landmarks' | 'pose' | 'template'>> & { readonly faces: readonly [DetectedFace, ...DetectedFace[]] };
}

/** Whether the frame has one face, not two of similar size, with everything measured that the decision needs. */
export function hasOneFace(frame: TimedFrame): frame is OneFaceFrame {
  const { faces, landmarks, pose, template } = frame.analysis;
  return landmarks !== undefined && pose !== undefined && template !== undefined && showsOnePerson(faces);
}

/** Whether no frame comes twice, pixel for pixel, and none has been sent to the service before. */
export function areFresh(frames: readonly TimedFrame[], replayed?: ReadonlySet<string>): boolean {
  const digests = new Set(frames.map((frame) => frame.digest));
  return digests.size === frames.length && !frames.some((frame) => replayed?.has(frame.digest));
}
