import { burstPlan } from '@face-session/liveness';
import { isRefusal, refusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { frameUpload, framesOf, signatureOf } from '../frame-upload.js';

const refusals = {
  kept: null,
  unsigned: refusal('ATTEMPT_SIGNATURE_INVALID'),
  unknown: refusal('ATTEMPT_CONFLICT', 'No frame is taken ahead for this attempt. Send it with the burst.'),
} as const;

/** One frame of a burst that is still being taken. */
export const sendFrameAhead = endpoint(
  {
    ...frameUpload({ ...burstPlan, count: 1 }),
    path: '/api/v1/attempts/{attemptId}/frames',
    summary: 'Upload a frame of a burst early. It is measured now and decided with the burst.',
    success: { status: 204 },
    errors: ['INVALID_REQUEST', 'ATTEMPT_CONFLICT', 'ATTEMPT_SIGNATURE_INVALID', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  (parts, { session, params, body }) => {
    const frames = framesOf(body);
    if (isRefusal(frames)) return Promise.resolve(frames);
    // The form has one at most, and the schema of its times one at least.
    const outcome = parts.framesAhead.add(session, params.attemptId, frames[0]!, signatureOf(body));
    return Promise.resolve(refusals[outcome]);
  },
);
