import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { apiErrors, type ApiErrorCode } from '@face-session/protocol';
import { PROBLEM_TYPE, problemBody } from './http-error.js';

/** The codes of the registry for errors of Node's HTTP parser. */
const codesOfParser: Partial<Record<string, { readonly code: ApiErrorCode; readonly detail: string }>> = {
  HPE_HEADER_OVERFLOW: { code: 'PAYLOAD_TOO_LARGE', detail: 'The headers have more than 16384 bytes.' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'REQUEST_TIMEOUT', detail: 'The request did not arrive in time.' },
};

/** Responds to bytes that are not a valid request, and closes their connection. */
export function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, detail } = codesOfParser[error.code ?? ''] ?? { code: 'INVALID_REQUEST', detail: 'The request is not HTTP/1.1.' };
  const { status } = apiErrors[code];
  const body = JSON.stringify(problemBody(randomUUID(), code, detail));
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
