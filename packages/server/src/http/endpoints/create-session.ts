import { MAX_PHOTO_BYTES, testOutcomeNames, type TestOutcome } from '@face-session/protocol';
import { createSessionRequestSchema, createSessionResponseSchema, testOutcomeSchema } from '@face-session/protocol/schemas';
import { createSession as create, createSimulatedSession } from '../../sessions/create-session.js';
import { isRefusal, refusal, type Refusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { Form } from '../form.js';
import { photoErrors, photoForm, photoMissing, photoOf } from '../photo-field.js';
import { pictureBodyBytes } from '../picture-body.js';

/** Longest name of an outcome that is read, in bytes. */
const MAX_OUTCOME_BYTES = 64;

const form = {
  ...photoForm,
  outcome: {
    most: 1,
    maxBytes: MAX_OUTCOME_BYTES,
    description: 'Test clients only: how the session ends',
    json: testOutcomeSchema.optional(),
  },
} as const;

const outcomeUnknown = refusal('INVALID_REQUEST', `outcome: must be one of ${testOutcomeNames.join(', ')}`);
const photoNoText = refusal('INVALID_REQUEST', 'idPhoto: must be a string with the picture in base64');
const outcomeForbidden = refusal('INVALID_REQUEST', 'outcome: only a test client (client add --test) can choose how a session ends');

function invalidBody(body: unknown): Refusal<'INVALID_REQUEST' | 'PHOTO_MISSING'> {
  const { idPhoto, outcome } = (body ?? {}) as { readonly idPhoto?: unknown; readonly outcome?: unknown };
  if (idPhoto !== undefined && idPhoto !== null && typeof idPhoto !== 'string') return photoNoText;
  return outcome === undefined || testOutcomeSchema.safeParse(outcome).success ? photoMissing : outcomeUnknown;
}

/** Creates a session from an ID photo; for a test client, from an outcome. */
export const createSession = endpoint(
  {
    method: 'POST',
    path: '/api/v1/face',
    tag: 'Sessions',
    summary: 'Create a session from an ID photo. It lives 10 minutes.',
    scope: 'KYC_FACE_FLOW',
    body: { 'multipart/form-data': form, 'application/json': createSessionRequestSchema },
    invalidBody,
    limits: { rate: 'photo', bodyBytes: pictureBodyBytes(1, MAX_PHOTO_BYTES), pictures: true },
    success: { status: 201, type: 'application/json', schema: createSessionResponseSchema },
    errors: [...photoErrors, 'INVALID_REQUEST'],
  },
  async (parts, { caller, body }) => {
    const outcome = outcomeOf(body);
    if (isRefusal(outcome)) return outcome;
    if (caller.client.test) return createSimulatedSession(parts, caller.client, outcome.name);
    if (outcome.name !== undefined) return outcomeForbidden;
    const photo = await photoOf(body);
    return isRefusal(photo) ? photo : create(parts, caller.client, photo);
  },
);

function outcomeOf(
  body: Form | { readonly outcome?: TestOutcome | undefined },
): { readonly name: TestOutcome | undefined } | Refusal<'INVALID_REQUEST'> {
  if (!(body instanceof Form)) return { name: body.outcome };
  const text = body.all('outcome')[0]?.toString();
  const name = testOutcomeSchema.optional().safeParse(text);
  return name.success ? { name: name.data } : outcomeUnknown;
}
