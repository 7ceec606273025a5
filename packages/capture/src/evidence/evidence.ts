import type { DeviceReport } from '@face-session/protocol';
import type { ServiceCall } from '../service/call.js';
import { attestorOf } from './attest.js';
import { captureKeyOf } from './capture-key.js';
import { reportDevice, type BrowserFacts } from './device-report.js';
import { installationId } from './installation-id.js';
import type { NativeBridge } from './native-plugin.js';
import { createSignedCall } from './signed-call.js';

export { watchCamera, type CameraWatch } from './watch-camera.js';

/* The module that loads beside the models, before the first attempt is opened. A session goes on without it. */

/** What stands behind the attempts of one session. */
export interface CaptureEvidence {
  /** Sends as `call` does, announces the key of the session and its device, signs what the service wants signed, and has the phone vouch for it where it can. */
  signed(call: ServiceCall): ServiceCall;
}

/** How long the opening of an attempt may wait for the report of the device, in milliseconds: a plugin may never answer. */
const REPORT_MS = 1_000;

/** Starts the evidence of a session. @throws where the browser makes no keys */
export async function startEvidence(sessionId: string): Promise<CaptureEvidence> {
  const { Capacitor } = globalThis as { Capacitor?: NativeBridge };
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, REPORT_MS));
  const device: Promise<DeviceReport | undefined> = Promise.race([
    reportDevice(navigator as BrowserFacts, Capacitor, installationId()),
    late,
  ]);
  const key = await captureKeyOf(sessionId);
  const attestor = attestorOf(Capacitor);
  return { signed: (call) => createSignedCall(call, sessionId, key, { device, attestor, showsLight }) };
}

/** Whether a challenge of light can be shown: not to a person who prefers less motion. Undefined is left out of a request. */
const showsLight = (): true | undefined => !matchMedia('(prefers-reduced-motion: reduce)').matches || undefined;
