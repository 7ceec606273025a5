import { sql, type Kysely, type Selectable, type SqlBool } from 'kysely';
import {
  linkStatusOf,
  type LinkOutcome,
  type LinkSession,
  type NewHandOff,
  type NewLink,
  type StoredHandOff,
  type StoredLink,
} from '../link-store.js';
import type { SessionStatus } from '../session-store.js';
import type { LinkRow, Tables } from './schema.js';

/** A link with what its status depends on in its session. */
type LinkWithSession = Selectable<LinkRow> & {
  readonly session_status: string | null;
  readonly session_expires_at: number | null;
  readonly max_attempts: number | null;
  readonly failed: number | null;
};

/** Which links; every condition given must hold. */
export interface LinkFilter {
  readonly linkHash?: string;
  readonly tokenHash?: string;
  readonly handOffHash?: string;
  readonly clientId?: string;
  /** At most so many, newest first, and none that only carries a hand-off. */
  readonly newest?: number;
  /** Not concluded yet, of a session whose row goes at this time or before. */
  readonly sessionGoneAt?: number;
}

/** For the transaction that makes the link. `openedAt`: of a link that nobody opens by its token. */
export async function insertLink(
  tx: Kysely<Tables>,
  link: NewLink,
  handOff: NewHandOff | null,
  openedAt: number | null = null,
): Promise<void> {
  await tx
    .insertInto('links')
    .values({
      link_hash: link.linkHash,
      token_hash: link.tokenHash,
      client_id: link.clientId,
      session_hash: link.sessionHash,
      user_hash: link.userHash,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      delete_at: link.deleteAt,
      opened_at: openedAt,
      started_at: null,
      device_hash: null,
      outcome: null,
      template_sealed: link.templateSealed,
      enrollment_sealed: link.enrollmentSealed,
      enrollment_hash: link.enrollmentHash,
      page_sealed: link.pageSealed,
      session_sealed: link.sessionSealed,
      hand_off_hash: handOff?.handOffHash ?? null,
      hand_off_maker_hash: handOff?.makerHash ?? null,
      hand_off_sealed: handOff?.sealed ?? null,
      hand_off_expires_at: handOff?.expiresAt ?? null,
      hand_off_opened_at: null,
      hand_off_device_hash: null,
    })
    .execute();
}

/** Whether the row is a link of its own. False: it carries the hand-off of a capture's session, which has no link id. */
export const isLinkItself = sql<SqlBool>`length(session_sealed) > 0`;

/** Links with their sessions. */
export function linkRows(
  db: Kysely<Tables>,
  { linkHash, tokenHash, handOffHash, clientId, newest, sessionGoneAt }: LinkFilter,
): Promise<LinkWithSession[]> {
  return db
    .selectFrom('links')
    .leftJoin('sessions', 'sessions.session_hash', 'links.session_hash')
    .selectAll('links')
    .select(['sessions.status as session_status', 'sessions.expires_at as session_expires_at', 'sessions.max_attempts', 'sessions.failed'])
    .$if(linkHash !== undefined, (query) => query.where('links.link_hash', '=', linkHash ?? ''))
    .$if(tokenHash !== undefined, (query) => query.where('links.token_hash', '=', tokenHash ?? ''))
    .$if(handOffHash !== undefined, (query) => query.where('links.hand_off_hash', '=', handOffHash ?? ''))
    .$if(clientId !== undefined, (query) => query.where('links.client_id', '=', clientId ?? ''))
    .$if(newest !== undefined, (query) =>
      query
        .where(isLinkItself)
        .orderBy('links.created_at', 'desc')
        .limit(newest ?? 0),
    )
    .$if(sessionGoneAt !== undefined, (query) =>
      query.where('links.outcome', 'is', null).where('sessions.delete_at', '<=', sessionGoneAt ?? 0),
    )
    .execute();
}

/** A link as it stands at `now`. */
export function storedLinkOf(row: LinkWithSession, now: number): StoredLink {
  const facts = {
    outcome: row.outcome as LinkOutcome | null,
    expiresAt: row.expires_at,
    openedAt: row.opened_at,
    startedAt: row.started_at,
  };
  return {
    linkHash: row.link_hash,
    clientId: row.client_id,
    sessionHash: row.session_hash,
    userHash: row.user_hash,
    status: linkStatusOf(facts, sessionOf(row), now),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    openedAt: row.opened_at,
    startedAt: row.started_at,
    pageSealed: row.page_sealed,
    sessionSealed: row.session_sealed,
    deviceHash: row.device_hash,
    failedAttempts: row.failed ?? 0,
    handOff: handOffOf(row),
  };
}

function handOffOf(row: Selectable<LinkRow>): StoredHandOff | null {
  const { hand_off_hash: handOffHash, hand_off_maker_hash: makerHash, hand_off_sealed: sealed, hand_off_expires_at: expiresAt } = row;
  if (handOffHash === null || makerHash === null || sealed === null || expiresAt === null) return null;
  return { handOffHash, makerHash, sealed, expiresAt, openedAt: row.hand_off_opened_at, deviceHash: row.hand_off_device_hash };
}

function sessionOf(row: LinkWithSession): LinkSession | null {
  if (row.session_status === null) return null;
  return {
    status: row.session_status as SessionStatus,
    expiresAt: row.session_expires_at ?? 0,
    maxAttempts: row.max_attempts ?? 0,
    failed: row.failed ?? 0,
  };
}
