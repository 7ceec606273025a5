import {
  signedFieldNames,
  statementText,
  thumbprintText,
  type AttemptOutcome,
  type AttestationFormat,
  type DeclineLightRequest,
  type DeviceReport,
  type FrameTimes,
  type Gesture,
  type LightShown,
  type OpenAttemptResponse,
  type SignedFields,
  type SignedFrame,
  type SignedStatement,
} from '@face-session/protocol';
import type { ServiceCall } from '../service/call.js';
import type { Attestor } from './attest.js';
import type { SessionKey } from './capture-key.js';
import { sha256 } from './sha256.js';

/** What is known of the attempt that was opened last. */
interface KnownAttempt {
  readonly attemptId: string;
  /** The challenge, once there is one. */
  gestures: readonly Gesture[];
  /** The colours of a challenge of light. */
  colours: readonly string[];
  /** Digests of the frames that were sent ahead, by their times. */
  readonly ahead: Map<number, string>;
  /** Attestations that the service takes. */
  readonly attestations: readonly AttestationFormat[];
}

/** What is known of the device, what vouches for it, and what it can show. */
interface DeviceEvidence {
  readonly device?: Promise<DeviceReport | undefined>;
  readonly attestor?: Attestor | undefined;
  /** Whether a challenge of light can be shown. */
  readonly showsLight?: () => true | undefined;
}

/** The calls that are signed, by their paths. */
const ATTEMPTS = '/api/v1/attempts';
const UPLOAD = /^\/api\/v1\/attempts\/[^/]+\/(frames|burst|light\/decline|light|gestures|decline)$/;
const HAND_OVER = '/api/v1/face/hand-off';
const END = '/api/v1/face/end';

/**
 * Sends as `call` does. What opens an attempt announces the key, the device and whether light can be shown. Uploads are signed where the service says so: an older one
 * does not know signatures. The answers tell the challenge and the end of the session.
 */
export function createSignedCall(
  call: ServiceCall,
  sessionId: string,
  key: SessionKey,
  { device, attestor, showsLight }: DeviceEvidence = {},
): ServiceCall {
  let open: KnownAttempt | undefined;

  /** Reads an answer before its reader does: that one may end the session, and with it the request. */
  const listen = async (response: Response, hear: (answer: unknown) => void): Promise<Response> => {
    await response
      .clone()
      .json()
      .then(hear)
      .catch(() => undefined);
    return response;
  };

  const heardOutcome = (answer: unknown): void => {
    const outcome = answer as AttemptOutcome;
    if (open && outcome.outcome === 'challenged') open.gestures = outcome.gestures;
    if (open && outcome.outcome === 'light') open.colours = outcome.steps.map(({ colour }) => colour);
    if (outcome.outcome === 'passed' || (outcome.outcome === 'failed' && outcome.remainingAttempts === 0)) key.forget();
  };

  const openAttempt: ServiceCall = async (path, init) => {
    const response = await call(
      path,
      withFields(init, {
        captureKey: key.announced,
        device: await device,
        attestationKeyId: await attestor?.keyId,
        showsLight: showsLight?.(),
      }),
    );
    open = undefined;
    return listen(response, (answer) => {
      const { attemptId, signedUploads, attestations = [] } = answer as OpenAttemptResponse;
      if (signedUploads) open = { attemptId, gestures: [], colours: [], ahead: new Map(), attestations };
    });
  };

  const upload = async (step: string, init: RequestInit): Promise<RequestInit> => {
    if (!open) return init;
    const { attemptId, gestures, colours, ahead, attestations } = open;
    if (!(init.body instanceof FormData)) {
      if (step === 'light/decline') {
        const { reason } = JSON.parse(init.body as string) as DeclineLightRequest;
        return withFields(init, { signature: await signatureOf({ kind: 'light-decline', attemptId, colours, reason }) });
      }
      const { gesture: declined } = JSON.parse(init.body as string) as { gesture: Gesture };
      return withFields(init, { signature: await signatureOf({ kind: 'decline', attemptId, gestures, declined }) });
    }
    const form = init.body;
    const frames = await signedFrames(form, ahead);
    if (step === 'frames') for (const { capturedAtMs, sha256: digest } of frames) ahead.set(capturedAtMs, digest);
    if (step === 'burst' && attestor && attestations.length > 0) {
      const keySha256 = await sha256(new TextEncoder().encode(thumbprintText(key.announced)));
      const attested = statementText({ kind: 'attestation', sessionId, attemptId, keySha256, frames });
      const attestation = await attestor.attest(attested, attestations);
      if (attestation) form.set('attestation', JSON.stringify(attestation));
    }
    const statement = async (): Promise<SignedStatement> => {
      if (step === 'gestures') return { kind: step, attemptId, gestures, frames };
      if (step === 'burst') return { kind: step, attemptId, fields: await signedFields(form), frames };
      if (step !== 'light') return { kind: 'frame', attemptId, frames };
      const { startedAtMs } = JSON.parse(form.get('light') as string) as LightShown;
      return { kind: step, attemptId, colours, startedAtMs, frames };
    };
    form.set('signature', await signatureOf(await statement()));
    return init;
  };

  const signatureOf = (statement: SignedStatement): Promise<string> => key.sign(statementText(statement));

  return async (path, init) => {
    if (path === ATTEMPTS) return openAttempt(path, init);
    // Only a session that was opened before: an older service takes no unknown fields here.
    if (path === HAND_OVER && init.method === 'POST' && key.isKept) {
      const { deviceKey } = JSON.parse(init.body as string) as { deviceKey: string };
      const signature = await signatureOf({ kind: 'hand-over', sessionId, deviceKey });
      return call(path, withFields(init, { captureKey: key.announced, signature }));
    }
    const step = UPLOAD.exec(path)?.[1];
    const response = await call(path, step === undefined ? init : await upload(step, init));
    if (step !== undefined && step !== 'frames') return listen(response, heardOutcome);
    if (path === END) key.forget();
    return response;
  };
}

/** The request with more fields in its JSON. */
function withFields(init: RequestInit, fields: object): RequestInit {
  return { ...init, body: JSON.stringify({ ...(JSON.parse(init.body as string) as object), ...fields }) };
}

/** The digests of the fields of a form that are signed beside its frames. */
async function signedFields(form: FormData): Promise<SignedFields> {
  const fields: Partial<Record<keyof SignedFields, string>> = {};
  for (const name of signedFieldNames) {
    const text = form.get(name);
    if (typeof text === 'string') fields[name] = await sha256(new TextEncoder().encode(text));
  }
  return fields;
}

/** The frames of a form as they are signed. */
async function signedFrames(form: FormData, ahead: ReadonlyMap<number, string>): Promise<SignedFrame[]> {
  const files = form.getAll('frame').values();
  const times = JSON.parse(form.get('frames') as string) as FrameTimes;
  return Promise.all(
    times.map(async ({ capturedAtMs, ahead: isAhead }) => {
      const digest = isAhead ? ahead.get(capturedAtMs) : await sha256(await (files.next().value as Blob).arrayBuffer());
      return { capturedAtMs, sha256: digest ?? '' };
    }),
  );
}
