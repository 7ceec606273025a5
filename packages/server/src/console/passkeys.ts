import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { ConsoleConfig } from '../config.js';
import { identifierHash } from '../keys/identifier-hash.js';
import { recordEvent } from '../record-event.js';
import { refusal, type Refusal } from '../sessions/refusal.js';
import type { Operator } from '../store/operator-store.js';
import { openSignIn, type OperatorParts } from './operators.js';

/** How long a challenge can be signed, in milliseconds: a person looks for their key meanwhile. */
const CHALLENGE_MS = 5 * 60 * 1000;

/** How the console names itself to the device. */
const CONSOLE_NAME = 'Face Session console';

/** Longest text of one field of a passkey's answer, in characters. */
const MAX_FIELD_LENGTH = 20_000;

const field = z.string().max(MAX_FIELD_LENGTH);

/** What the browser answers when a passkey was made. */
export const registrationSchema = z.object({
  id: field,
  rawId: field,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.object({ clientDataJSON: field, attestationObject: field }),
});

/** What the browser answers when a passkey has signed. */
export const assertionSchema = z.object({
  id: field,
  rawId: field,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.object({ clientDataJSON: field, authenticatorData: field, signature: field, userHandle: field.optional() }),
});

interface PasskeyParts extends OperatorParts {
  readonly console: ConsoleConfig;
}

const domainOf = ({ origin }: ConsoleConfig): string => new URL(origin).hostname;

/** What the browser needs to make a passkey for the operator of a registration link. The link stays usable. */
export async function registrationOptions(parts: PasskeyParts, token: string): Promise<object | Refusal<'NOT_FOUND'>> {
  const operator = await operatorOfLink(parts, token);
  if (!operator) return refusal('NOT_FOUND');
  const known = await parts.store.credentialsOf(operator.operatorId);
  const options = await generateRegistrationOptions({
    rpName: CONSOLE_NAME,
    rpID: domainOf(parts.console),
    userName: operator.name,
    userID: Uint8Array.from(Buffer.from(operator.operatorId)),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await addChallenge(parts, options.challenge, operator.operatorId);
  return { operator: operator.name, options };
}

/** Registers the passkey that was made, uses the link up, and signs the operator in. Returns what the cookie holds. */
export async function registerPasskey(
  parts: PasskeyParts,
  token: string,
  response: z.output<typeof registrationSchema>,
): Promise<string | Refusal<'NOT_FOUND' | 'REFUSED'>> {
  const operator = await operatorOfLink(parts, token);
  if (!operator) return refusal('NOT_FOUND');
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(parts, challenge, operator.operatorId),
    expectedOrigin: parts.console.origin,
    expectedRPID: domainOf(parts.console),
  }).catch(() => null);
  if (!verified?.verified) return refusal('REFUSED');
  // Whoever takes it first has used it.
  if (!(await parts.store.takeTicket('registration', identifierHash(token), parts.clock()))) return refusal('NOT_FOUND');
  const { credential } = verified.registrationInfo;
  await parts.store.addCredential({
    credentialId: credential.id,
    operatorId: operator.operatorId,
    publicKey: credential.publicKey,
    counter: credential.counter,
    createdAt: parts.clock(),
    usedAt: null,
  });
  await recordEvent(parts, { event: 'operator.passkey-added', details: { operator: operator.name } });
  return openSignIn(parts, operator);
}

/** What the browser needs to sign in with whatever passkey the person picks. It tells nothing of who has one. */
export async function signInOptions(parts: PasskeyParts): Promise<object> {
  const options = await generateAuthenticationOptions({ rpID: domainOf(parts.console), userVerification: 'required' });
  await addChallenge(parts, options.challenge, null);
  return options;
}

/** Signs the owner of a passkey in. Returns what the cookie holds. */
export async function signInWithPasskey(
  parts: PasskeyParts,
  response: z.output<typeof assertionSchema>,
): Promise<string | Refusal<'REFUSED'>> {
  const credential = await parts.store.findCredential(response.id);
  if (!credential) return refusal('REFUSED');
  const operator = (await parts.store.listOperators()).find(({ operatorId }) => operatorId === credential.operatorId);
  if (!operator || operator.disabled) return refusal('REFUSED');
  const { userHandle, ...answer } = response.response;
  const verified = await verifyAuthenticationResponse({
    response: { ...response, response: { ...answer, ...(userHandle !== undefined && { userHandle }) } },
    expectedChallenge: (challenge) => takeChallenge(parts, challenge, null),
    expectedOrigin: parts.console.origin,
    expectedRPID: domainOf(parts.console),
    credential: { id: credential.credentialId, publicKey: Uint8Array.from(credential.publicKey), counter: credential.counter },
  }).catch(() => null);
  if (!verified?.verified) return refusal('REFUSED');
  if (!(await parts.store.useCredential(credential.credentialId, verified.authenticationInfo.newCounter, parts.clock()))) {
    return refusal('REFUSED');
  }
  return openSignIn(parts, operator);
}

async function operatorOfLink({ store, clock }: PasskeyParts, token: string): Promise<Operator | null> {
  const ticket = await store.findTicket('registration', identifierHash(token), clock());
  const operator = (await store.listOperators()).find(({ operatorId }) => operatorId === ticket?.operatorId);
  return operator && !operator.disabled ? operator : null;
}

async function addChallenge({ store, clock }: PasskeyParts, challenge: string, operatorId: string | null): Promise<void> {
  await store.addTicket({ ticketHash: identifierHash(challenge), kind: 'challenge', operatorId, expiresAt: clock() + CHALLENGE_MS });
}

/** A challenge is good for one answer. */
async function takeChallenge({ store, clock }: PasskeyParts, challenge: string, operatorId: string | null): Promise<boolean> {
  const ticket = await store.takeTicket('challenge', identifierHash(challenge), clock());
  return ticket !== null && ticket.operatorId === operatorId;
}
