import type { Clock } from '../clock.js';
import type { Config, ConsoleConfig } from '../config.js';
import { identifierHash } from '../keys/identifier-hash.js';
import type { Random } from '../random.js';
import { recordEvent } from '../record-event.js';
import { operatorRoles, type Operator, type OperatorRole } from '../store/operator-store.js';
import type { Store } from '../store/store.js';

/** What the rules of operators need. */
export interface OperatorParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: Config;
}

/** How long a link to register a passkey can be used, in milliseconds: an hour is long enough to send it, and too short to find it in a mailbox. */
export const REGISTRATION_LINK_MS = 60 * 60 * 1000;

/** Random bytes of a link's token and of a cookie: 256 bits cannot be guessed, so a plain hash is enough to store them. */
export const TOKEN_BYTES = 32;

/** How often a use of a sign-in is written down, in milliseconds: not with each request. */
const TOUCH_MS = 15 * 1000;

/** The names that operators may have. */
const OPERATOR_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,63}$/u;

/** Whether a text can be the name of an operator: letters, digits, spaces and `. _ @ + -`, at most 64. */
export function isOperatorName(name: string): boolean {
  return OPERATOR_NAME.test(name);
}

/** What identifiers of operators begin with who sign in with the identity provider. */
export const PROVIDER_PREFIX = 'provider-';

/** Whether an operator signs in with the identity provider, and so has no passkeys and no links. */
export function isOfProvider({ operatorId }: Pick<Operator, 'operatorId'>): boolean {
  return operatorId.startsWith(PROVIDER_PREFIX);
}

/** Whether a role may do what another one may. */
export function reachesRole(role: OperatorRole, needed: OperatorRole): boolean {
  return operatorRoles.indexOf(role) >= operatorRoles.indexOf(needed);
}

/** Adds an operator, who has no passkey yet. Null if there is one of that name. */
export async function addOperator(parts: OperatorParts, { name, role }: Pick<Operator, 'name' | 'role'>): Promise<Operator | null> {
  const operator: Operator = { operatorId: parts.random.uuid(), name, role, disabled: false, createdAt: parts.clock() };
  if ((await parts.store.addOperator(operator)) === 'exists') return null;
  await recordEvent(parts, { event: 'operator.added', details: { operator: name, role } });
  return operator;
}

/** The operator of a name; null if there is none. */
export async function operatorNamed({ store }: Pick<OperatorParts, 'store'>, name: string): Promise<Operator | null> {
  return (await store.listOperators()).find((operator) => operator.name === name) ?? null;
}

/**
 * Makes a link with which an operator registers a passkey, once and within {@link REGISTRATION_LINK_MS}. The store has its hash.
 * @returns the token; it is in the fragment of the address, which browsers do not send
 */
export async function newRegistrationToken(parts: OperatorParts, { operatorId, name }: Operator): Promise<string> {
  const token = parts.random.bytes(TOKEN_BYTES).toString('base64url');
  await parts.store.addTicket({
    ticketHash: identifierHash(token),
    kind: 'registration',
    operatorId,
    expiresAt: parts.clock() + REGISTRATION_LINK_MS,
  });
  await recordEvent(parts, { event: 'operator.link-created', details: { operator: name } });
  return token;
}

/** The address at which an operator registers a passkey. */
export function registrationURL({ origin }: Pick<ConsoleConfig, 'origin'>, token: string): string {
  return `${origin}/#/register/${token}`;
}

/** Signs an operator in. Returns what the cookie holds; the store has its hash. */
export async function openSignIn(parts: OperatorParts, { operatorId, name }: Operator): Promise<string> {
  const cookie = parts.random.bytes(TOKEN_BYTES).toString('base64url');
  const now = parts.clock();
  await parts.store.addOperatorSession({ sessionHash: identifierHash(cookie), operatorId, createdAt: now, seenAt: now });
  await recordEvent(parts, { event: 'operator.signed-in', details: { operator: name } });
  return cookie;
}

/** The operator of a cookie; null if it is unknown, was not used for too long, is too old, or its operator is disabled. */
export async function operatorOfCookie(parts: OperatorParts, limits: ConsoleConfig, cookie: string): Promise<Operator | null> {
  const sessionHash = identifierHash(cookie);
  const found = await parts.store.findOperatorSession(sessionHash);
  if (!found) return null;
  const { session, operator } = found;
  const now = parts.clock();
  const isOver =
    operator.disabled ||
    now - session.seenAt >= limits.idleMinutes * 60_000 ||
    now - session.createdAt >= limits.sessionHours * 60 * 60_000;
  if (isOver) {
    await parts.store.endOperatorSession(sessionHash);
    return null;
  }
  if (now - session.seenAt >= TOUCH_MS) await parts.store.touchOperatorSession(sessionHash, now);
  return operator;
}

/** Ends the sign-in of a cookie. */
export async function endSignIn(parts: OperatorParts, { name }: Operator, cookie: string): Promise<void> {
  await parts.store.endOperatorSession(identifierHash(cookie));
  await recordEvent(parts, { event: 'operator.signed-out', details: { operator: name } });
}

/** What a page must send beside the cookie with every action: another site knows neither. */
export function actionTokenOf(cookie: string): string {
  return identifierHash(`face-session console action ${cookie}`);
}

/** Disables or enables an operator. Disabling ends all their sign-ins. */
export async function setOperatorDisabled(parts: OperatorParts, { operatorId, name }: Operator, disabled: boolean): Promise<void> {
  await parts.store.updateOperator(operatorId, { disabled });
  await recordEvent(parts, { event: disabled ? 'operator.disabled' : 'operator.enabled', details: { operator: name } });
}

/** Gives an operator another role. It holds from their next request on. */
export async function setOperatorRole(parts: OperatorParts, { operatorId, name }: Operator, role: OperatorRole): Promise<void> {
  await parts.store.updateOperator(operatorId, { role });
  await recordEvent(parts, { event: 'operator.changed', details: { operator: name, role } });
}
