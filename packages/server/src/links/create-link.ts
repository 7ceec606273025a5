import type { PhotoQuality } from '@face-session/face';
import type { FacePool } from '@face-session/face/node';
import { LINK_STATUS_LIFETIME_SECONDS } from '@face-session/protocol';
import type { CreateLinkRequest } from '@face-session/protocol/schemas';
import { identifierHash } from '../keys/identifier-hash.js';
import type { Metrics } from '../metrics.js';
import { sealedTemplate, type SealedReference } from '../sessions/create-session.js';
import { sealEnrollment } from '../sessions/kept-reference.js';
import { enrolledTemplate } from '../sessions/enrollments.js';
import type { SessionParts } from '../sessions/parts.js';
import { photoRefusal, type PhotoRefusal, isRefusal, refusal, type Refusal } from '../sessions/refusal.js';
import { sealOutcome } from '../sessions/simulation.js';
import type { Client } from '../store/client-store.js';
import { linkColumns } from './link-content.js';
import { linkFrameURL, linkURL, newLinkToken } from './link-secrets.js';
import { returnURLFault } from './return-url.js';

/** What making a link works with. */
export type CreateLinkParts = Pick<SessionParts, 'config' | 'store' | 'sealer' | 'clock' | 'random'> & {
  readonly faces: Pick<FacePool, 'reference'>;
  readonly metrics: Pick<Metrics, 'timeStage'>;
};

/** What a link is made from, with the photo decoded. */
type NewLinkRequest = Omit<CreateLinkRequest, 'idPhoto'> & { readonly photo?: Uint8Array | undefined };

interface CreatedLink {
  readonly linkId: string;
  readonly sessionId: string;
  readonly url: string;
  /** For a frame; undefined: no origin is registered for that. */
  readonly frameURL?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly quality?: PhotoQuality;
}

/** A template, an outcome of test mode, or a session that is there already. */
interface Reference {
  readonly sealed: SealedReference | null;
  readonly sessionId?: string;
  /** When the session ends that is there already. */
  readonly endsAt?: number;
  readonly quality?: PhotoQuality;
}

/**
 * Creates a link. The template is measured now and sealed under the identifier of the session, which is drawn now. The session is created when
 * somebody starts the link. Nothing else of the photo is stored.
 */
export async function createLink(
  parts: CreateLinkParts,
  client: Client,
  request: NewLinkRequest,
): Promise<CreatedLink | PhotoRefusal | Refusal<'INVALID_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND'>> {
  const { config, store, sealer, clock, random } = parts;
  if (!client.scopes.includes('KYC_FACE_FLOW'))
    return refusal('FORBIDDEN', 'The client needs the scope KYC_FACE_FLOW: the session of the link runs with it.');
  const page = await store.findLinkPage(client.clientId);
  const fault = request.returnURL === undefined ? null : returnURLFault(request.returnURL, page?.returnOrigins ?? []);
  if (fault !== null) return refusal('INVALID_REQUEST', `returnURL: ${fault}`);
  const reference = await referenceOf(parts, client, request);
  if (isRefusal(reference)) return reference;
  const { enrollmentIdentifier, userIdentifier } = request;
  const sessionId = reference.sessionId ?? random.uuid();
  const [linkId, token, now] = [random.uuid(), newLinkToken(random), clock()];
  const expiresAt = Math.min(now + request.expiresIn * 1000, reference.endsAt ?? Infinity);
  const { clientId } = client;
  const { nonce, returnURL, state, locale, appearanceMode, options = {}, allowHandOff } = request;
  const content = { linkId, sessionId, nonce, userIdentifier, returnURL, state, locale, appearanceMode, options, allowHandOff };
  const columns = linkColumns(sealer, clientId, token, content);
  const { sessionHash, userHash } = columns;
  await store.addLink(
    {
      ...columns,
      createdAt: now,
      expiresAt,
      deleteAt: expiresAt + LINK_STATUS_LIFETIME_SECONDS * 1000,
      templateSealed: reference.sealed?.(sessionId) ?? null,
      enrollmentSealed: enrollmentIdentifier === undefined ? null : sealEnrollment(sealer, sessionId, enrollmentIdentifier),
      enrollmentHash: enrollmentIdentifier === undefined ? null : identifierHash(enrollmentIdentifier),
      sessionSealed: sealer.seal('link-session', linkId, Buffer.from(sessionId)),
    },
    { at: now, event: 'link.created', clientId, sessionHash, userHash: userHash ?? undefined, details: {} },
  );
  return {
    linkId,
    sessionId,
    url: linkURL(config.baseURL, token),
    ...(page !== null && page.frameOrigins.length > 0 && { frameURL: linkFrameURL(config.baseURL, token, clientId) }),
    expiresAt,
    ...(reference.quality && { quality: reference.quality }),
  };
}

async function referenceOf(
  parts: CreateLinkParts,
  client: Client,
  { photo, sessionId, enrollmentIdentifier, outcome }: NewLinkRequest,
): Promise<Reference | PhotoRefusal | Refusal<'INVALID_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND'>> {
  const given = [photo, sessionId, enrollmentIdentifier].filter((source) => source !== undefined).length;
  if (given !== 1 && !(client.test && given === 0)) {
    return refusal('INVALID_REQUEST', 'idPhoto, sessionId, enrollmentIdentifier: send exactly one of them.');
  }
  if (outcome !== undefined && (!client.test || given > 0)) {
    return refusal('INVALID_REQUEST', 'outcome: only a test client (client add --test) can choose it, in place of a photo or a session');
  }
  if (sessionId !== undefined) {
    const session = await parts.store.findSession(identifierHash(sessionId), client.clientId, parts.clock());
    if (session?.status !== 'open' || session.expiresAt <= parts.clock()) return refusal('NOT_FOUND', 'sessionId');
    return { sealed: null, sessionId, endsAt: session.expiresAt };
  }
  if (enrollmentIdentifier !== undefined) {
    const template = await enrolledTemplate(parts, client, enrollmentIdentifier);
    return template instanceof Float32Array ? { sealed: sealedTemplate(parts, template) } : template;
  }
  if (client.test || photo === undefined) return { sealed: (id) => sealOutcome(parts.sealer, id, outcome) };
  const measured = await parts.metrics.timeStage('reference', () => parts.faces.reference(photo));
  if (!measured.accepted) return photoRefusal(measured, 'idPhoto');
  return { sealed: sealedTemplate(parts, measured.template), quality: measured.quality };
}
