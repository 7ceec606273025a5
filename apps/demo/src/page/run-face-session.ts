import * as UqudoSDK from 'uqudosdk-capacitor';

/** What the backend hands to the page, and the wishes of the person who tries the demo. */
export interface SessionToRun {
  readonly token: string;
  readonly sessionId: string;
  readonly nonce: string;
  readonly minimumMatchLevel?: number;
  /** FILLED, FILLED_WHITE or BLURRED. */
  readonly selfieBackground?: string;
  readonly activeLiveness?: boolean;
  /** Seconds for which the service keeps the selfie. */
  readonly selfieKeptSeconds: number;
  readonly allowHandOff: 'offer' | 'never';
  /** BCP 47. */
  readonly locale: string;
}

/** How a session ends without a result. */
export interface SessionFailure {
  readonly code: string;
  /** Signed partial result, if an attempt had failed before. */
  readonly data?: string;
}

/**
 * Runs the face session over the page.
 *
 * @returns the JWS
 * @throws {@link SessionFailure}
 */
export async function runFaceSession(session: SessionToRun): Promise<string> {
  const builder = new UqudoSDK.FaceSessionConfigurationBuilder()
    .setToken(session.token)
    .setSessionId(session.sessionId)
    .setNonce(session.nonce)
    .returnDataForIncompleteSession();
  if (session.minimumMatchLevel !== undefined) builder.setMinimumMatchLevel(session.minimumMatchLevel);
  const obfuscationType = Object.entries(UqudoSDK.ObfuscationType).find(([name]) => name === session.selfieBackground)?.[1];
  if (obfuscationType !== undefined) builder.enableAuditTrailImageObfuscation(obfuscationType);
  if (session.activeLiveness) builder.enableActiveLiveness();
  const plugin = new UqudoSDK.UqudoPlugin();
  // An app whose introduction knows its service's settings in advance calls this once, at its start.
  const { selfieKeptSeconds, allowHandOff } = session;
  plugin.init({ introduction: { selfieKeptSeconds }, brand: { name: 'Example Bank' }, allowHandOff });
  plugin.setLocale(session.locale);
  const result = await plugin.faceSession(builder.build());
  return result.value;
}

/** Reads what {@link runFaceSession} throws. */
export function failureOf(error: unknown): SessionFailure {
  const { code, data } = error as { code?: unknown; data?: unknown };
  try {
    return JSON.parse(code as string) as SessionFailure;
  } catch {
    return { code: typeof code === 'string' ? code : 'UNEXPECTED_ERROR', ...(typeof data === 'string' ? { data } : {}) };
  }
}
