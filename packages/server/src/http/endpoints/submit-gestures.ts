import { gesturePlan } from '@face-session/liveness';
import { MAX_GESTURES } from '@face-session/protocol';
import { isRefusal } from '../../sessions/refusal.js';
import { submitGestures as submit } from '../../sessions/submit-gestures.js';
import { endpoint } from '../endpoint.js';
import { frameUpload, framesOf, signatureOf } from '../frame-upload.js';

/** The gestures of a challenged attempt. */
export const submitGestures = endpoint(
  {
    ...frameUpload(gesturePlan(MAX_GESTURES)),
    path: '/api/v1/attempts/{attemptId}/gestures',
    summary: 'Upload the gestures of a challenge.',
  },
  async (parts, { session, params, body }) => {
    const frames = framesOf(body);
    return isRefusal(frames) ? frames : submit(parts, session, params.attemptId, frames, signatureOf(body));
  },
);
