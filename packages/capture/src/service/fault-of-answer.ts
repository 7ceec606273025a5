import type { ApiErrorCode } from '@face-session/protocol';
import { ServiceError } from '../fault-errors.js';
import { tokenClaims } from './token-claims.js';

type Meaning = ServiceError['fault'];

/** What codes of the service mean. */
export type Meanings = Partial<Record<ApiErrorCode, Meaning>>;

/** What the service's own codes mean for a session. */
const ofCode: Meanings = {
  SESSION_EXPIRED: 'SESSION_EXPIRED',
  UNAUTHORIZED: 'TOKEN_REFUSED',
  FORBIDDEN: 'TOKEN_FORBIDDEN',
  ATTEMPT_SIGNATURE_INVALID: 'SIGNATURE_REFUSED',
  MEDIA_VIRTUAL_CAMERA_DETECTED: 'CAMERA_VIRTUAL',
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: 'ATTEMPTS_USED_UP',
  ATTEMPT_CONFLICT: 'ATTEMPT_OVER',
  PAYLOAD_TOO_LARGE: 'UPLOAD_TOO_LARGE',
  REQUEST_TIMEOUT: 'SERVICE_SILENT',
  RATE_LIMITED: 'RATE_LIMITED',
  BUSY: 'SERVICE_BUSY',
  UNEXPECTED_ERROR: 'SERVICE_FAULT',
};

/** What a status means where something else than the service answers: a proxy, or another server. */
const ofStatus: Readonly<Record<number, Meaning>> = {
  408: 'SERVICE_SILENT',
  413: 'UPLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'SERVICE_DOWN',
  503: 'SERVICE_BUSY',
  504: 'SERVICE_DOWN',
};

/** Why a session is no longer open, where the response has a reason. */
const ofReason: Readonly<Record<string, Meaning>> = { SESSION_UNKNOWN: 'SESSION_UNKNOWN', SESSION_USED: 'SESSION_USED' };

interface ProblemParts {
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly detail?: unknown;
  readonly title?: unknown;
  readonly requestId?: unknown;
}

/**
 * Returns the fault of a response with an error status.
 * @param call method and address, for the developer
 * @param token of the call: one that has expired is told from one that was never right
 * @param own what codes mean for this call where that differs
 */
export async function errorOfAnswer(response: Response, call: string, token: string, own: Meanings = {}): Promise<ServiceError> {
  const body = (await response.json().catch(() => undefined)) as ProblemParts | null | undefined;
  const { code, reason, detail, title, requestId } = body ?? {};
  const status = String(response.status);
  if (typeof code !== 'string') {
    const meaning = ofStatus[response.status] ?? (response.status >= 500 ? 'SERVICE_FAULT' : 'NOT_THE_SERVICE');
    return new ServiceError(meaning, `${call} was answered with status ${status}, not by the service itself.`);
  }
  const said = [detail, title].find((part) => typeof part === 'string') ?? '';
  const id = typeof requestId === 'string' ? ` Request id ${requestId}.` : '';
  const message = `${call} was answered with ${status} ${code}. ${said}${/[.]$/.test(said) || said === '' ? '' : '.'}${id}`.trim();
  const isExpired = code === 'UNAUTHORIZED' && hasExpired(token);
  // A code that this version does not know, or one for a malformed request.
  const meaning =
    ofReason[String(reason)] ??
    own[code as ApiErrorCode] ??
    ofCode[code as ApiErrorCode] ??
    (response.status >= 500 ? 'SERVICE_FAULT' : 'VERSION_MISMATCH');
  return new ServiceError(isExpired ? 'TOKEN_EXPIRED' : meaning, message);
}

/** By the clock of this device, which only chooses the words. */
function hasExpired(token: string): boolean {
  const { exp } = tokenClaims(token);
  return typeof exp === 'number' && exp * 1000 < Date.now();
}
