import type { OpenLinkResponse } from '@face-session/protocol/schemas';
import type { LinkState } from './view.js';

/** A computer: a mouse or touchpad, and room for two columns. */
const COMPUTER = '(pointer: fine) and (min-width: 60rem) and (min-height: 30rem)';

/** Where the capture of a link may run, and whether the page shows the hand-off without being asked. */
export async function placeOf({
  allowHandOff,
  test,
}: Pick<OpenLinkResponse, 'allowHandOff' | 'test'>): Promise<NonNullable<LinkState['place']>> {
  if (allowHandOff === 'never') return 'here';
  if (allowHandOff === 'only') return 'phone';
  // A test needs no camera.
  if (test !== true && !(await hasCamera())) return 'phone';
  return matchMedia(COMPUTER).matches ? 'both' : 'here';
}

/** Browsers name no camera before they may use it, but say whether there is one. */
async function hasCamera(): Promise<boolean> {
  // Missing on plain http: the capture says so.
  const { mediaDevices } = navigator as Partial<Navigator>;
  if (!mediaDevices) return true;
  const devices = await mediaDevices.enumerateDevices().catch(() => null);
  return devices?.some(({ kind }) => kind === 'videoinput') ?? true;
}
