import type { ApiErrorCode, Scope, TokenResponse } from '@face-session/protocol';
import { createSessionResponseSchema, problemSchema, tokenResponseSchema } from '@face-session/protocol/schemas';

/** Time limit of a call to the service, in milliseconds: it may have to find a face in a large photo on a busy machine. */
const TIMEOUT_MS = 20_000;

/** A token is renewed this long before it expires, in milliseconds, so that it outlives the call it is used for. */
const TOKEN_MARGIN_MS = 60_000;

/** What the app may do with its token: run the session, and report its trace events. */
const APP_SCOPES: string = (['KYC_FACE_FLOW', 'KYC_EVENT_SDK'] satisfies Scope[]).join(' ');

/** The account of this customer at the service. */
export interface ServiceAccount {
  /** Base URL of the service. */
  readonly serviceURL: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The service responded with an error; `code` is from its registry. */
export class ServiceAnswerError extends Error {
  constructor(
    readonly status: number,
    readonly code: ApiErrorCode | 'UNEXPECTED_ERROR',
  ) {
    super(`The service answered ${String(status)} ${code}`);
    this.name = 'ServiceRefusal';
  }
}

/** The calls that a customer's backend makes, over HTTP like any customer's. */
export interface FaceSessionService {
  /** This backend's own access token, kept until shortly before it expires. Never handed out. */
  token(): Promise<string>;
  /** A token for the app, good for running this one session and nothing else. */
  sessionToken(sessionId: string): Promise<string>;
  /** Uploads an ID photo. @returns the session id. @throws {@link ServiceAnswerError} */
  createSession(photo: Uint8Array<ArrayBuffer>, mediaType: string): Promise<string>;
  /** Deletes the pictures and data of a session at once. @throws {@link ServiceAnswerError} */
  deleteSession(sessionId: string): Promise<void>;
}

/** @param account the customer's credentials; they never leave this backend */
export function createService(account: ServiceAccount): FaceSessionService {
  let token: { value: Promise<TokenResponse>; renewAt: number } | undefined;

  async function requestToken(narrowed: Record<string, string> = {}): Promise<TokenResponse> {
    const { clientId: client_id, clientSecret: client_secret } = account;
    const response = await fetch(`${account.serviceURL}/api/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, ...narrowed }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw await answerErrorOf(response);
    return tokenResponseSchema.parse(await response.json());
  }

  async function currentToken(): Promise<string> {
    if (token === undefined || token.renewAt <= Date.now()) {
      const asked = { value: requestToken(), renewAt: Infinity };
      token = asked;
      try {
        asked.renewAt = Date.now() + (await asked.value).expires_in * 1000 - TOKEN_MARGIN_MS;
      } catch (error) {
        if (token === asked) token = undefined;
        throw error;
      }
    }
    return (await token.value).access_token;
  }

  async function call(method: string, path: string, body?: () => FormData): Promise<Response> {
    const send = async (): Promise<Response> =>
      fetch(`${account.serviceURL}${path}`, {
        method,
        headers: { authorization: `Bearer ${await currentToken()}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { body: body() }),
      });
    let response = await send();
    if (response.status === 401) {
      token = undefined;
      response = await send();
    }
    if (!response.ok) throw await answerErrorOf(response);
    return response;
  }

  return {
    token: currentToken,
    async sessionToken(sessionId) {
      const { access_token } = await requestToken({ scope: APP_SCOPES, session_id: sessionId });
      return access_token;
    },
    async createSession(photo, mediaType) {
      const response = await call('POST', '/api/v1/face', () => {
        const form = new FormData();
        form.set('idPhoto', new Blob([photo], { type: mediaType }), 'id-photo');
        return form;
      });
      return createSessionResponseSchema.parse(await response.json()).sessionId;
    },
    async deleteSession(sessionId) {
      await call('DELETE', `/api/v1/info/${encodeURIComponent(sessionId)}`);
    },
  };
}

async function answerErrorOf(response: Response): Promise<ServiceAnswerError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  return new ServiceAnswerError(response.status, problem.success ? problem.data.code : 'UNEXPECTED_ERROR');
}
