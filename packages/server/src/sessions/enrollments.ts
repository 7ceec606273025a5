import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import { recordEvent } from '../record-event.js';
import type { Client } from '../store/client-store.js';
import { sealedTemplate, storeSession } from './create-session.js';
import type { SessionParts } from './parts.js';
import { photoRefusal, type PhotoRefusal, isRefusal, refusal, type Refusal } from './refusal.js';
import { auditImageOf, resultOf } from './session-info.js';
import { notSimulated } from './simulation.js';
import { templateFromBytes, templateToBytes } from './kept-reference.js';

/** What a face is enrolled from. */
type EnrollmentSource = { readonly photo: Uint8Array } | { readonly sessionId: string };

/**
 * Stores the template of a face, sealed under a new identifier. The store has only a hash of the identifier, so the database alone reveals no face.
 * Refused unless the operator has switched enrolments on.
 */
export async function enroll(
  parts: SessionParts,
  client: Client,
  source: EnrollmentSource,
  userIdentifier: string | null,
): Promise<{ enrollmentIdentifier: string } | PhotoRefusal | Refusal<'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_REQUEST'>> {
  const { config, store, sealer, clock, random } = parts;
  if (client.test) return notSimulated;
  if (!config.enrollments) return switchedOff;
  const picture = 'photo' in source ? source.photo : await selfieOf(parts, client, source.sessionId);
  if (!(picture instanceof Uint8Array)) return picture;
  const reference = await parts.metrics.timeStage('reference', () => parts.faces.reference(picture));
  if (!reference.accepted) return photoRefusal(reference, 'photo' in source ? 'photo' : 'sessionId');
  const enrollmentIdentifier = random.uuid();
  const userHash = userIdentifier === null ? null : userHashOf(sealer, userIdentifier);
  await store.addEnrollment({
    enrollmentHash: identifierHash(enrollmentIdentifier),
    clientId: client.clientId,
    userHash,
    templateSealed: sealer.seal('enrollment', enrollmentIdentifier, templateToBytes(reference.template)),
    createdAt: clock(),
  });
  await recordEvent(parts, { event: 'enrollment.created', clientId: client.clientId, userHash: userHash ?? undefined, details: {} });
  return { enrollmentIdentifier };
}

/** Creates a session whose reference is the enrolled face. */
export async function recover(
  parts: SessionParts,
  client: Client,
  enrollmentIdentifier: string,
): Promise<{ sessionId: string } | Refusal<'FORBIDDEN' | 'NOT_FOUND'>> {
  const template = await enrolledTemplate(parts, client, enrollmentIdentifier);
  if (!(template instanceof Float32Array)) return template;
  return { sessionId: await storeSession(parts, client, sealedTemplate(parts, template), enrollmentIdentifier) };
}

/** The template of an enrolled face. */
export async function enrolledTemplate(
  parts: Pick<SessionParts, 'config' | 'store' | 'sealer'>,
  client: Client,
  enrollmentIdentifier: string,
): Promise<Float32Array | Refusal<'FORBIDDEN' | 'NOT_FOUND'>> {
  if (client.test) return notSimulated;
  if (!parts.config.enrollments) return switchedOff;
  const sealed = await parts.store.findEnrollment(identifierHash(enrollmentIdentifier), client.clientId);
  if (!sealed) return refusal('NOT_FOUND');
  return templateFromBytes(parts.sealer.open('enrollment', enrollmentIdentifier, sealed));
}

/** Erases an enrolled face, whether enrolments are still on or not; null when that is done. Sessions made from it end as any do. */
export async function eraseEnrollment(
  parts: SessionParts,
  client: Client,
  enrollmentIdentifier: string,
): Promise<Refusal<'NOT_FOUND'> | null> {
  if (!(await parts.store.deleteEnrollment(identifierHash(enrollmentIdentifier), client.clientId))) return refusal('NOT_FOUND');
  await recordEvent(parts, { event: 'enrollment.erased', clientId: client.clientId, details: {} });
  return null;
}

const switchedOff = refusal('FORBIDDEN', 'Enrolments are off: the operator switches them on with ENROLLMENTS=true.');

/** The selfie of a session that succeeded, as long as it is kept. */
async function selfieOf(
  parts: SessionParts,
  client: Client,
  sessionId: string,
): Promise<Uint8Array | Refusal<'NOT_FOUND' | 'INVALID_REQUEST'>> {
  const found = await resultOf(parts, client, sessionId);
  if (isRefusal(found)) return found;
  const [, payload, ...rest] = found.result.split('.');
  if (rest.length > 1)
    return refusal('INVALID_REQUEST', 'The results of this client are encrypted: enrol from a photo, such as the selfie.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as { data: { face: { auditTrailImageId: string } } };
  const kept = await auditImageOf(parts, client, claims.data.face.auditTrailImageId);
  return isRefusal(kept) ? kept : kept.image;
}
