import type { FastifyReply, FastifyRequest } from 'fastify';
import { VISIT_LIFETIME_MS, type Visit } from './visits.js';

/** `__Host-` would be safer, but needs https, which a first look on localhost has not. */
const NAME = 'demo-visit';

/** The visit that the browser names, if any. */
export function readVisitCookie(request: FastifyRequest): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=');
    if (name === NAME) return value;
  }
  return undefined;
}

/** Gives the browser its visit, unreadable by scripts and never sent by another site. */
export function writeVisitCookie(reply: FastifyReply, visit: Visit, secure: boolean): void {
  const age = Math.floor(VISIT_LIFETIME_MS / 1000);
  reply.header(
    'set-cookie',
    `${NAME}=${visit.id}; Path=/demo; Max-Age=${String(age)}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  );
}
