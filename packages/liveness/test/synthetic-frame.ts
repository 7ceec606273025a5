import type { FrameAnalysis } from '@face-session/face';
import type { TimedFrame } from '../src/timed-frame.js';

/** A head of few points, seen from the front: enough for every landmark that judging looks at. */
export interface SyntheticHead {
  readonly yaw?: number;
  readonly roll?: number;
  /** Degrees; below 0: the chin lowered. */
  readonly pitch?: number;
  /** How open both eyes look, 0 to 1. */
  readonly eyes?: number;
  readonly scale?: number;
  readonly x?: number;
  /** How far the nose stands out, in eye distances; 0: a flat picture. */
  readonly noseDepth?: number;
  readonly spoofScore?: number;
  /** Whose face: templates of different persons are orthogonal. */
  readonly person?: number;
  readonly faces?: number;
}

/** Eye distance at scale 1, pixels. */
const EYES = 70;

/** A measured frame of a synthetic head, 640x480, at its time. */
export function syntheticFrame(capturedAtMs: number, head: SyntheticHead = {}): TimedFrame {
  const { yaw = 0, roll = 0, pitch = 0, eyes = 0.99, scale = 1, x = 0, noseDepth = 0.5, spoofScore = 0.9, person = 0, faces = 1 } = head;
  const width = 160 * scale;
  const template = new Float32Array(512);
  template[person] = 1;
  const analysis: FrameAnalysis = {
    width: 640,
    height: 480,
    faces: Array.from({ length: faces }, () => ({ box: { x: 240, y: 120, width, height: 1.3 * width }, score: 0.99 })),
    landmarks: landmarksOf({ yaw, roll, pitch, scale, x, noseDepth }),
    pose: { yaw, pitch, roll },
    eyes: { left: eyes, right: eyes },
    spoofScore,
    template,
  };
  return { capturedAtMs, digest: `${String(capturedAtMs)} ${JSON.stringify(head)}`, analysis };
}

function landmarksOf({
  yaw,
  roll,
  pitch,
  scale,
  x,
  noseDepth,
}: Required<Pick<SyntheticHead, 'yaw' | 'roll' | 'pitch' | 'scale' | 'x' | 'noseDepth'>>): Float32Array {
  const radians = Math.PI / 180;
  const landmarks = new Float32Array(136);
  for (let place = 0; place < 68; place++) {
    const { across, down, out } = pointOf(place, noseDepth);
    const turned = across * Math.cos(yaw * radians) + out * Math.sin(yaw * radians);
    const nodded = down * Math.cos(pitch * radians) - out * Math.sin(pitch * radians);
    const px = turned * Math.cos(roll * radians) - nodded * Math.sin(roll * radians);
    const py = turned * Math.sin(roll * radians) + nodded * Math.cos(roll * radians);
    landmarks[2 * place] = 320 + x + EYES * scale * px;
    landmarks[2 * place + 1] = 200 + EYES * scale * py;
  }
  return landmarks;
}

/** In eye distances from the middle between the eyes. */
function pointOf(place: number, noseDepth: number): { across: number; down: number; out: number } {
  if (place >= 36 && place <= 41) return { across: -0.5, down: 0, out: 0 };
  if (place >= 42 && place <= 47) return { across: 0.5, down: 0, out: 0 };
  if (place >= 27 && place <= 35) return { across: 0, down: 0.6, out: noseDepth };
  if (place >= 48) return { across: 0, down: 1.1, out: 0 };
  return { across: (place % 17) / 8 - 1, down: 0.8, out: -0.5 };
}
