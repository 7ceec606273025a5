import type { LightChallenge } from '@face-session/protocol';
import type { Page as BrowserPage } from 'playwright-core';

/** An app that runs sessions as its test asks, and tells how they ended. */
export const app = `
import * as UqudoSDK from 'uqudosdk-capacitor';
new UqudoSDK.UqudoPlugin().init({ traceEvents: true });
const trace = [];
window.addEventListener('TraceEvent', (event) => trace.push({ ...Object.fromEntries(['category', 'event', 'status', 'statusCode', 'sessionId'].map((name) => [name, event[name]])) }));
window.openStreams = [];
const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  const stream = await getUserMedia(constraints);
  window.openStreams.push(stream);
  return stream;
};
window.runSession = async (token, sessionId, options) => {
  if (options.lightChallenge) new UqudoSDK.UqudoPlugin().init({ traceEvents: true, lightChallenge: options.lightChallenge });
  const builder = new UqudoSDK.FaceSessionConfigurationBuilder().setToken(token).setSessionId(sessionId);
  if (options.nonce) builder.setNonce(options.nonce);
  if (options.returnData) builder.returnDataForIncompleteSession();
  if (options.activeLiveness) builder.enableActiveLiveness();
  try {
    const { value } = await new UqudoSDK.UqudoPlugin().faceSession(builder.build());
    return { value, trace };
  } catch (error) {
    return { error: JSON.parse(error.code), documented: { code: String(error.reason), message: error.message, task: error.task }, trace };
  }
};`;

/** How a session ended, and what it told on its way. */
export interface Ending {
  value?: string;
  error?: { code: string; message: string | null; task?: string; data?: string };
  trace: { category: string; event: string; status?: string; statusCode?: string; sessionId?: string }[];
}

/** What the app asks of its session. */
export interface SessionWishes {
  readonly nonce?: string;
  readonly returnData?: boolean;
  readonly activeLiveness?: boolean;
  readonly lightChallenge?: LightChallenge;
}

/** Starts a session in a tab with the app. */
export function begin(tab: BrowserPage, token: string, sessionId: string, wishes: SessionWishes = {}): Promise<Ending> {
  return tab.evaluate(
    ([givenToken, givenSession, given]) =>
      (window as unknown as { runSession: (...args: unknown[]) => Promise<Ending> }).runSession(givenToken, givenSession, given),
    [token, sessionId, wishes] as const,
  );
}
