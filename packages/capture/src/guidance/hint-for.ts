import type { QualityFault } from '@face-session/face';
import type { Measurement } from './guide-messages.js';
import type { Hint } from './hint.js';
import { shownBox, type Oval, type Size } from './oval.js';

/** How the picture is shown. */
export interface Shown {
  /** The view that the video covers, in CSS pixels. */
  readonly view: Size;
  readonly video: Size;
  readonly oval: Oval;
}

/** Height of the detector's box over the oval's height: below it is too far, above it too close. */
const FILLING = { least: 0.62, most: 1.08 };

/** The furthest that the face's middle may be from the oval's, in widths and heights of the oval. */
const OFF_CENTRE = 0.2;

const hintOfFault: Record<QualityFault, Hint> = {
  NO_FACE: 'noFace',
  MULTIPLE_FACES: 'multipleFaces',
  TOO_FAR: 'moveCloser',
  TOO_CLOSE: 'moveFurther',
  OFF_CENTRE: 'centre',
  TOO_DARK: 'tooDark',
  TOO_BRIGHT: 'tooBright',
  UNEVEN_LIGHT: 'shadow',
  NOT_FRONTAL: 'lookStraight',
  EYES_COVERED: 'eyesCovered',
  MOUTH_COVERED: 'mouthCovered',
  EYES_CLOSED: 'eyesClosed',
  BLURRED: 'blurred',
};

/**
 * Returns the most basic hint for a picture, undefined if the face is well placed. The faults only guide: the service decides by checks of its own.
 * Place and size are judged by the oval on the screen.
 */
export function hintFor(measurement: Measurement, shown: Shown, options: { readonly allowClosedEyes: boolean }): Hint | undefined {
  const { face } = measurement;
  const faults = measurement.faults.filter((fault) => !(fault === 'EYES_CLOSED' && options.allowClosedEyes));
  if (measurement.isSideways) return 'sideways';
  if (!face || faults.includes('NO_FACE')) return 'noFace';
  if (faults.includes('MULTIPLE_FACES')) return 'multipleFaces';
  const placement = placementHint(face, shown);
  if (placement) return placement;
  if (faults.includes('UNEVEN_LIGHT') && faults.includes('EYES_COVERED')) return 'eyesShadow';
  const fault = faults[0];
  return fault && hintOfFault[fault];
}

function placementHint(face: NonNullable<Measurement['face']>, { view, video, oval }: Shown): Hint | undefined {
  const box = shownBox(face, view, video);
  const offX = Math.abs(box.x + box.width / 2 - oval.cx) / (2 * oval.rx);
  const offY = Math.abs(box.y + box.height / 2 - oval.cy) / (2 * oval.ry);
  const filling = box.height / (2 * oval.ry);
  if (Math.max(offX, offY) > 2 * OFF_CENTRE) return 'centre';
  if (filling < FILLING.least) return 'moveCloser';
  if (filling > FILLING.most) return 'moveFurther';
  return Math.max(offX, offY) > OFF_CENTRE ? 'centre' : undefined;
}
