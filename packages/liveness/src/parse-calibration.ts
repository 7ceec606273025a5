import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { burstPlan } from './frame-plan.js';

type Section = Exclude<keyof LivenessCalibration, 'origin'>;

const sections = ['burst', 'gestures', 'nod', 'history', 'replay', 'camera', 'light'] as const satisfies readonly Section[];

const FORMAT = 'face-session-liveness/1';

/** A liveness calibration that cannot be used. */
export class LivenessCalibrationError extends Error {
  override readonly name = 'LivenessCalibrationError';
}

/**
 * Reads custom thresholds from JSON: `{"format": "face-session-liveness/1", "origin": "what they were set from", "burst": {"liveSpoofScore": 0.7}}`. What
 * is left out of the sections `burst`, `gestures`, `nod`, `history`, `replay`, `camera` and `light` is as shipped.
 * @throws {LivenessCalibrationError} that names the fault: another format, a missing origin, an unknown threshold, one that is not a number, or one that contradicts another
 */
export function parseLivenessCalibration(value: unknown): LivenessCalibration {
  if (!isObject(value)) throw wrong('not an object');
  const { format, origin, ...given } = value;
  if (format !== FORMAT) throw wrong(`format is not ${FORMAT}`);
  if (typeof origin !== 'string' || origin.trim() === '') throw wrong('origin is missing: what the thresholds were set from');
  const unknown = Object.keys(given).find((name) => !(sections as readonly string[]).includes(name));
  if (unknown !== undefined) throw wrong(`there is no section ${unknown}, only ${sections.join(', ')}`);
  const merged = Object.fromEntries(sections.map((section) => [section, mergeSection(section, given[section] ?? {})]));
  const calibration = { origin, ...merged } as unknown as LivenessCalibration;
  const contradiction = findContradiction(calibration);
  if (contradiction !== undefined) throw wrong(contradiction);
  return calibration;
}

function mergeSection(section: Section, given: unknown): Readonly<Record<string, number>> {
  if (!isObject(given)) throw wrong(`${section} is not an object`);
  const known = defaultLivenessCalibration[section] as Readonly<Record<string, number>>;
  for (const [name, threshold] of Object.entries(given)) {
    if (!Object.hasOwn(known, name)) throw wrong(`there is no threshold ${section}.${name}`);
    if (typeof threshold !== 'number' || !(threshold > 0 && Number.isFinite(threshold)))
      throw wrong(`${section}.${name} is not a number above 0`);
  }
  return { ...known, ...(given as Record<string, number>) };
}

/** What no set of thresholds may say. */
function findContradiction(calibration: LivenessCalibration): string | undefined {
  const { burst, gestures, history } = calibration;
  const pairs: readonly (readonly [string, number, string, number])[] = [
    ['burst.attackSpoofScore', burst.attackSpoofScore, 'burst.liveSpoofScore', burst.liveSpoofScore],
    ['burst.samePicture', burst.samePicture, 'burst.minMovement', burst.minMovement],
    ['burst.minMovement', burst.minMovement, 'burst.maxMovement', burst.maxMovement],
    ['burst.minIntervalMs', burst.minIntervalMs, 'burst.maxIntervalMs', burst.maxIntervalMs],
    ['history.doubtFromDevice', history.doubtFromDevice, 'history.refuseFromDevice', history.refuseFromDevice],
    ['history.doubtFromAddress', history.doubtFromAddress, 'history.refuseFromAddress', history.refuseFromAddress],
    ['history.minFailedShare', history.minFailedShare, 'history.refusedFailedShare', history.refusedFailedShare],
    ['camera.doubtFrom', calibration.camera.doubtFrom, 'camera.refuseFrom', calibration.camera.refuseFrom],
    ['gestures.furtherRatio', gestures.furtherRatio, '1', 1],
    ['1', 1, 'gestures.closerRatio', gestures.closerRatio],
  ];
  for (const [lowerName, lower, upperName, upper] of pairs) if (lower >= upper) return `${lowerName} is not below ${upperName}`;
  if (burst.minUsableFrames > burstPlan.count) return `burst.minUsableFrames is above ${String(burstPlan.count)}, the frames of a burst`;
  const above = thresholdsOf(calibration).find(([name, threshold]) => SHARE.test(name) && threshold > 1);
  return above && `${above[0]} is above 1`;
}

/** Thresholds from 0 to 1: scores, cosines, shares and luminances. */
const SHARE = /SpoofScore$|Identity|OneFace$|Luminance$|Openness$|Explained$|Background$|Share$/;

function thresholdsOf(calibration: LivenessCalibration): [string, number][] {
  return sections.flatMap((section) =>
    Object.entries(calibration[section] as Readonly<Record<string, number>>).map(([name, threshold]): [string, number] => [
      `${section}.${name}`,
      threshold,
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(what: string): LivenessCalibrationError {
  return new LivenessCalibrationError(`Not a liveness calibration: ${what}`);
}
