import { isTimedOut } from '../abort.js';
import { ServiceError } from '../fault-errors.js';
import { PRIVATELY, watchPolicy, whyNoAnswer, type NoAnswer } from '../why-no-answer.js';
import { errorOfAnswer, type Meanings } from './fault-of-answer.js';

/** Sends one request to the service. Rejects with a {@link ServiceError}, or with the reason of a signal that was aborted. */
export type ServiceCall = (path: string, init: RequestInit) => Promise<Response>;

interface CallOptions {
  /** Address of the service, without a slash at its end. */
  readonly base: string;
  readonly token: string;
  /** Sent with each request, beside the token. */
  readonly headers?: Record<string, string>;
  /** What codes of the service mean for these requests, where that differs from what they mean for a session. */
  readonly meanings?: Meanings;
}

/** An address of the service that answers everybody: the key set. */
const LOOK_PATH = '/api/.well-known/jwks.json';

/** Makes the function that sends requests. */
export function createCall({ base, token, headers: own = {}, meanings }: CallOptions): ServiceCall {
  const headers = { ...own, Authorization: `Bearer ${token}` };
  let hasAnswered = false;
  watchPolicy();
  return async (path, init) => {
    const url = base + path;
    const name = `${init.method ?? 'GET'} ${url}`;
    const { signal } = init;
    let response: Response;
    try {
      response = await fetch(url, {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
        ...PRIVATELY,
      });
    } catch (error) {
      if (signal?.aborted) {
        if (!isTimedOut(signal)) throw error;
        throw new ServiceError('SERVICE_SILENT', `${name} was not answered in time.`);
      }
      const why = hasAnswered && navigator.onLine ? 'LOST' : await whyNoAnswer(base + LOOK_PATH, headers);
      throw new ServiceError(faultOfNoAnswer[why], noAnswer(why, name, base));
    }
    hasAnswered = true;
    if (!response.ok) throw await errorOfAnswer(response, name, token, meanings);
    return response;
  };
}

const faultOfNoAnswer = {
  OFFLINE: 'OFFLINE',
  CSP: 'CSP_CONNECT',
  CORS: 'CORS_REFUSED',
  REDIRECTED: 'SERVICE_REDIRECTED',
  UNREACHABLE: 'SERVICE_UNREACHABLE',
  LOST: 'CONNECTION_LOST',
} as const;

/** What happened to a call, for the developer. */
function noAnswer(why: NoAnswer, call: string, base: string): string {
  const { origin } = location;
  switch (why) {
    case 'OFFLINE':
      return `${call} failed: the browser is offline.`;
    case 'CSP':
      return `The Content-Security-Policy of the page refused ${call}: connect-src lacks ${new URL(base, document.baseURI).origin}.`;
    case 'CORS':
      return `${call} failed: the server answers, but without Access-Control-Allow-Origin for ${origin}.`;
    case 'REDIRECTED':
      return `${call} failed: the server redirects to another address.`;
    case 'UNREACHABLE':
      return `${call} failed: no server answers there.`;
    case 'LOST':
      return `${call} failed: the connection was lost.`;
  }
}

/**
 * The body of an answer as JSON.
 * @throws ServiceError NOT_THE_SERVICE if it is none, such as the page of a web app
 */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch {
    const type = response.headers.get('Content-Type') ?? 'no content type';
    throw new ServiceError('NOT_THE_SERVICE', `${response.url} was answered with ${type} instead of application/json.`);
  }
}
