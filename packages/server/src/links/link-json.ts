import type { Link } from '@face-session/protocol/schemas';
import type { LinkInfo } from './link-info.js';

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A link as it is answered and printed. */
export function linkJson({ createdAt, expiresAt, openedAt, startedAt, ...link }: LinkInfo): Link {
  return {
    ...link,
    createdAt: timeOf(createdAt),
    expiresAt: timeOf(expiresAt),
    ...(openedAt !== null && { openedAt: timeOf(openedAt) }),
    ...(startedAt !== null && { startedAt: timeOf(startedAt) }),
  };
}
